// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

/**
 * The numbers by which the probes of one trace are told apart on the wire: 16 bits, never 0 (the
 * kernel would fill in an IPv4 identification) and never 0xffff (in a checksum the same as 0). They
 * begin anywhere, so that two runs at once seldom share one.
 */
public final class Tokens {
  /** Probes that can be told apart. */
  public static final int COUNT = 0xfffe;

  private final int first;
  private int issued;

  /**
   * @param random any number; decides the first token
   */
  public Tokens(long random) {
    first = (int) Long.remainderUnsigned(random, COUNT);
  }

  /** Token of probe {@code index}, from 0; from now on it counts as sent. */
  public int issue(int index) {
    issued = Math.max(issued, index + 1);
    return of(index);
  }

  /** Token of probe {@code index}. */
  public int of(int index) {
    return 1 + (first + index) % COUNT;
  }

  /**
   * The probe that carries a token.
   *
   * @param token as found on the wire; −1: none was found
   * @return −1 if no probe so far does
   */
  public int indexOf(int token) {
    if (token <= 0 || token >= 0xffff) {
      return -1;
    }
    int index = Math.floorMod(token - 1 - first, COUNT);
    return index < issued ? index : -1;
  }
}
