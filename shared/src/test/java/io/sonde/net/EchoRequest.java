// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;

/** Whole echo request packets, source left to the host, in a slot or a buffer; for tests. */
public final class EchoRequest {
  private EchoRequest() {}

  /** Octets of an IP header without options. */
  public static int header(IpFamily family) {
    return family == IpFamily.IPV4 ? 20 : 40;
  }

  /** Writes a packet of {@code length} octets into a slot of {@code out}. */
  public static void write(
      PacketBatch out, int slot, IpAddress to, int identifier, int sequence, int length) {
    out.start[slot] = out.slot(slot);
    out.length[slot] = length;
    write(
        out.octets,
        out.slot(slot),
        IpAddress.any(to.family()),
        to,
        64,
        identifier,
        sequence,
        length);
  }

  /** Writes a packet of {@code length} octets, its data 0, 1, 2, …, all checksums right. */
  public static void write(
      ByteBuffer out,
      int at,
      IpAddress from,
      IpAddress to,
      int hopLimit,
      int identifier,
      int sequence,
      int length) {
    boolean ipv4 = to.family() == IpFamily.IPV4;
    int icmp = at + header(to.family());
    int segment = at + length - icmp;
    if (ipv4) {
      out.putInt(at, 0x45000000 | length).putInt(at + 4, 0x00014000);
      out.putInt(at + 8, hopLimit << 24 | IpProtocol.ICMP << 16);
      out.putInt(at + 12, from.ipv4Bits()).putInt(at + 16, to.ipv4Bits());
      int sum = InternetChecksum.fold(InternetChecksum.add(0, out, at, 20));
      out.putShort(at + 10, (short) sum);
    } else {
      out.putInt(at, 6 << 28).putInt(at + 4, segment << 16 | IpProtocol.ICMPV6 << 8 | hopLimit);
      out.putLong(at + 8, from.high()).putLong(at + 16, from.low());
      out.putLong(at + 24, to.high()).putLong(at + 32, to.low());
    }
    int type = ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    out.putInt(icmp, type << 24).putInt(icmp + 4, identifier << 16 | sequence & 0xffff);
    for (int i = 8; i < segment; i++) {
      out.put(icmp + i, (byte) (i - 8));
    }
    long sum = InternetChecksum.add(0, out, icmp, segment);
    if (!ipv4) {
      sum = InternetChecksum.add(sum, out, at + 8, 32) + IpProtocol.ICMPV6 + segment;
    }
    out.putShort(icmp + 2, (short) InternetChecksum.fold(sum));
  }
}
