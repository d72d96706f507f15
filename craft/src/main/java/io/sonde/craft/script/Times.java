// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.Decimals;

/** Times as a report says them. */
final class Times {
  private static final int SCALE = 6;

  private Times() {}

  /** Milliseconds with three digits behind the point: {@code 12.345 ms}. */
  static String text(long nanos) {
    return Decimals.fixed(nanos, SCALE, 3) + " ms";
  }
}
