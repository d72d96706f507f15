// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The formulas of RFC 9776 section 4.1.1 and RFC 9777 section 5.1.3, backwards. */
class FloatingCodeTest {
  private static long value(long code, int bits) {
    int mantissaBits = bits - 4;
    if (code < 1L << bits - 1) {
      return code;
    }
    long mantissa = code & (1L << mantissaBits) - 1;
    long exponent = code >>> mantissaBits & 7;
    return (mantissa | 1L << mantissaBits) << exponent + 3;
  }

  @Test
  void everyCodeComesBack() {
    for (int bits : new int[] {8, 16}) {
      for (long code = 0; code < 1L << bits; code++) {
        assertEquals(code, FloatingCode.of(value(code, bits), bits));
      }
    }
  }

  @Test
  void othersAreTheNextBelow() {
    for (long value = 0; value <= 31_744; value++) {
      long code = FloatingCode.of(value, 8);
      assertTrue(value(code, 8) <= value && (code == 255 || value(code + 1, 8) > value));
    }
    assertEquals(255, FloatingCode.of(31_744, 8));
    assertEquals(255, FloatingCode.of(32_767, 8));
    assertEquals(-1, FloatingCode.of(32_768, 8));
    assertEquals(-1, FloatingCode.of(1L << 40, 16));
  }
}
