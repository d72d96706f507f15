// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.traceroute.event.Answer;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/** The mark behind the time of an answer that is neither from the way nor from its end. */
final class Annotation {
  private Annotation() {}

  /** {@code !X}; null: none. */
  static @Nullable String of(Answer answer) {
    if (answer.icmpType() < 0 || answer.kind().isTimeExceeded()) {
      return null;
    }
    return answer.address().family() == IpFamily.IPV4 ? icmp(answer) : icmpv6(answer);
  }

  private static @Nullable String icmp(Answer answer) {
    int type = answer.icmpType();
    int code = answer.icmpCode();
    if (type != 3) {
      return "!<" + type + "-" + code + ">";
    }
    return switch (code) {
      case 0, 6, 8, 11 -> "!N";
      case 1, 7, 12 -> "!H";
      case 9, 10, 13 -> "!X";
      case 2 -> "!P";
      case 3 -> null;
      case 4 -> "!F-" + answer.mtu();
      case 5 -> "!S";
      case 14 -> "!V";
      case 15 -> "!C";
      default -> "!<" + code + ">";
    };
  }

  private static @Nullable String icmpv6(Answer answer) {
    int type = answer.icmpType();
    int code = answer.icmpCode();
    if (type == 2) {
      return "!F-" + answer.mtu();
    }
    if (type != 1) {
      return "!<" + type + "-" + code + ">";
    }
    return switch (code) {
      case 0 -> "!N";
      case 1 -> "!X";
      case 2, 3 -> "!H";
      case 4 -> null;
      default -> "!<" + code + ">";
    };
  }
}
