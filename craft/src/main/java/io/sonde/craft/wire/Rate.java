// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.probe.Pacer;

/**
 * How fast packets leave, before the run has begun.
 *
 * @param kind what {@code value} is
 * @param value packets a second, nanoseconds between two, or megabits a second
 */
public record Rate(Kind kind, double value) {
  /** As fast as the host takes them, until somebody who may be disturbed is addressed. */
  public static final Rate FREE = new Rate(Kind.FREE, 0);

  /** As fast as the host takes them. */
  public static final Rate FLOOD = new Rate(Kind.FLOOD, 0);

  private static final double NANOS = 1e9;

  /** What a rate is said by. */
  public enum Kind {
    FREE,
    FLOOD,
    PER_SECOND,
    GAP,
    MEGABITS
  }

  /** The schedule of a run that begins now. */
  public Schedule from(long start) {
    return switch (kind) {
      case FREE, FLOOD -> Schedule.atOnce(start);
      case PER_SECOND ->
          value == Math.rint(value)
              ? Schedule.by(Pacer.perSecond((long) value, start))
              : Schedule.by(Pacer.every(Math.round(NANOS / value), start));
      case GAP -> Schedule.by(Pacer.every((long) value, start));
      case MEGABITS -> Schedule.megabitsPerSecond(value, start);
    };
  }

  /**
   * Packets a second; 0: as many as the host takes.
   *
   * @param octets of a packet, on which it depends where a line's speed was said
   */
  public double perSecond(int octets) {
    return switch (kind) {
      case FREE, FLOOD -> 0;
      case PER_SECOND -> value;
      case GAP -> value == 0 ? 0 : NANOS / value;
      case MEGABITS -> value * 1e6 / (8.0 * Math.max(1, octets));
    };
  }
}
