// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.InH;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Fields of a packet that would leave otherwise than they stand. 0 leaves a field to the host. */
final class Fidelity {
  private static final int DONT_FRAGMENT = 0x4000;

  private final ChannelSpec spec;
  private final ByteBuffer octets;
  private final int at;
  private final int length;
  private final List<HeaderField> fields = new ArrayList<>();

  private Fidelity(ChannelSpec spec, PacketBatch out, int slot) {
    this.spec = spec;
    octets = out.octets;
    at = out.start[slot];
    length = out.length[slot];
  }

  /** For a socket whose header the kernel writes. */
  static List<HeaderField> withoutHeader(
      ChannelSpec spec, NetworkCapabilities capabilities, PacketBatch out, int slot) {
    Fidelity f = new Fidelity(spec, out, slot);
    if (spec.family() == IpFamily.IPV4) {
      f.ipv4();
    } else {
      f.ipv6(capabilities);
    }
    f.destination(out, slot);
    if (!f.fields.contains(HeaderField.HEADER_LENGTH) && !f.fields.contains(HeaderField.VERSION)) {
      switch (spec.kind()) {
        case ICMP_DATAGRAM -> f.echo(capabilities.identifier());
        case DATAGRAM -> f.datagram(out, slot);
        case CONNECT -> f.syn();
        default -> {}
      }
    }
    return f.fields;
  }

  /** For a socket that takes the header. */
  static List<HeaderField> withHeader(ChannelSpec spec, PacketBatch out, int slot) {
    Fidelity f = new Fidelity(spec, out, slot);
    boolean ipv4 = spec.family() == IpFamily.IPV4;
    f.note(f.version() != (ipv4 ? 4 : 6), HeaderField.VERSION);
    f.note(f.length < (ipv4 ? Ipv4Slot.MINIMUM : Ipv6Slot.HEADER), HeaderField.HEADER_LENGTH);
    if (ipv4 && f.fields.isEmpty()) {
      f.note(
          f.headerLength() < Ipv4Slot.MINIMUM || f.headerLength() > f.length,
          HeaderField.HEADER_LENGTH);
      f.note(f.half(2) != f.length, HeaderField.TOTAL_LENGTH);
      f.note(f.half(4) == 0, HeaderField.IDENTIFICATION);
      f.headerChecksum();
      f.note(f.octets.getInt(f.at + 12) == 0, HeaderField.SOURCE);
    }
    return f.fields;
  }

  private void note(boolean differs, HeaderField field) {
    if (differs && !fields.contains(field)) {
      fields.add(field);
    }
  }

  private int version() {
    return length == 0 ? 0 : octet(0) >>> 4;
  }

  private int octet(int offset) {
    return Byte.toUnsignedInt(octets.get(at + offset));
  }

  private int half(int offset) {
    return Short.toUnsignedInt(octets.getShort(at + offset));
  }

  private int headerLength() {
    return (octet(0) & 0xf) * 4;
  }

  private void ipv4() {
    note(version() != 4, HeaderField.VERSION);
    note(length < Ipv4Slot.MINIMUM, HeaderField.HEADER_LENGTH);
    if (!fields.isEmpty()) {
      return;
    }
    note(headerLength() < Ipv4Slot.MINIMUM || headerLength() > length, HeaderField.HEADER_LENGTH);
    note(half(2) != length, HeaderField.TOTAL_LENGTH);
    note(half(4) != 0, HeaderField.IDENTIFICATION);
    note((half(6) & 0x3fff) != 0, HeaderField.FRAGMENT);
    note(
        (half(6) & DONT_FRAGMENT) != 0 == (spec.pathMtu() == PathMtu.DONT),
        HeaderField.DONT_FRAGMENT);
    note(octet(8) == 0, HeaderField.TIME_TO_LIVE);
    note(octet(9) != spec.protocol(), HeaderField.PROTOCOL);
    headerChecksum();
    source(IpAddress.at(IpFamily.IPV4, octets, at + 12));
  }

  private void headerChecksum() {
    if (fields.contains(HeaderField.HEADER_LENGTH) || half(10) == 0) {
      return;
    }
    long sum = InternetChecksum.add(0, octets, at, headerLength());
    note(InternetChecksum.fold(sum) != 0, HeaderField.HEADER_CHECKSUM);
  }

  private void ipv6(NetworkCapabilities capabilities) {
    note(version() != 6, HeaderField.VERSION);
    note(length < Ipv6Slot.HEADER, HeaderField.HEADER_LENGTH);
    if (!fields.isEmpty()) {
      return;
    }
    note(half(4) != length - Ipv6Slot.HEADER, HeaderField.TOTAL_LENGTH);
    note(octet(6) != spec.protocol(), HeaderField.EXTENSION_HEADERS);
    int label = octets.getInt(at) & 0xfffff;
    note(
        capabilities.flowLabel() >= 0 && label != 0 && label != capabilities.flowLabel(),
        HeaderField.FLOW_LABEL);
    source(IpAddress.at(IpFamily.IPV6, octets, at + 8));
    if (spec.protocol() == InH.IPPROTO_ICMPV6 && length >= Ipv6Slot.HEADER + 4) {
      transportChecksum();
    }
  }

  /** The kernel computes an ICMPv6 checksum: one that is neither right nor 0 cannot be sent. */
  private void transportChecksum() {
    if (half(Ipv6Slot.HEADER + 2) == 0) {
      return;
    }
    int octetsBehind = length - Ipv6Slot.HEADER;
    long sum = InternetChecksum.add(0, octets, at + 8, 32) + octetsBehind + InH.IPPROTO_ICMPV6;
    sum = InternetChecksum.add(sum, octets, at + Ipv6Slot.HEADER, octetsBehind);
    note(InternetChecksum.fold(sum) != 0, HeaderField.TRANSPORT_CHECKSUM);
  }

  private void source(IpAddress source) {
    note(
        !source.isUnspecified() && spec.source() != null && !source.equals(spec.source()),
        HeaderField.SOURCE);
  }

  private void destination(PacketBatch out, int slot) {
    note(!routesToDestination(spec.family(), out, slot), HeaderField.DESTINATION);
  }

  /** Whether a slot is to be routed towards the destination in its header. */
  static boolean routesToDestination(IpFamily family, PacketBatch out, int slot) {
    return !MessageSocket.hasRoute(out, slot)
        || goesTo(family, out.addressHigh[slot], out.addressLow[slot], out, slot);
  }

  /** Whether an address is the destination in a slot's header. */
  static boolean goesTo(IpAddress address, PacketBatch out, int slot) {
    return goesTo(address.family(), address.high(), address.low(), out, slot);
  }

  private static boolean goesTo(IpFamily family, long high, long low, PacketBatch out, int slot) {
    int at = out.start[slot];
    return family == IpFamily.IPV4
        ? (int) low == out.octets.getInt(at + 16)
        : high == out.octets.getLong(at + 24) && low == out.octets.getLong(at + 32);
  }

  private void echo(int identifier) {
    boolean ipv4 = spec.family() == IpFamily.IPV4;
    int icmp = ipv4 ? headerLength() : Ipv6Slot.HEADER;
    if (length < icmp + 8) {
      fields.add(HeaderField.ICMP_TYPE);
      return;
    }
    note(half(icmp) != (ipv4 ? 8 << 8 : 128 << 8), HeaderField.ICMP_TYPE);
    note(half(icmp + 4) != identifier, HeaderField.ICMP_IDENTIFIER);
    if (ipv4 && half(icmp + 2) != 0) {
      long sum = InternetChecksum.add(0, octets, at + icmp, length - icmp);
      note(InternetChecksum.fold(sum) != 0, HeaderField.TRANSPORT_CHECKSUM);
    }
  }

  private int transport() {
    return spec.family() == IpFamily.IPV4 ? headerLength() : Ipv6Slot.HEADER;
  }

  private void datagram(PacketBatch out, int slot) {
    int udp = transport();
    int octetsBehind = length - udp;
    if (octetsBehind < DatagramFlow.HEADER) {
      note(true, HeaderField.TOTAL_LENGTH);
      return;
    }
    int told = half(udp + 4);
    boolean lite = spec.protocol() == InH.IPPROTO_UDPLITE;
    boolean possible =
        told == 0
            || told == octetsBehind
            || lite && told >= DatagramFlow.HEADER && told < octetsBehind;
    note(!possible, HeaderField.TOTAL_LENGTH);
    note(half(udp + 2) == 0, HeaderField.DESTINATION_PORT);
    note(spec.connected() != null && !goesTo(spec.connected(), out, slot), HeaderField.DESTINATION);
    if (possible && half(udp + 6) != 0 && !isFromAnywhere()) {
      int covered = lite && told != 0 ? told : octetsBehind;
      note(
          InternetChecksum.fold(pseudoHeader(octetsBehind) + sum(udp, covered)) != 0,
          HeaderField.TRANSPORT_CHECKSUM);
    }
  }

  private long sum(int from, int count) {
    return InternetChecksum.add(0, octets, at + from, count);
  }

  private long pseudoHeader(int octetsBehind) {
    boolean ipv4 = spec.family() == IpFamily.IPV4;
    return sum(ipv4 ? 12 : 8, ipv4 ? 8 : 32) + spec.protocol() + octetsBehind;
  }

  /** Whether the source is left to the host: then the checksum is as well. */
  private boolean isFromAnywhere() {
    return spec.family() == IpFamily.IPV4
        ? octets.getInt(at + 12) == 0
        : (octets.getLong(at + 8) | octets.getLong(at + 16)) == 0;
  }

  /** A connect chooses sequence number, window and options; 0 leaves them to it. */
  private void syn() {
    int tcp = transport();
    note(tcp > Ipv4Slot.MINIMUM && spec.family() == IpFamily.IPV4, HeaderField.OPTIONS);
    int trafficClass = spec.family() == IpFamily.IPV4 ? octet(1) : octets.getInt(at) >>> 20;
    note((trafficClass & 3) != 0, HeaderField.TRAFFIC_CLASS); // TCP keeps ECN to itself
    if (spec.family() == IpFamily.IPV6) {
      note((octets.getInt(at) & 0xfffff) != 0, HeaderField.FLOW_LABEL);
    }
    if (length < tcp + ConnectChannel.HEADER) {
      note(true, HeaderField.TOTAL_LENGTH);
      return;
    }
    int header = (octet(tcp + 12) >>> 4) * 4;
    note(half(tcp + 2) == 0, HeaderField.DESTINATION_PORT);
    note(octets.getInt(at + tcp + 4) != 0, HeaderField.TCP_SEQUENCE);
    note((half(tcp + 12) & 0xfff) != ConnectChannel.SYN, HeaderField.TCP_FLAGS);
    note(header > ConnectChannel.HEADER, HeaderField.TCP_OPTIONS);
    note(half(tcp + 16) != 0, HeaderField.TRANSPORT_CHECKSUM);
    note(length > tcp + Math.max(header, ConnectChannel.HEADER), HeaderField.PAYLOAD);
  }
}
