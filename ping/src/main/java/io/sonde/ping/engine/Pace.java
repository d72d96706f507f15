// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.config.Schedule;
import io.sonde.probe.Pacer;

/** When probes may go out. */
abstract class Pace {
  /** Without any answer a flood still sends so often: 100 a second. */
  static final long STALL = 10_000_000;

  private static final int MOST_IN_FLIGHT = 64;

  /**
   * The pace that a schedule asks for.
   *
   * @param searching whether each answer decides what the next probe is
   */
  static Pace of(Schedule schedule, boolean searching, boolean superuser, long now) {
    boolean released = schedule.interval() == 0 || (schedule.flood() && !schedule.intervalGiven());
    if (released) {
      boolean grows = superuser && !schedule.preloadGiven() && !schedule.intervalGiven();
      return new Flood(
          new FloodWindow(schedule.preload(), grows ? MOST_IN_FLIGHT : schedule.preload()), now);
    }
    if (schedule.adaptive() || searching) {
      return new Adaptive(schedule, superuser, now);
    }
    return new Fixed(schedule, now);
  }

  /** A pace that somebody else keeps. */
  static Pace dictated() {
    return new Pace() {
      @Override
      int due(long now, int limit) {
        return 0;
      }

      @Override
      long next() {
        return Long.MAX_VALUE;
      }

      @Override
      void sent(int count, long now) {}
    };
  }

  /** How many probes may go out now, at most {@code limit}. */
  abstract int due(long now, int limit);

  /** When the next probe may go out if nothing comes back until then. */
  abstract long next();

  /** So many probes were sent. */
  abstract void sent(int count, long now);

  /** An answer or an error for an open probe came. */
  void settled(long now, long smoothedRoundTrip) {}

  /**
   * Probe n at start + n × interval, after a preload of some at once. A process that was stopped
   * for long does not make up for it in one burst: its schedule begins anew.
   */
  private static final class Fixed extends Pace {
    private static final int MOST_OVERDUE = 64;

    private final Pacer pacer;
    private final boolean slow;
    private int preload;

    Fixed(Schedule schedule, long now) {
      preload = schedule.preload() - 1;
      pacer = Pacer.every(schedule.interval(), now);
      slow = schedule.interval() >= STALL;
    }

    @Override
    int due(long now, int limit) {
      if (slow && pacer.due(now, MOST_OVERDUE) == MOST_OVERDUE) {
        pacer.releaseAt(now);
      }
      return Math.min(limit, preload + pacer.due(now, limit));
    }

    @Override
    long next() {
      return pacer.next();
    }

    @Override
    void sent(int count, long now) {
      int early = Math.min(preload, count);
      preload -= early;
      pacer.sent(count - early);
    }
  }

  /** Each answer releases the next probe; silence does so too, every 10 ms. */
  private static final class Flood extends Pace {
    private final FloodWindow window;
    private long next;

    Flood(FloodWindow window, long now) {
      this.window = window;
      next = now;
    }

    @Override
    int due(long now, int limit) {
      if (window.room() == 0 && now >= next) {
        window.stalled();
      }
      return Math.min(limit, window.room());
    }

    @Override
    long next() {
      return next;
    }

    @Override
    void sent(int count, long now) {
      window.sent(count);
      next = now + STALL;
    }

    @Override
    void settled(long now, long smoothedRoundTrip) {
      window.settled();
    }
  }

  /** Each answer releases the next probe; silence does so after the smoothed round trip. */
  private static final class Adaptive extends Pace {
    private final long least;
    private long wait;
    private long lastSent;
    private long next;
    private int preload;

    Adaptive(Schedule schedule, boolean superuser, long now) {
      least = superuser ? 0 : Schedule.USER_INTERVAL;
      wait = Math.max(schedule.interval(), STALL);
      next = now;
      lastSent = now - wait;
      preload = schedule.preload() - 1;
    }

    @Override
    int due(long now, int limit) {
      return Math.min(limit, preload + (now >= next ? 1 : 0));
    }

    @Override
    long next() {
      return next;
    }

    @Override
    void sent(int count, long now) {
      preload -= Math.min(preload, count - 1);
      lastSent = now;
      next = now + wait;
    }

    @Override
    void settled(long now, long smoothedRoundTrip) {
      wait = Math.max(Math.max(smoothedRoundTrip, least), STALL);
      next = Math.max(now, lastSent + least);
    }
  }
}
