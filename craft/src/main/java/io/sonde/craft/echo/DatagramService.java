// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.socket.Ancillary;
import io.sonde.socket.Message;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SystemCallException;
import io.sonde.socket.WouldBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket of datagrams. The answer leaves from the address that the datagram was for, where the
 * socket is bound to all. What comes from the socket's own address is not answered, and no datagram
 * of port 0: two servers, or one with itself, would talk for ever.
 */
final class DatagramService implements Service {
  private static final int LONGEST = 1 << 18;
  private static final int AT_ONCE = 64;

  /** Octets that wait for their delay. */
  private static final long MOST_DELAYED = 1 << 24;

  private static final int CONTROL = 128;

  private final EchoServer server;
  private final EchoEndpoint endpoint;
  private final Socket socket;
  private long delayed;

  DatagramService(EchoServer server, EchoEndpoint endpoint, Socket socket) {
    this.server = server;
    this.endpoint = endpoint;
    this.socket = socket;
  }

  @Override
  public void ready(int events) throws IOException {
    for (int i = 0; i < AT_ONCE && !server.isFull(); i++) {
      try (Message message = socket.recvMsg(LONGEST, CONTROL)) {
        server.began();
        answer(message);
      } catch (WouldBlockException e) {
        return;
      } catch (SystemCallException e) {
        // what an earlier answer met
      }
    }
  }

  private void answer(Message message) throws IOException {
    SocketAddr from = message.from();
    Ancillary.PacketInfo info = message.first(Ancillary.PacketInfo.class).orElse(null);
    byte[] octets = server.settings().answer(message.data());
    if (from == null || isNobody(from) || isSelf(from, info)) {
      done(from, message.length(), -1, octets == null ? null : "nobody to answer");
      return;
    }
    if (octets == null) {
      done(from, message.length(), -1, null);
      return;
    }
    long delay = server.settings().delay();
    if (delay == 0) {
      send(octets, message.length(), from, info);
    } else if (delayed + octets.length > MOST_DELAYED) {
      done(from, message.length(), -1, "too many wait");
    } else {
      delayed += octets.length;
      long length = message.length();
      server.after(
          delay,
          () -> {
            delayed -= octets.length;
            send(octets, length, from, info);
          });
    }
  }

  private static boolean isNobody(SocketAddr from) {
    return from instanceof SocketAddr.Unix unix ? unix.isUnnamed() : from.port() == 0;
  }

  private boolean isSelf(SocketAddr from, Ancillary.@Nullable PacketInfo info) throws IOException {
    SocketAddr own = socket.getSockName();
    if (own.equals(from)) {
      return true;
    }
    return info != null
        && info.local() != null
        && own.port() == from.port()
        && (from instanceof SocketAddr.Inet4 four && four.address().equals(info.local())
            || from instanceof SocketAddr.Inet6 six && six.address().equals(info.local()));
  }

  private void send(
      byte[] octets, long received, SocketAddr to, Ancillary.@Nullable PacketInfo info)
      throws IOException {
    List<Ancillary> from =
        info == null || info.local() == null
            ? List.of()
            : List.of(new Ancillary.PacketInfo(0, info.local(), null));
    try {
      socket.sendMsg(List.of(ByteBuffer.wrap(octets)), from, to);
      done(to, received, octets.length, null);
    } catch (WouldBlockException e) {
      done(to, received, -1, "the socket is full");
    } catch (SystemCallException e) {
      done(to, received, -1, e.errno().description());
    }
  }

  private void done(@Nullable SocketAddr from, long received, long sent, @Nullable String trouble) {
    String peer = from == null ? "" : StreamService.peer(from);
    server.listener().datagram(endpoint, peer, received, sent, trouble);
    server.ended();
  }
}
