// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.answer;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.wire.IpFamily;
import java.util.Locale;

/**
 * What became of a probe, in words that hold for crafted packets and regular sockets alike.
 *
 * @param kind what it is
 * @param code of {@link Kind#UNREACHABLE} which, as the language says it; else empty
 */
public record Outcome(Kind kind, String code) {
  /** What may become of a probe. */
  public enum Kind {
    /** A connection was accepted. */
    OPEN,
    /** It was reset. */
    CLOSED,
    /** Another answer than these. */
    ANSWERED,
    /** An error says that it did not arrive. */
    UNREACHABLE,
    /** Its time to live was over, or that of its fragments. */
    EXCEEDED,
    /** Nobody has answered. */
    SILENT
  }

  /** Nobody has answered. */
  public static final Outcome SILENT = new Outcome(Kind.SILENT, "");

  /** A connection was accepted. */
  public static final Outcome OPEN = new Outcome(Kind.OPEN, "");

  /** A connection was reset. */
  public static final Outcome CLOSED = new Outcome(Kind.CLOSED, "");

  /** Something answers. */
  public static final Outcome ANSWERED = new Outcome(Kind.ANSWERED, "");

  private static final Outcome EXCEEDED = new Outcome(Kind.EXCEEDED, "");

  /** The outcome that a packet is which answers a probe. */
  public static Outcome of(PacketLayout answer) {
    int quote = Answering.quoted(answer);
    if (quote > 0) {
      int at = answer.start[quote - 1];
      boolean ipv4 = answer.specs[quote - 1].name().equals("icmp");
      return ofError(ipv4 ? IpFamily.IPV4 : IpFamily.IPV6, answer.u8(at), answer.u8(at + 1));
    }
    if (Answering.synAckFor(answer) != null) {
      return OPEN;
    }
    return Answering.isReset(answer) ? CLOSED : ANSWERED;
  }

  /** The outcome that an ICMP error tells of. */
  public static Outcome ofError(IpFamily family, int type, int code) {
    boolean ipv4 = family == IpFamily.IPV4;
    if (type == (ipv4 ? 11 : 3)) {
      return EXCEEDED;
    }
    if (type == (ipv4 ? 3 : 1)) {
      return new Outcome(Kind.UNREACHABLE, Answering.reason(family, type, code));
    }
    if (!ipv4 && type == 2) {
      return new Outcome(Kind.UNREACHABLE, "toobig");
    }
    return type == (ipv4 ? 12 : 4) ? new Outcome(Kind.UNREACHABLE, "param") : ANSWERED;
  }

  /** As text and JSON have it: {@code unreachable:port}. */
  public String text() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return code.isEmpty() ? word : word + ":" + code;
  }
}
