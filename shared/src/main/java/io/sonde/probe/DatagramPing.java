// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.BigEndian;
import io.sonde.wire.Derived;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.PseudoHeader;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;

/**
 * UDP datagrams, RFC 768, over a regular socket. The data begins with the low 16 bits of the
 * probe's number and a cookie, as far as there is room. Whoever quotes or returns them tells which
 * probe is meant; a host that quotes only what RFC 792 demands, and a service that answers in its
 * own words, can be told only while a single probe is open.
 */
public final class DatagramPing extends PortPing {
  private static final int NUMBER = 2;
  private static final int COOKIE = 8;
  private static final int PORT_UNREACHABLE_IPV4 = 3;
  private static final int PORT_UNREACHABLE_IPV6 = 4;

  private int size = -1;

  /**
   * Datagrams to one port.
   *
   * @param size data octets at first
   */
  public DatagramPing(Request request, int size) {
    super(request);
    size(size);
  }

  @Override
  int protocol() {
    return IpProtocol.UDP;
  }

  @Override
  public boolean isSizable() {
    return true;
  }

  @Override
  public void size(int octets) {
    if (octets != size) {
      size = octets;
      build(UdpHeader.LENGTH + octets);
    }
  }

  @Override
  public int overhead() {
    return transport() + UdpHeader.LENGTH;
  }

  @Override
  void emit(ByteBuffer octets, PseudoHeader pseudoHeader) {
    ByteBuffer data = octets.slice(UdpHeader.LENGTH, size);
    for (int i = 0; i < size; i++) {
      int cookie = i - NUMBER;
      boolean inCookie = cookie >= 0 && cookie < COOKIE;
      data.put(i, (byte) (inCookie ? cookieOctet(cookie) : i < NUMBER ? 0 : i));
    }
    new UdpHeader(request.sourcePort(), request.port())
        .emit(octets, pseudoHeader, data, Derived.ALL);
  }

  private int cookieOctet(int index) {
    return (int) (request.cookie() >>> (56 - 8 * index)) & 0xff;
  }

  @Override
  void carry(ByteBuffer octets, int at, long sequence) {
    if (size >= NUMBER) {
      UdpHeader.patchWord(octets, at, at + UdpHeader.LENGTH, (int) sequence & 0xffff);
    }
  }

  @Override
  int judge(PacketBatch in, int slot) {
    return switch (in.kind[slot]) {
      case PacketBatch.PACKET -> datagram(in, slot);
      case PacketBatch.ERROR -> error(in, slot);
      default -> IGNORED;
    };
  }

  private int datagram(PacketBatch in, int slot) {
    length = UdpHeader.LENGTH + in.length[slot];
    answer = PingAnswer.DATA;
    wireSequence = sequenceIn(in, slot);
    boolean fromPort = isFromTarget(in, slot) && in.port[slot] == request.port();
    return wireSequence >= 0 || fromPort ? REPLY : FOREIGN;
  }

  private int error(PacketBatch in, int slot) {
    boolean known = (in.originalHigh[slot] | in.originalLow[slot]) != 0;
    if (known && !isTarget(in.originalHigh[slot], in.originalLow[slot])) {
      return OTHER;
    }
    wireSequence = in.content[slot] == PacketBatch.PAYLOAD ? sequenceIn(in, slot) : IF_ALONE;
    boolean portUnreachable =
        ipv4
            ? type == 3 && code == PORT_UNREACHABLE_IPV4
            : type == 1 && code == PORT_UNREACHABLE_IPV6;
    if (portUnreachable && isFromTarget(in, slot)) { // a router's is a filter's word
      answer = PingAnswer.PORT_UNREACHABLE;
      length = -1;
      return REPLY;
    }
    return errorVerdict();
  }

  /** The probe that returned or quoted data names. */
  private int sequenceIn(PacketBatch in, int slot) {
    int there = in.length[slot];
    int at = in.start[slot];
    if (there < NUMBER || size < NUMBER) {
      return IF_ALONE;
    }
    for (int i = 0; i < Math.min(COOKIE, Math.min(there, size) - NUMBER); i++) {
      if (BigEndian.octet(in.octets, at + NUMBER + i) != cookieOctet(i)) {
        return IF_ALONE;
      }
    }
    return BigEndian.unsignedShort(in.octets, at);
  }
}
