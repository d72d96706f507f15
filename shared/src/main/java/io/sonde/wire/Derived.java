// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a header's {@code emit} computes from its surroundings instead of taking the record's value.
 */
public enum Derived {
  /** Length fields, header lengths included. */
  LENGTH,
  /** The checksum over header, payload and pseudo header. */
  CHECKSUM,
  /** The number of the header that follows. */
  NEXT_PROTOCOL;

  /** Everything: a packet that is right. */
  public static final Set<Derived> ALL = Set.copyOf(EnumSet.allOf(Derived.class));

  /** Nothing: every field goes out as the record has it. */
  public static final Set<Derived> NONE = Set.of();
}
