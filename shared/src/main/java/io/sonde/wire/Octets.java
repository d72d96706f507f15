// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of octets with value equality: payloads, option data, whatever has no shape. */
public final class Octets {
  /** No octets. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  /** A copy of {@code octets}. */
  public static Octets of(byte... octets) {
    return octets.length == 0 ? EMPTY : new Octets(octets.clone());
  }

  /**
   * Hexadecimal digits, two an octet, either case; blanks and colons between octets are skipped.
   */
  public static Octets ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex.replaceAll("[\\s:]", "")));
  }

  /** The next {@code length} octets of {@code in}, whose position moves behind them. */
  public static Octets take(ByteBuffer in, int length) {
    if (length == 0) {
      return EMPTY;
    }
    byte[] octets = new byte[length];
    in.get(octets);
    return new Octets(octets);
  }

  /** All octets from position to limit of {@code in}, whose position moves to the limit. */
  public static Octets rest(ByteBuffer in) {
    return take(in, in.remaining());
  }

  /** Number of octets. */
  public int length() {
    return octets.length;
  }

  /**
   * The octet at {@code index}, 0 … 255.
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ index &lt; length
   */
  public int at(int index) {
    return Byte.toUnsignedInt(octets[index]);
  }

  /** Writes all octets at the position of {@code out}. */
  public void emit(ByteBuffer out) {
    out.put(octets);
  }

  /** A copy. */
  public byte[] toByteArray() {
    return octets.clone();
  }

  /** A read-only view of all octets, position 0. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  /** The octets {@code from} … {@code to - 1}. */
  public Octets slice(int from, int to) {
    return of(Arrays.copyOfRange(octets, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Lower-case hexadecimal digits without separators. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
