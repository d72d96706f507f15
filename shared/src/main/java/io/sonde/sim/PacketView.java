// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import java.nio.ByteBuffer;

/**
 * The fields of one IP packet that a node decides by, read once; laid over one packet after the
 * other, so that a hop costs no object. Offsets are absolute in {@link #octets}.
 */
final class PacketView {
  ByteBuffer octets = ByteBuffer.allocate(0);
  int at;
  int length;
  boolean ipv4;
  int protocol;

  /** Octet that names the protocol. */
  int nextHeaderField;

  /** IPv6 fragment header, and the octet that names it; −1 if there is none. */
  int fragmentHeader;

  int fragmentNamedAt;

  /** First octet after the IP header, its options and extension headers. */
  int transport;

  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int hopLimit;
  int trafficClass;
  boolean dontFragment;
  boolean moreFragments;

  /** In octets. */
  int fragmentOffset;

  /** Lays this view over a packet of the store, which is cut to the length its header gives. */
  boolean read(PacketStore store, int handle) {
    boolean good = read(store.octets(handle), store.start(handle), store.length(handle));
    if (good) {
      store.length(handle, length);
    }
    return good;
  }

  /**
   * Lays this view over {@code available} octets at {@code offset}.
   *
   * @return false for what every node discards without a word: another version, missing octets,
   *     lengths that cannot be, a wrong header checksum (RFC 1812 section 5.2.2)
   */
  boolean read(ByteBuffer buffer, int offset, int available) {
    octets = buffer;
    at = offset;
    length = available;
    int version = available == 0 ? 0 : Ipv4Header.versionAt(buffer, offset);
    ipv4 = version == 4;
    return ipv4 ? readIpv4() : version == 6 && readIpv6();
  }

  private boolean readIpv4() {
    if (length < Ipv4Header.LENGTH) {
      return false;
    }
    int headerLength = Ipv4Header.headerLengthAt(octets, at);
    int total = Ipv4Header.totalLengthAt(octets, at);
    if (headerLength < Ipv4Header.LENGTH
        || total < headerLength
        || total > length
        || !Ipv4Header.checksumHoldsAt(octets, at)) {
      return false;
    }
    length = total;
    trafficClass = Ipv4Header.typeOfServiceAt(octets, at);
    dontFragment = Ipv4Header.dontFragmentAt(octets, at);
    moreFragments = Ipv4Header.moreFragmentsAt(octets, at);
    fragmentOffset = 8 * Ipv4Header.fragmentOffsetAt(octets, at);
    hopLimit = Ipv4Header.timeToLiveAt(octets, at);
    protocol = Ipv4Header.protocolAt(octets, at);
    nextHeaderField = at + 9;
    sourceHigh = 0;
    sourceLow = IpAddress.MAPPED | Integer.toUnsignedLong(Ipv4Header.sourceAt(octets, at));
    destinationHigh = 0;
    destinationLow =
        IpAddress.MAPPED | Integer.toUnsignedLong(Ipv4Header.destinationAt(octets, at));
    transport = at + headerLength;
    return true;
  }

  private boolean readIpv6() {
    if (length < Ipv6Header.LENGTH
        || Ipv6Header.LENGTH + Ipv6Header.payloadLengthAt(octets, at) > length) {
      return false;
    }
    length = Ipv6Header.LENGTH + Ipv6Header.payloadLengthAt(octets, at);
    trafficClass = Ipv6Header.trafficClassAt(octets, at);
    dontFragment = true; // RFC 8200 section 4.5: only sources fragment
    moreFragments = false;
    fragmentOffset = 0;
    fragmentHeader = -1;
    fragmentNamedAt = -1;
    protocol = Ipv6Header.nextHeaderAt(octets, at);
    nextHeaderField = at + 6;
    hopLimit = Ipv6Header.hopLimitAt(octets, at);
    sourceHigh = Ipv6Header.sourceHighAt(octets, at);
    sourceLow = Ipv6Header.sourceLowAt(octets, at);
    destinationHigh = Ipv6Header.destinationHighAt(octets, at);
    destinationLow = Ipv6Header.destinationLowAt(octets, at);
    transport = at + Ipv6Header.LENGTH;
    return skipExtensionHeaders();
  }

  private boolean skipExtensionHeaders() {
    while (protocol == IpProtocol.HOP_BY_HOP
        || protocol == IpProtocol.ROUTING
        || protocol == IpProtocol.DESTINATION_OPTIONS
        || protocol == IpProtocol.FRAGMENT) {
      if (transportLength() < 8) {
        return false;
      }
      int next = octets.get(transport) & 0xff;
      int namedAt = nextHeaderField;
      nextHeaderField = transport;
      if (protocol == IpProtocol.FRAGMENT) {
        fragmentHeader = transport;
        fragmentNamedAt = namedAt;
        int fragment = octets.getShort(transport + 2) & 0xffff;
        fragmentOffset = fragment & 0xfff8;
        moreFragments = (fragment & 1) != 0;
        transport += 8;
      } else {
        transport += 8 + 8 * (octets.get(transport + 1) & 0xff);
      }
      protocol = next;
      if (transportLength() < 0) {
        return false;
      }
      if (fragmentOffset != 0) {
        break; // what follows is the middle of something
      }
    }
    return true;
  }

  /** Octets after the IP header, its options and extension headers. */
  int transportLength() {
    return at + length - transport;
  }

  /** Whether the transport is the ICMP of this packet's family. */
  boolean isIcmp() {
    return protocol == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
  }

  boolean destinationIsMulticast() {
    return ipv4 ? (int) destinationLow >>> 28 == 0xe : destinationHigh >>> 56 == 0xff;
  }

  /** Octet {@code index} after the IP header. */
  int transportOctet(int index) {
    return octets.get(transport + index) & 0xff;
  }

  /** 16 bits at octet {@code index} after the IP header. */
  int transportWord(int index) {
    return octets.getShort(transport + index) & 0xffff;
  }

  /** Sets TTL or hop limit. */
  void hopLimit(int value) {
    hopLimit = value;
    if (ipv4) {
      Ipv4Header.patchTimeToLive(octets, at, value);
    } else {
      Ipv6Header.patchHopLimit(octets, at, value);
    }
  }

  /** Sets TOS or traffic class. */
  void trafficClass(int value) {
    trafficClass = value;
    if (ipv4) {
      Ipv4Header.patchTypeOfService(octets, at, value);
    } else {
      Ipv6Header.patchTrafficClass(octets, at, value);
    }
  }

  /** Writes the checksum of the ICMP, TCP or UDP message, whose other fields stand. */
  void sealTransport() {
    int field = checksumField();
    if (field >= 0 && transportLength() >= field + 2) {
      octets.putShort(transport + field, (short) 0);
      int checksum = InternetChecksum.fold(transportSum());
      // UDP: 0 would mean "none" (RFC 768)
      boolean says = checksum == 0 && field == 6;
      octets.putShort(transport + field, (short) (says ? 0xffff : checksum));
    }
  }

  /** Whether the ICMP, TCP or UDP checksum is right, or there is none to be wrong. */
  boolean transportIsRight() {
    int field = checksumField();
    if (field < 0 || fragmentOffset != 0 || moreFragments) {
      return true;
    }
    if (transportLength() < field + 2) {
      return false;
    }
    boolean none = ipv4 && protocol == IpProtocol.UDP && transportWord(field) == 0;
    return none || InternetChecksum.fold(transportSum()) == 0;
  }

  private int checksumField() {
    return switch (protocol) {
      case IpProtocol.ICMP -> ipv4 ? 2 : -1;
      case IpProtocol.ICMPV6 -> ipv4 ? -1 : 2;
      case IpProtocol.UDP, IpProtocol.UDP_LITE -> 6;
      case IpProtocol.TCP -> 16;
      default -> -1;
    };
  }

  /** Octets that the checksum covers: of UDP-Lite as many as it says (RFC 3828 section 3.1). */
  private int covered() {
    int told = protocol == IpProtocol.UDP_LITE ? transportWord(4) : 0;
    return told == 0 ? transportLength() : Math.min(told, transportLength());
  }

  private long transportSum() {
    long sum = InternetChecksum.add(0, octets, transport, covered());
    if (protocol != IpProtocol.ICMP) {
      sum = InternetChecksum.add(sum, octets, at + (ipv4 ? 12 : 8), ipv4 ? 8 : 32);
      sum += protocol + transportLength();
    }
    return sum;
  }
}
