// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

/**
 * Numbers as group membership protocols write them: small ones as they are, large ones with a bit
 * in front, three bits of exponent and a mantissa (RFC 9776 section 4.1.1, RFC 9777 section 5.1.3).
 */
final class FloatingCode {
  private FloatingCode() {}

  /**
   * The code whose value is nearest below.
   *
   * @param bits of the field, 8 or 16
   * @return −1 if no code is that large
   */
  static long of(long value, int bits) {
    int mantissaBits = bits - 4;
    if (value < 1L << bits - 1) {
      return value;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - mantissaBits - 3;
    if (exponent > 7) {
      return -1;
    }
    long mantissa = value >>> exponent + 3 & (1L << mantissaBits) - 1;
    return 1L << bits - 1 | (long) exponent << mantissaBits | mantissa;
  }
}
