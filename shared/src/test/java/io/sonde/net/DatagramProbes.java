// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;

/** UDP datagrams to the echo service (RFC 862), the sequence number in their last two octets. */
final class DatagramProbes implements Probes {
  static final int ECHO = 7;

  @Override
  public int protocol(IpFamily family) {
    return IpProtocol.UDP;
  }

  @Override
  public int header() {
    return UdpHeader.LENGTH;
  }

  @Override
  public void write(
      PacketBatch out,
      int slot,
      IpAddress from,
      IpAddress to,
      int hopLimit,
      int own,
      int sequence,
      int length) {
    write(out, slot, from, to, hopLimit, 0, ECHO, sequence, length);
  }

  /** Writes a datagram whose checksum is left to the host. */
  static void write(
      PacketBatch out,
      int slot,
      IpAddress from,
      IpAddress to,
      int hopLimit,
      int sourcePort,
      int destinationPort,
      int sequence,
      int length) {
    ByteBuffer b = out.octets;
    int at = out.slot(slot);
    out.start[slot] = at;
    out.length[slot] = length;
    int udp = at + EchoRequest.header(to.family());
    int octets = at + length - udp;
    if (to.family() == IpFamily.IPV4) {
      b.putInt(at, 0x45 << 24 | length).putInt(at + 4, 0x4000);
      b.putInt(at + 8, hopLimit << 24 | IpProtocol.UDP << 16);
      b.putInt(at + 12, from.ipv4Bits()).putInt(at + 16, to.ipv4Bits());
      b.putShort(at + 10, (short) InternetChecksum.fold(InternetChecksum.add(0, b, at, 20)));
    } else {
      b.putInt(at, 6 << 28).putInt(at + 4, octets << 16 | IpProtocol.UDP << 8 | hopLimit);
      b.putLong(at + 8, from.high()).putLong(at + 16, from.low());
      b.putLong(at + 24, to.high()).putLong(at + 32, to.low());
    }
    b.putInt(udp, sourcePort << 16 | destinationPort).putInt(udp + 4, octets << 16);
    for (int i = UdpHeader.LENGTH; i < octets; i++) {
      b.put(udp + i, (byte) (i - UdpHeader.LENGTH));
    }
    b.putShort(at + length - 2, (short) sequence);
  }

  @Override
  public int data(PacketBatch in, int slot) {
    return in.start[slot];
  }

  @Override
  public boolean isReply(PacketBatch in, int slot, IpFamily family, int own) {
    return in.content[slot] == PacketBatch.PAYLOAD
        && in.port[slot] == ECHO
        && in.localPort[slot] == own;
  }

  @Override
  public int sequence(PacketBatch in, int slot) {
    return in.octets.getShort(in.start[slot] + in.length[slot] - 2) & 0xffff;
  }
}
