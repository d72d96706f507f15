// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import io.sonde.probe.AnswerKind;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpExtensionObject;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.util.List;

/**
 * What came back for a probe, once.
 *
 * @param time epoch nanoseconds of the arrival
 * @param address who answered
 * @param roundTrip nanoseconds; −1: cannot be told
 * @param kind what it was
 * @param icmpType −1: not ICMP
 * @param icmpCode −1: not ICMP
 * @param mtu what a packet-too-big names; 0: nothing
 * @param tcpFlags control bits of a TCP answer; 0: none
 * @param replyTtl TTL or hop limit it arrived with
 * @param quotedTtl TTL or hop limit of the probe as quoted
 * @param quotedTos TOS or traffic class of the probe as quoted
 * @param quotedOctets octets of the probe that were quoted; 0: unknown
 * @param differences see {@link io.sonde.probe.TraceMatch#differences}
 * @param extensions RFC 4884 objects, if they can be believed
 * @param extensionsBad whether there were some with a wrong checksum
 * @param late whether its probe had been given up
 */
public record Answer(
    long time,
    IpAddress address,
    long roundTrip,
    AnswerKind kind,
    int icmpType,
    int icmpCode,
    int mtu,
    int tcpFlags,
    int replyTtl,
    int quotedTtl,
    int quotedTos,
    int quotedOctets,
    int differences,
    List<IcmpExtensionObject> extensions,
    boolean extensionsBad,
    boolean late) {
  private static final int[] INITIAL_TTLS = {64, 128, 255};

  /** Copies the list. */
  public Answer {
    extensions = List.copyOf(extensions);
  }

  /**
   * What the host itself says to a probe that is too long for its device, as a router would.
   *
   * @param source address of the probe
   * @param mtu what would have fitted
   * @param time epoch nanoseconds
   * @param elapsed nanoseconds since the try
   */
  public static Answer ofHost(IpAddress source, int mtu, long time, long elapsed) {
    boolean ipv4 = source.family() == IpFamily.IPV4;
    return new Answer(
        time,
        source,
        elapsed,
        AnswerKind.TOO_BIG,
        ipv4 ? IcmpType.DESTINATION_UNREACHABLE : Icmpv6Type.PACKET_TOO_BIG,
        ipv4 ? IcmpType.FRAGMENTATION_NEEDED : 0,
        mtu,
        0,
        -1,
        -1,
        -1,
        0,
        0,
        List.of(),
        false,
        false);
  }

  /**
   * Hops that the answer has passed, by the next of the TTLs that hosts begin with; −1: unknown.
   */
  public int backHops() {
    for (int initial : INITIAL_TTLS) {
      if (replyTtl >= 0 && replyTtl <= initial) {
        return initial - replyTtl + 1;
      }
    }
    return -1;
  }

  /** Whether the target does not know the protocol. */
  public boolean refusesProtocol() {
    return address.family() == IpFamily.IPV4
        ? icmpType == IcmpType.DESTINATION_UNREACHABLE && icmpCode == IcmpType.PROTOCOL_UNREACHABLE
        : icmpType == Icmpv6Type.PARAMETER_PROBLEM
            && icmpCode == Icmpv6Type.UNRECOGNIZED_NEXT_HEADER;
  }

  /** The same, marked as having come after its probe was given up. */
  public Answer asLate() {
    return new Answer(
        time,
        address,
        roundTrip,
        kind,
        icmpType,
        icmpCode,
        mtu,
        tcpFlags,
        replyTtl,
        quotedTtl,
        quotedTos,
        quotedOctets,
        differences,
        extensions,
        extensionsBad,
        true);
  }
}
