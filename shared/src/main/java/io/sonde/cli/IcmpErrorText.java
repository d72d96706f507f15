// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.wire.IpFamily;

/**
 * What ICMP messages are called on a line of ping: the words of iputils, which parsers look for.
 * The names in JSON are {@link io.sonde.wire.icmp.IcmpTypeTable}'s.
 */
public final class IcmpErrorText {
  private static final String[] UNREACHABLE = {
    "Destination Net Unreachable",
    "Destination Host Unreachable",
    "Destination Protocol Unreachable",
    "Destination Port Unreachable",
    "Frag needed and DF set (mtu = ",
    "Source Route Failed",
    "Destination Net Unknown",
    "Destination Host Unknown",
    "Source Host Isolated",
    "Destination Net Prohibited",
    "Destination Host Prohibited",
    "Destination Net Unreachable for Type of Service",
    "Destination Host Unreachable for Type of Service",
    "Packet filtered",
    "Precedence Violation",
    "Precedence Cutoff"
  };

  private static final String[] REDIRECT = {
    "Redirect Network",
    "Redirect Host",
    "Redirect Type of Service and Network",
    "Redirect Type of Service and Host"
  };

  private static final String[] UNREACHABLE_IPV6 = {
    "No route",
    "Administratively prohibited",
    "Beyond scope of source address",
    "Address unreachable",
    "Port unreachable",
    "Source address failed ingress/egress policy",
    "Reject route to destination"
  };

  private static final String[] PARAMETER_PROBLEM_IPV6 = {
    "Wrong header field ", "Unknown header ", "Unknown option "
  };

  private IcmpErrorText() {}

  /**
   * Text of a message of either protocol.
   *
   * @param detail MTU where the message has one, pointer of a parameter problem; else not looked at
   * @param gateway address of a redirect, as to be shown; empty: left out
   */
  public static String of(IpFamily family, int type, int code, long detail, String gateway) {
    return family == IpFamily.IPV4 ? ipv4(type, code, detail, gateway) : ipv6(type, code, detail);
  }

  private static String ipv4(int type, int code, long detail, String gateway) {
    return switch (type) {
      case 0 -> "Echo Reply";
      case 3 -> {
        if (code == 4) {
          yield UNREACHABLE[code] + detail + ")";
        }
        yield code < UNREACHABLE.length ? UNREACHABLE[code] : "Dest Unreachable, Bad Code: " + code;
      }
      case 4 -> "Source Quench";
      case 5 ->
          (code < REDIRECT.length ? REDIRECT[code] : "Redirect, Bad Code: " + code)
              + (gateway.isEmpty() ? "" : "(New nexthop: " + gateway + ")");
      case 8 -> "Echo Request";
      case 11 ->
          switch (code) {
            case 0 -> "Time to live exceeded";
            case 1 -> "Frag reassembly time exceeded";
            default -> "Time exceeded, Bad Code: " + code;
          };
      case 12 -> "Parameter problem: pointer = " + detail;
      case 13 -> "Timestamp";
      case 14 -> "Timestamp Reply";
      case 15 -> "Information Request";
      case 16 -> "Information Reply";
      case 17 -> "Address Mask Request";
      case 18 -> "Address Mask Reply";
      default -> "Bad ICMP type: " + type;
    };
  }

  private static String ipv6(int type, int code, long detail) {
    return switch (type) {
      case 1 ->
          "Destination unreachable: "
              + (code < UNREACHABLE_IPV6.length ? UNREACHABLE_IPV6[code] : "Unknown code " + code);
      case 2 -> "Packet too big: mtu=" + detail + (code == 0 ? "" : ", code=" + code);
      case 3 ->
          "Time exceeded: "
              + switch (code) {
                case 0 -> "Hop limit";
                case 1 -> "Defragmentation failure";
                default -> "code " + code;
              };
      case 4 ->
          "Parameter problem: "
              + (code < PARAMETER_PROBLEM_IPV6.length
                  ? PARAMETER_PROBLEM_IPV6[code]
                  : "code " + code + " ")
              + "at "
              + detail;
      case 128 -> "Echo request";
      case 129 -> "Echo reply";
      case 130 -> "MLD Query";
      case 131 -> "MLD Report";
      case 132 -> "MLD Reduction";
      default -> "unknown icmp type: " + type;
    };
  }
}
