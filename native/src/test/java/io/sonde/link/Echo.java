// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;

/** Echo requests as whole packets, octet by octet: RFC 792, RFC 4443, RFC 791, RFC 8200. */
final class Echo {
  private Echo() {}

  /** Writes a request into a slot; {@code options} of IPv4 are a multiple of 4 octets. */
  static void request(
      PacketBatch batch,
      int slot,
      IpAddress destination,
      int timeToLive,
      int trafficClass,
      int identifier,
      int sequence,
      int dataOctets,
      byte... options) {
    boolean ipv4 = destination.family() == IpFamily.IPV4;
    int header = ipv4 ? 20 + options.length : 40;
    int length = header + 8 + dataOctets;
    ByteBuffer b = batch.octets;
    int at = batch.slot(slot);
    batch.start[slot] = at;
    batch.length[slot] = length;
    for (int i = 0; i < length; i++) {
      b.put(at + i, (byte) 0);
    }
    if (ipv4) {
      b.put(at, (byte) (0x40 | header / 4)).put(at + 1, (byte) trafficClass);
      b.putShort(at + 2, (short) length).putShort(at + 6, (short) 0x4000);
      b.put(at + 8, (byte) timeToLive).put(at + 9, (byte) 1);
      b.putInt(at + 16, destination.ipv4Bits());
      b.put(at + 20, options);
    } else {
      b.putInt(at, 6 << 28 | trafficClass << 20);
      b.putShort(at + 4, (short) (8 + dataOctets)).put(at + 6, (byte) 58);
      b.put(at + 7, (byte) timeToLive);
      b.putLong(at + 24, destination.high()).putLong(at + 32, destination.low());
    }
    int icmp = at + header;
    b.put(icmp, (byte) (ipv4 ? 8 : 128));
    b.putShort(icmp + 4, (short) identifier).putShort(icmp + 6, (short) sequence);
    for (int i = 0; i < dataOctets; i++) {
      b.put(icmp + 8 + i, (byte) (sequence + i));
    }
    if (ipv4) {
      b.putShort(icmp + 2, checksum(b, icmp, 8 + dataOctets));
    }
  }

  private static short checksum(ByteBuffer b, int at, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = Byte.toUnsignedInt(b.get(at + i));
      sum += (i & 1) == 0 ? octet << 8 : octet;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  /** Index of the ICMP header of a received slot. */
  static int icmp(PacketBatch batch, int slot) {
    int at = batch.start[slot];
    return batch.content[slot] == PacketBatch.IP ? at + (batch.octets.get(at) & 0xf) * 4 : at;
  }

  /** ICMP type of a received slot. */
  static int type(PacketBatch batch, int slot) {
    return Byte.toUnsignedInt(batch.octets.get(icmp(batch, slot)));
  }

  static int identifier(PacketBatch batch, int slot) {
    return Short.toUnsignedInt(batch.octets.getShort(icmp(batch, slot) + 4));
  }

  static int sequence(PacketBatch batch, int slot) {
    return Short.toUnsignedInt(batch.octets.getShort(icmp(batch, slot) + 6));
  }
}
