// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/**
 * RFC 3339 instants in UTC with nine digits of a second, by arithmetic: java.time.format costs more
 * at start-up than the rest of a short run.
 */
public final class Rfc3339 {
  /** Octets of {@code 2026-11-22T10:00:00.010300100Z}. */
  public static final int LENGTH = 30;

  private static final long NANOS = 1_000_000_000L;
  private static final int SECONDS_A_DAY = 86_400;
  private static final int DAYS_IN_400_YEARS = 146_097;

  private Rfc3339() {}

  /**
   * Writes an instant.
   *
   * @param epochNanos since 1970-01-01T00:00:00Z; may be negative
   * @return index behind the last octet
   */
  public static int put(byte[] out, int at, long epochNanos) {
    long seconds = Math.floorDiv(epochNanos, NANOS);
    int nanos = (int) Math.floorMod(epochNanos, NANOS);
    int ofDay = (int) Math.floorMod(seconds, (long) SECONDS_A_DAY);
    // Proleptic Gregorian calendar in years that begin on 1 March, so that the leap day is the
    // last:
    // 719468 days lie between 0000-03-01 and the epoch, and no int overflows within a long of
    // nanos.
    int days = (int) Math.floorDiv(seconds, (long) SECONDS_A_DAY) + 719_468;
    int era = days / DAYS_IN_400_YEARS;
    int ofEra = days % DAYS_IN_400_YEARS;
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * ofYear + 2) / 153;
    int day = ofYear - (153 * fromMarch + 2) / 5 + 1;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    digits(out, at, 4, year);
    out[at + 4] = '-';
    digits(out, at + 5, 2, month);
    out[at + 7] = '-';
    digits(out, at + 8, 2, day);
    out[at + 10] = 'T';
    digits(out, at + 11, 2, ofDay / 3600);
    out[at + 13] = ':';
    digits(out, at + 14, 2, ofDay / 60 % 60);
    out[at + 16] = ':';
    digits(out, at + 17, 2, ofDay % 60);
    out[at + 19] = '.';
    digits(out, at + 20, 9, nanos);
    out[at + 29] = 'Z';
    return at + LENGTH;
  }

  private static void digits(byte[] out, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
