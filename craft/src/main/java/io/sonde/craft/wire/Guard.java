// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * What a good guest does not send: to addresses that may be anybody's, nothing fast, no flood, and
 * no source that is not its own. A destination is free of these rules if it is private, shared by
 * no one else, or means something on this site only.
 *
 * @param unbound whether the user says that the network is his
 * @param flood whether packets leave as fast as they can
 * @param perSecond packets a second that were asked for; 0: none in particular
 */
public record Guard(boolean unbound, boolean flood, double perSecond) {
  /** Packets a second that are no nuisance. */
  public static final int MOST_PER_SECOND = 100;

  private static final String WAY_OUT = "; --yes-i-own-this-network allows it";

  /** Prefixes of IPv4 as address and length. */
  private static final long[][] FREE_IPV4 = {
    {0x00000000L, 8}, // this host, RFC 1122 3.2.1.3
    {0x0a000000L, 8}, // private, RFC 1918
    {0x7f000000L, 8}, // loopback
    {0xa9fe0000L, 16}, // link-local, RFC 3927
    {0xac100000L, 12},
    {0xc0000200L, 24}, // documentation, RFC 5737
    {0xc0a80000L, 16},
    {0xc6120000L, 15}, // benchmarks, RFC 2544
    {0xc6336400L, 24},
    {0xcb007100L, 24},
    {0xe0000000L, 24}, // the link's groups, RFC 5771
    {0xe9fc0000L, 24}, // groups for documentation, RFC 6676
    {0xef000000L, 8}, // groups of limited scope, RFC 2365
    {0xffffffffL, 32}
  };

  /** Prefixes of IPv6 as the upper half of the address and length. */
  private static final long[][] FREE_IPV6 = {
    {0x2001_0db8_0000_0000L, 32}, // documentation, RFC 3849
    {0x3fff_0000_0000_0000L, 20}, // documentation, RFC 9637
    {0x2001_0002_0000_0000L, 48}, // benchmarks, RFC 5180
    {0xfc00_0000_0000_0000L, 7}, // unique local, RFC 4193
    {0xfe80_0000_0000_0000L, 10}
  };

  /** Scope of groups that do not leave the site, RFC 7346. */
  private static final int SITE = 5;

  /** Whether an address may be anybody's, of a family or another. */
  static boolean isPublic(IpFamily family, long high, long low) {
    if (family == IpFamily.IPV4) {
      return !matches(FREE_IPV4, low & 0xffffffffL, 32);
    }
    if (high == 0 && (low >>> 1) == 0) {
      return false; // :: and ::1
    }
    if (high >>> 56 == 0xff) {
      return (high >>> 48 & 0xf) > SITE;
    }
    return !matches(FREE_IPV6, high, 64);
  }

  private static boolean matches(long[][] prefixes, long bits, int width) {
    for (long[] prefix : prefixes) {
      int shift = width - (int) prefix[1];
      if (bits >>> shift == prefix[0] >>> shift) {
        return true;
      }
    }
    return false;
  }

  /**
   * Why a packet to a public destination is not sent; null: it may be.
   *
   * @param ownsSource whether the source is this host's
   */
  @Nullable String refusal(IpAddress destination, IpAddress source, boolean ownsSource) {
    if (unbound) {
      return null;
    }
    if (flood) {
      return destination + ": a public address, no place for --flood" + WAY_OUT;
    }
    if (perSecond > MOST_PER_SECOND) {
      return destination
          + ": a public address, no place for more than "
          + MOST_PER_SECOND
          + " packets a second"
          + WAY_OUT;
    }
    if (!ownsSource) {
      return destination
          + ": a public address, no place for packets from "
          + source
          + ", which is not this host's"
          + WAY_OUT;
    }
    return null;
  }
}
