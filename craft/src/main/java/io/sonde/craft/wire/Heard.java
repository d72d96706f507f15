// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A packet that was heard while it left, as it will be on the wire: a checksum that the host leaves
 * to the network card is computed, since nobody sees the sum of the pseudo header that stands in
 * its place until then.
 *
 * @param whole with its link header, where it has one
 * @param bare without it
 * @param flow where it goes; null: it is no IP packet
 */
record Heard(Octets whole, Octets bare, @Nullable Flow flow) {
  private static final CaptureInterface ETHERNET = CaptureInterface.of(LinkType.ETHERNET);
  private static final CaptureInterface RAW = CaptureInterface.of(LinkType.RAW);

  /**
   * Where an IP packet goes.
   *
   * @param ports the first four octets behind the header of TCP, UDP and UDP-Lite; else 0
   */
  record Flow(IpAddress destination, int protocol, int ports) {
    /** That of a packet; null: it is no IP packet. */
    static @Nullable Flow of(IpPacket packet) {
      if (!packet.isIp()) {
        return null;
      }
      int protocol = packet.protocol();
      boolean ports =
          protocol == IpProtocol.TCP
              || protocol == IpProtocol.UDP
              || protocol == IpProtocol.UDP_LITE;
      boolean there = packet.at() + packet.length() - packet.transport() >= 4;
      return new Flow(
          packet.destination(),
          protocol,
          ports && there ? BigEndian.bits(packet.octets(), packet.transport()) : 0);
    }
  }

  /**
   * What was heard.
   *
   * @param frame whether the octets begin with an Ethernet header
   */
  static Heard of(Octets octets, boolean frame) {
    CaptureRecord record = new CaptureRecord();
    byte[] copy = octets.toByteArray();
    record.set(frame ? ETHERNET : RAW, CaptureRecord.NO_TIME, copy.length, ByteBuffer.wrap(copy));
    IpPacket packet = new IpPacket();
    try {
      packet.read(record);
    } catch (UnsendableException e) { // no IP packet, and no link header to take away
      return new Heard(octets, octets, null);
    }
    if (!packet.isIp()) {
      return new Heard(octets, octets, null);
    }
    complete(packet, copy);
    Octets whole = Octets.of(copy);
    return new Heard(whole, whole.slice(packet.at(), copy.length), Flow.of(packet));
  }

  /** Computes the checksum of a segment that has the sum of its pseudo header instead. */
  private static void complete(IpPacket packet, byte[] octets) {
    int protocol = packet.protocol();
    int transport = packet.transport();
    int length = packet.at() + packet.length() - transport;
    int field = transport + (protocol == IpProtocol.TCP ? 16 : 6);
    boolean whole =
        protocol == IpProtocol.TCP && length >= 20 || protocol == IpProtocol.UDP && length >= 8;
    if (!whole || isFragment(packet)) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    PseudoHeader header = new PseudoHeader(packet.source(), packet.destination(), protocol);
    long sum = InternetChecksum.add(0, header, length);
    if (BigEndian.unsignedShort(buffer, field) != (~InternetChecksum.fold(sum) & 0xffff)) {
      return;
    }
    BigEndian.putShort(buffer, field, 0);
    int checksum = InternetChecksum.fold(InternetChecksum.add(sum, buffer, transport, length));
    BigEndian.putShort(buffer, field, checksum == 0 ? 0xffff : checksum);
  }

  private static boolean isFragment(IpPacket packet) {
    return packet.family() == IpFamily.IPV4
        && (BigEndian.unsignedShort(packet.octets(), packet.at() + 6) & 0x3fff) != 0;
  }
}
