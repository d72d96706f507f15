// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import io.sonde.wire.IpAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about the path that its lines do not say.
 *
 * @param kind what
 * @param ttl where; 0: of the whole path
 * @param address of whom; null: nobody
 * @param from what it was; −1: no number
 * @param to what it became; −1: no number
 * @param mtu octets; 0: not about sizes
 * @param detail one sentence
 */
public record Finding(
    Kind kind, int ttl, @Nullable IpAddress address, int from, int to, int mtu, String detail) {
  /** Kinds of findings. */
  public enum Kind {
    DUPLICATE_REPLIES,
    EXTENSION_CHECKSUM_BAD,
    TARGET_FORWARDS,
    OTHER_ADDRESS_ANSWERED,
    QUOTE_REWRITTEN,
    ZERO_TTL_FORWARDING,
    TOS_CHANGED,
    TTL_TAMPERED,
    RATE_LIMITED,
    ROUTING_LOOP,
    PER_PACKET_BALANCING,
    ASYMMETRIC_PATH,
    MTU_REDUCED,
    MTU_BLACK_HOLE,
    MPLS_TUNNEL,
    SHORT_QUOTE,
    FIREWALL_AT,
    LATE_REPLIES;

    /** As JSON has it: {@code zero-ttl-forwarding}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A finding without numbers. */
  public Finding(Kind kind, int ttl, @Nullable IpAddress address, String detail) {
    this(kind, ttl, address, -1, -1, 0, detail);
  }
}
