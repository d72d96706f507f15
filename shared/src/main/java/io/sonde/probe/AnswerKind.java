// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.util.Locale;

/** What came back for a probe of a trace. */
public enum AnswerKind {
  TIME_EXCEEDED,
  REASSEMBLY_EXCEEDED,
  ECHO_REPLY,
  PORT_UNREACHABLE,
  UNREACHABLE,
  TOO_BIG,
  PARAMETER_PROBLEM,
  SOURCE_QUENCH,
  REDIRECT,
  TCP_SYN_ACK,
  TCP_RESET,
  TCP_OTHER,
  UDP_REPLY,
  DCCP_REPLY;

  /** The kind as JSON has it: {@code time-exceeded}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether only the target gives such an answer, or somebody in its name. */
  public boolean isReply() {
    return switch (this) {
      case ECHO_REPLY, TCP_SYN_ACK, TCP_RESET, TCP_OTHER, UDP_REPLY, DCCP_REPLY -> true;
      default -> false;
    };
  }

  /** Whether it comes from the way and not from its end. */
  public boolean isTimeExceeded() {
    return this == TIME_EXCEEDED || this == REASSEMBLY_EXCEEDED;
  }

  /** Kind of an ICMP error. */
  public static AnswerKind ofError(IpFamily family, int type, int code) {
    return family == IpFamily.IPV4 ? ofIcmp(type, code) : ofIcmpv6(type, code);
  }

  private static AnswerKind ofIcmp(int type, int code) {
    return switch (type) {
      case IcmpType.TIME_EXCEEDED ->
          code == IcmpType.REASSEMBLY_EXCEEDED ? REASSEMBLY_EXCEEDED : TIME_EXCEEDED;
      case IcmpType.DESTINATION_UNREACHABLE ->
          switch (code) {
            case IcmpType.PORT_UNREACHABLE -> PORT_UNREACHABLE;
            case IcmpType.FRAGMENTATION_NEEDED -> TOO_BIG;
            default -> UNREACHABLE;
          };
      case IcmpType.SOURCE_QUENCH -> SOURCE_QUENCH;
      case IcmpType.REDIRECT -> REDIRECT;
      default -> PARAMETER_PROBLEM;
    };
  }

  private static AnswerKind ofIcmpv6(int type, int code) {
    return switch (type) {
      case Icmpv6Type.TIME_EXCEEDED ->
          code == Icmpv6Type.REASSEMBLY_EXCEEDED ? REASSEMBLY_EXCEEDED : TIME_EXCEEDED;
      case Icmpv6Type.DESTINATION_UNREACHABLE ->
          code == Icmpv6Type.PORT_UNREACHABLE ? PORT_UNREACHABLE : UNREACHABLE;
      case Icmpv6Type.PACKET_TOO_BIG -> TOO_BIG;
      default -> PARAMETER_PROBLEM;
    };
  }
}
