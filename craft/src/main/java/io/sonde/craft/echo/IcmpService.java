// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.socket.AddressFamily;
import io.sonde.socket.Ancillary;
import io.sonde.socket.Message;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SystemCallException;
import io.sonde.socket.WouldBlockException;
import io.sonde.wire.InternetChecksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A raw socket that answers echo requests, beside the kernel, which does so too unless {@code
 * net.ipv4.icmp_echo_ignore_all} says no.
 */
final class IcmpService implements Service {
  static final int ECHO_REQUEST = 8;
  static final int ECHO_REQUEST_6 = 128;
  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REPLY_6 = 129;
  private static final int HEADER = 8;
  private static final int LONGEST = 0xffff;
  private static final int CONTROL = 128;
  private static final int AT_ONCE = 64;

  private final EchoServer server;
  private final EchoEndpoint endpoint;
  private final Socket socket;
  private final boolean six;

  IcmpService(EchoServer server, EchoEndpoint endpoint, Socket socket) {
    this.server = server;
    this.endpoint = endpoint;
    this.socket = socket;
    six = socket.family().equals(AddressFamily.INET6);
  }

  @Override
  public void ready(int events) throws IOException {
    for (int i = 0; i < AT_ONCE && !server.isFull(); i++) {
      try (Message message = socket.recvMsg(LONGEST, CONTROL)) {
        request(message);
      } catch (WouldBlockException e) {
        return;
      } catch (SystemCallException e) {
        // what an earlier answer met
      }
    }
  }

  private void request(Message message) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(message.data());
    int at = six ? 0 : headerLength(octets);
    SocketAddr from = message.from();
    boolean request =
        from != null
            && at >= 0
            && octets.limit() - at >= HEADER
            && Byte.toUnsignedInt(octets.get(at)) == (six ? ECHO_REQUEST_6 : ECHO_REQUEST)
            && octets.get(at + 1) == 0
            && (six || isSound(octets, at));
    if (!request || from == null) {
      return;
    }
    server.began();
    byte[] data = new byte[octets.limit() - at - HEADER];
    octets.get(at + HEADER, data);
    byte[] answer = server.settings().answer(data);
    if (answer == null) {
      done(from, data.length, -1, null);
      return;
    }
    Ancillary.PacketInfo info = message.first(Ancillary.PacketInfo.class).orElse(null);
    ByteBuffer reply = reply(octets.getInt(at + 4), answer);
    long delay = server.settings().delay();
    if (delay == 0) {
      send(reply, data.length, from, info);
    } else {
      server.after(delay, () -> send(reply, data.length, from, info));
    }
  }

  /** Octets of the IPv4 header in front; −1 if there is none. */
  private static int headerLength(ByteBuffer octets) {
    int length = octets.limit() < 20 ? -1 : (octets.get(0) & 15) * 4;
    return length < 20 || length > octets.limit() ? -1 : length;
  }

  /** The kernel gives raw sockets of IPv4 messages with wrong checksums, too. */
  private static boolean isSound(ByteBuffer octets, int at) {
    return InternetChecksum.fold(InternetChecksum.add(0, octets, at, octets.limit() - at)) == 0;
  }

  /** The kernel computes the checksum of ICMPv6. */
  private ByteBuffer reply(int identifierAndSequence, byte[] data) {
    ByteBuffer reply = ByteBuffer.allocate(HEADER + data.length);
    reply.put(0, (byte) (six ? ECHO_REPLY_6 : ECHO_REPLY));
    reply.putInt(4, identifierAndSequence);
    reply.put(HEADER, data);
    if (!six) {
      int checksum = InternetChecksum.fold(InternetChecksum.add(0, reply, 0, reply.limit()));
      reply.putShort(2, (short) checksum);
    }
    return reply;
  }

  private void send(
      ByteBuffer reply, long received, SocketAddr to, Ancillary.@Nullable PacketInfo info)
      throws IOException {
    List<Ancillary> from =
        info == null || info.local() == null
            ? List.of()
            : List.of(new Ancillary.PacketInfo(0, info.local(), null));
    long sent = (long) reply.remaining() - HEADER;
    try {
      socket.sendMsg(List.of(reply), from, to);
      done(to, received, sent, null);
    } catch (SystemCallException e) {
      done(to, received, -1, e.errno().description());
    }
  }

  private void done(SocketAddr from, long received, long sent, @Nullable String trouble) {
    server.listener().datagram(endpoint, host(from), received, sent, trouble);
    server.ended();
  }

  private static String host(SocketAddr from) {
    return from instanceof SocketAddr.Inet4 four
        ? four.address().getHostAddress()
        : from.toString().replaceAll("^\\[|\\]:0$", "");
  }
}
