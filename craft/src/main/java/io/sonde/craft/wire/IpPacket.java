// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.wire.BigEndian;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.nio.ByteBuffer;

/**
 * Where the IP packet lies in the octets of a record, if there is one; laid over one record after
 * the other.
 */
public final class IpPacket {
  private static final int ETHERNET_HEADER = 14;
  private static final int VLAN_TAG = 4;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int NULL_HEADER = 4;
  private static final int COOKED_HEADER = 16;
  private static final int COOKED2_HEADER = 20;

  private ByteBuffer octets = ByteBuffer.allocate(0);
  private boolean frame;
  private boolean ipv4;
  private int at;
  private int end;
  private int start;

  /**
   * Lays it over a record.
   *
   * @throws UnsendableException if the record is neither a frame of Ethernet nor an IP packet
   */
  public void read(CaptureRecord record) throws UnsendableException {
    octets = record.octets();
    start = octets.position();
    end = octets.limit();
    frame = record.linkType() == LinkType.ETHERNET;
    at =
        switch (record.linkType()) {
          case LinkType.ETHERNET -> inFrame();
          case LinkType.NULL, LinkType.LOOP -> byVersion(start + NULL_HEADER);
          case LinkType.LINUX_SLL -> byVersion(start + COOKED_HEADER);
          case LinkType.LINUX_SLL2 -> byVersion(start + COOKED2_HEADER);
          case LinkType.RAW, 12, 14 -> byVersion(start); // 12, 14: raw IP in files of other systems
          case LinkType.IPV4 -> said(true);
          case LinkType.IPV6 -> said(false);
          default ->
              throw new UnsendableException(
                  "link type " + LinkType.name(record.linkType()) + ": no interface takes that");
        };
    if (!frame && at < 0) {
      throw new UnsendableException("neither a frame nor an IP packet, " + length() + " octets");
    }
  }

  private int said(boolean fourth) {
    ipv4 = fourth;
    return end - start >= headerLength() ? start : -1;
  }

  private int byVersion(int from) {
    int version = from < end ? octets.get(from) >>> 4 & 0xf : 0;
    ipv4 = version == 4;
    return (version == 4 || version == 6) && end - from >= headerLength() ? from : -1;
  }

  private int inFrame() {
    int type = start + ETHERNET_HEADER - 2;
    while (end - type >= 2 + VLAN_TAG && isTag(BigEndian.unsignedShort(octets, type))) {
      type += VLAN_TAG;
    }
    int number = end - type < 2 ? 0 : BigEndian.unsignedShort(octets, type);
    ipv4 = number == IPV4;
    boolean ip = number == IPV4 || number == IPV6;
    return ip && end - type - 2 >= headerLength() ? type + 2 : -1;
  }

  private static boolean isTag(int type) {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
  }

  /** Octets of the fixed header. */
  int headerLength() {
    return ipv4 ? 20 : 40;
  }

  /** Whether the octets are a whole frame of Ethernet. */
  public boolean isFrame() {
    return frame;
  }

  /** Whether there is an IP packet. */
  public boolean isIp() {
    return at >= 0;
  }

  /** Its family; of a packet whose version is wrong the one that was meant. */
  public IpFamily family() {
    return ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
  }

  /** The octets, {@link #at} being the index of the IP header. */
  public ByteBuffer octets() {
    return octets;
  }

  /** Index of the IP header; −1 if there is none. */
  public int at() {
    return at;
  }

  /** Octets from the IP header on; of a frame without one all. */
  public int length() {
    return end - Math.max(at, start);
  }

  /** Octets of the record. */
  public int whole() {
    return end - start;
  }

  /** Index of the record's first octet. */
  public int start() {
    return start;
  }

  /**
   * Whether only its destination can answer it with TCP or UDP: it bears TCP, UDP or ICMP behind a
   * header without options, so it has no other way, and nothing inside that is for somebody else.
   */
  boolean isPlain() {
    int protocol = protocol();
    int first = BigEndian.octet(octets, at);
    return (ipv4 ? first == 0x45 : first >>> 4 == 6)
        && (protocol == IpProtocol.TCP
            || protocol == IpProtocol.UDP
            || protocol == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6));
  }

  /** Protocol number of what the IP header carries; of IPv6 the first next header. */
  int protocol() {
    return BigEndian.octet(octets, at + (ipv4 ? 9 : 6));
  }

  /** Index of what the IP header carries; of IPv6 behind the fixed header. */
  int transport() {
    return at + (ipv4 ? (BigEndian.octet(octets, at) & 0xf) * 4 : headerLength());
  }

  /** Octets 0 … 7 of the destination. */
  public long destinationHigh() {
    return ipv4 ? 0 : BigEndian.longBits(octets, at + 24);
  }

  /** Octets 8 … 15 of the destination, IPv4 mapped. */
  public long destinationLow() {
    return ipv4
        ? IpAddress.MAPPED | BigEndian.unsignedInt(octets, at + 16)
        : BigEndian.longBits(octets, at + 32);
  }

  /** The destination. */
  public IpAddress destination() {
    return new IpAddress(family(), destinationHigh(), destinationLow());
  }

  /** The source. */
  public IpAddress source() {
    return ipv4
        ? IpAddress.ofIpv4(BigEndian.bits(octets, at + 12))
        : new IpAddress(
            family(), BigEndian.longBits(octets, at + 8), BigEndian.longBits(octets, at + 16));
  }
}
