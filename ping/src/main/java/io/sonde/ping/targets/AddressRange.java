// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import io.sonde.wire.IpAddress;

/**
 * Addresses that follow one another.
 *
 * @param first the lowest
 * @param count how many, 1 … {@link #MOST}
 */
public record AddressRange(IpAddress first, long count) {
  /** Most addresses of a range, and of all targets of a run. */
  public static final long MOST = 1L << 62;

  /** One rule a line. */
  public AddressRange {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("range of " + count + " addresses; 1 to 2^62");
    }
  }

  /** The address at an index, 0 … count − 1. */
  public IpAddress at(long index) {
    long low = first.low() + index;
    boolean carry = Long.compareUnsigned(low, first.low()) < 0;
    return new IpAddress(first.family(), first.high() + (carry ? 1 : 0), low);
  }
}
