// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * When probes go out and when the run is over. Durations are nanoseconds.
 *
 * @param count probes to send, 0: no limit
 * @param interval from one probe to the next
 * @param intervalGiven whether the user chose the interval
 * @param preload probes at once before the first wait
 * @param preloadGiven whether the user chose the preload
 * @param flood each reply releases the next probe, at least 100 a second
 * @param adaptive each reply releases the next probe, else the smoothed round trip does
 * @param deadline end of the run, 0: none
 * @param linger wait for the last probes while nothing has answered, 0: no limit
 * @param timeout longest wait for any single probe, 0: none
 * @param first whether the first reply ends the run
 * @param reportEvery pause between reports of the figures so far, 0: none
 */
public record Schedule(
    long count,
    long interval,
    boolean intervalGiven,
    int preload,
    boolean preloadGiven,
    boolean flood,
    boolean adaptive,
    long deadline,
    long linger,
    long timeout,
    boolean first,
    long reportEvery) {
  /** One second. */
  public static final long SECOND = 1_000_000_000L;

  /** Interval unless one is given. */
  public static final long DEFAULT_INTERVAL = SECOND;

  /** Longest wait for an answer while there has been none. */
  public static final long DEFAULT_LINGER = 10 * SECOND;

  /** Least interval of an ordinary user. */
  public static final long USER_INTERVAL = SECOND / 500;

  /** Least interval of an ordinary user towards broadcast and multicast. */
  public static final long USER_GROUP_INTERVAL = SECOND;

  /** Most probes at once of an ordinary user. */
  public static final int USER_PRELOAD = 3;

  /** Most probes at once. */
  public static final int MAX_PRELOAD = 65_536;

  /** One rule a line. */
  public Schedule {
    if (preload < 1 || preload > MAX_PRELOAD) {
      throw new IllegalArgumentException("-l " + preload + ": out of range, 1 to " + MAX_PRELOAD);
    }
  }

  /**
   * What an ordinary user may not do to others.
   *
   * @throws IllegalArgumentException with the least interval or greatest preload allowed
   */
  public void checkPrivilege(boolean superuser) {
    if (superuser) {
      return;
    }
    if (interval < USER_INTERVAL && intervalGiven) {
      throw new IllegalArgumentException(
          "-i: an interval below 0.002 s is for the superuser; 0.002 to 2147483");
    }
    if (preload > USER_PRELOAD) {
      throw new IllegalArgumentException(
          "-l "
              + preload
              + ": above "
              + USER_PRELOAD
              + " for the superuser only; 1 to "
              + USER_PRELOAD);
    }
    if (flood && !intervalGiven) {
      throw new IllegalArgumentException(
          "-f: without an interval for the superuser only; add -i 0.002 or longer");
    }
  }
}
