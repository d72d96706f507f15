// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.Blindness;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.util.EnumSet;
import java.util.Set;

/** What each kind of channel says of itself. */
final class Imitation {
  private static final Set<HeaderField> BY_ANCILLARY_DATA =
      EnumSet.of(
          HeaderField.VERSION,
          HeaderField.TRAFFIC_CLASS,
          HeaderField.TIME_TO_LIVE,
          HeaderField.DESTINATION,
          HeaderField.PAYLOAD);

  private static final Set<HeaderField> TRANSPORT =
      EnumSet.of(
          HeaderField.ICMP_TYPE,
          HeaderField.ICMP_IDENTIFIER,
          HeaderField.SOURCE_PORT,
          HeaderField.DESTINATION_PORT,
          HeaderField.TCP_SEQUENCE,
          HeaderField.TCP_FLAGS,
          HeaderField.TCP_OPTIONS,
          HeaderField.TRANSPORT_CHECKSUM);

  private Imitation() {}

  /**
   * Capabilities of a channel.
   *
   * @param identifier of an ICMP datagram channel
   * @param port source port of a UDP channel; −1: none
   * @param descriptors connects that may be under way
   */
  static NetworkCapabilities of(ChannelSpec spec, int identifier, int port, int descriptors) {
    boolean echo = spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM;
    boolean connect = spec.kind() == ChannelSpec.Kind.CONNECT;
    boolean quotes = !echo && !connect && spec.kind() != ChannelSpec.Kind.DATAGRAM;
    boolean stamps =
        spec.kind() != ChannelSpec.Kind.RAW_RECEIVER
            && !connect
            && spec.stamps() != ChannelSpec.Stamps.NONE
            && spec.stamps() != ChannelSpec.Stamps.RECEIVE;
    return new NetworkCapabilities(
        echo ? identifier : -1,
        port,
        flowLabel(spec),
        Set.copyOf(honours(spec)),
        quotes,
        ownsChecksum(spec),
        stamps,
        connect ? descriptors : Integer.MAX_VALUE,
        Set.copyOf(blind(spec)));
  }

  private static int flowLabel(ChannelSpec spec) {
    boolean leased =
        spec.family() == IpFamily.IPV6
            && spec.flowLabel() >= 0
            && spec.kind() != ChannelSpec.Kind.CONNECT;
    int chosen = spec.flowLabel() == 0 ? 0x1f3a7 : spec.flowLabel();
    return leased ? chosen : -1;
  }

  /** Whether the host writes the transport checksum. */
  static boolean ownsChecksum(ChannelSpec spec) {
    return spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM
        || spec.kind() == ChannelSpec.Kind.DATAGRAM
        || spec.kind() == ChannelSpec.Kind.CONNECT
        || (spec.kind() == ChannelSpec.Kind.RAW
            && spec.family() == IpFamily.IPV6
            && spec.protocol() == IpProtocol.ICMPV6);
  }

  private static Set<HeaderField> honours(ChannelSpec spec) {
    if (spec.kind() == ChannelSpec.Kind.RAW_RECEIVER) {
      return EnumSet.noneOf(HeaderField.class);
    }
    if (spec.kind() == ChannelSpec.Kind.LINK) {
      return EnumSet.allOf(HeaderField.class);
    }
    if (spec.kind() == ChannelSpec.Kind.RAW_WITH_HEADER) {
      Set<HeaderField> fields = EnumSet.complementOf(EnumSet.of(HeaderField.LINK_HEADER));
      if (spec.family() == IpFamily.IPV4) {
        fields.removeAll(EnumSet.of(HeaderField.TOTAL_LENGTH, HeaderField.HEADER_CHECKSUM));
      }
      return fields;
    }
    Set<HeaderField> fields = EnumSet.copyOf(BY_ANCILLARY_DATA);
    if (spec.kind() == ChannelSpec.Kind.CONNECT) {
      fields.remove(HeaderField.PAYLOAD);
      fields.addAll(
          EnumSet.of(HeaderField.SOURCE, HeaderField.SOURCE_PORT, HeaderField.DESTINATION_PORT));
      return fields;
    }
    if (spec.kind() == ChannelSpec.Kind.DATAGRAM) {
      fields.addAll(EnumSet.of(HeaderField.SOURCE_PORT, HeaderField.DESTINATION_PORT));
    }
    if (spec.family() == IpFamily.IPV4) {
      fields.add(HeaderField.OPTIONS);
    }
    if (spec.kind() == ChannelSpec.Kind.RAW) {
      fields.addAll(TRANSPORT);
      fields.add(HeaderField.SOURCE);
      if (ownsChecksum(spec)) {
        fields.remove(HeaderField.TRANSPORT_CHECKSUM);
      }
    }
    return fields;
  }

  private static Set<Blindness> blind(ChannelSpec spec) {
    switch (spec.kind()) {
      case ICMP_DATAGRAM, DATAGRAM, CONNECT -> {
        return EnumSet.complementOf(EnumSet.of(Blindness.EXTENSIONS));
      }
      case LINK -> {
        return EnumSet.noneOf(Blindness.class);
      }
      default -> {}
    }
    Set<Blindness> blind = EnumSet.noneOf(Blindness.class);
    if (spec.family() == IpFamily.IPV6) {
      blind.add(Blindness.IP_HEADER);
    }
    if (ownsChecksum(spec)) {
      blind.add(Blindness.BAD_CHECKSUM);
    }
    return blind;
  }
}
