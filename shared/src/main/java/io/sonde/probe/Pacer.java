// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

/**
 * When the next probe is due: an absolute schedule, start + n × interval. Whoever wakes up late
 * sends what is due at once, and what follows stays where it was.
 *
 * <p>The interval may be a fraction of nanoseconds, kept exactly: three a second are three a second
 * after a day too. Times are nanoseconds of one monotonic clock.
 */
public final class Pacer {
  private long start;
  private long intervalNumerator;
  private long intervalDenominator;
  private long ofPeriod; // sends since start, always below the denominator
  private long sent;

  private Pacer(long start, long numerator, long denominator) {
    this.start = start;
    this.intervalNumerator = numerator;
    this.intervalDenominator = denominator;
  }

  /**
   * One send every {@code interval} nanoseconds, the first at {@code start}.
   *
   * @param interval 0 for as fast as the caller can
   */
  public static Pacer every(long interval, long start) {
    return new Pacer(start, notNegative(interval), 1);
  }

  /**
   * {@code rate} sends a second, the first at {@code start}.
   *
   * @param rate 1 … 1 000 000 000
   */
  public static Pacer perSecond(long rate, long start) {
    if (rate < 1 || rate > 1_000_000_000L) {
      throw new IllegalArgumentException("rate " + rate + ": out of range, 1 to 1000000000");
    }
    return new Pacer(start, 1_000_000_000L, rate);
  }

  /** Time of the next send. */
  public long next() {
    return start + ofPeriod * intervalNumerator / intervalDenominator;
  }

  /**
   * How many sends are due.
   *
   * @param now present time
   * @param limit at most so many are wanted
   */
  public int due(long now, int limit) {
    long elapsed = now - start;
    if (now - next() < 0) {
      return 0;
    }
    if (intervalNumerator == 0) {
      return limit;
    }
    // Sends m = 0, 1, … since start are due while floor(m × n / d) <= elapsed, which is
    // m <= ((elapsed + 1) × d − 1) / n. Cutting elapsed keeps the product a long; what is lost by
    // it
    // exceeds any limit, as n is at most d seconds.
    long bounded = Math.min(elapsed, Long.MAX_VALUE / intervalDenominator - 1);
    long last = ((bounded + 1) * intervalDenominator - 1) / intervalNumerator;
    return (int) Math.min(limit, last - ofPeriod + 1);
  }

  /** Notes {@code count} sends: the schedule moves on by as many intervals. */
  public void sent(int count) {
    sent += count;
    ofPeriod += count;
    long periods = ofPeriod / intervalDenominator;
    start += periods * intervalNumerator;
    ofPeriod -= periods * intervalDenominator;
  }

  /** Number of sends noted so far. */
  public long sentCount() {
    return sent;
  }

  /** Moves the next send to {@code time}; those after it follow at the interval from there. */
  public void releaseAt(long time) {
    start = time;
    ofPeriod = 0;
  }

  /** Changes the interval between the next send, which stays, and those after it. */
  public void interval(long interval) {
    releaseAt(next());
    intervalNumerator = notNegative(interval);
    intervalDenominator = 1;
  }

  private static long notNegative(long interval) {
    if (interval < 0) {
      throw new IllegalArgumentException("interval of " + interval + " ns; at least 0");
    }
    return interval;
  }
}
