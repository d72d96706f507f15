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
   */
  static NetworkCapabilities of(ChannelSpec spec, int identifier) {
    boolean datagram = spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM;
    boolean stamps =
        spec.kind() != ChannelSpec.Kind.RAW_RECEIVER
            && spec.stamps() != ChannelSpec.Stamps.NONE
            && spec.stamps() != ChannelSpec.Stamps.RECEIVE;
    return new NetworkCapabilities(
        datagram ? identifier : -1,
        -1,
        flowLabel(spec),
        Set.copyOf(honours(spec)),
        !datagram,
        ownsChecksum(spec),
        stamps,
        Integer.MAX_VALUE,
        Set.copyOf(blind(spec)));
  }

  private static int flowLabel(ChannelSpec spec) {
    boolean leased = spec.family() == IpFamily.IPV6 && spec.flowLabel() >= 0;
    int chosen = spec.flowLabel() == 0 ? 0x1f3a7 : spec.flowLabel();
    return leased ? chosen : -1;
  }

  /** Whether the host writes the transport checksum. */
  static boolean ownsChecksum(ChannelSpec spec) {
    return spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM
        || (spec.kind() == ChannelSpec.Kind.RAW
            && spec.family() == IpFamily.IPV6
            && spec.protocol() == IpProtocol.ICMPV6);
  }

  private static Set<HeaderField> honours(ChannelSpec spec) {
    if (spec.kind() == ChannelSpec.Kind.RAW_RECEIVER) {
      return EnumSet.noneOf(HeaderField.class);
    }
    if (spec.kind() == ChannelSpec.Kind.RAW_WITH_HEADER) {
      Set<HeaderField> fields = EnumSet.complementOf(EnumSet.of(HeaderField.LINK_HEADER));
      if (spec.family() == IpFamily.IPV4) {
        fields.removeAll(EnumSet.of(HeaderField.TOTAL_LENGTH, HeaderField.HEADER_CHECKSUM));
      }
      return fields;
    }
    Set<HeaderField> fields = EnumSet.copyOf(BY_ANCILLARY_DATA);
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
    if (spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM) {
      return EnumSet.allOf(Blindness.class);
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
