// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.wire.Rate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many packets a run has, and how long it takes: said before it begins. */
final class Announcement {
  /** More packets than this are announced. */
  private static final long MANY = 10_000;

  private static final double NANOS = 1e9;
  private static final double MINUTE = 60;

  private Announcement() {}

  /** Says it where there are many packets, or a run without any was asked for. */
  static void say(
      @Nullable WrittenPackets written,
      Rate rate,
      long duration,
      Arguments arguments,
      StandardOutput out) {
    long packets = written == null ? -1 : written.size();
    if (arguments.has("--dry-run") || packets > MANY) {
      out.error(of(packets, rate, duration));
    }
  }

  /**
   * One line.
   *
   * @param packets −1: nobody knows; {@link Long#MAX_VALUE}: they never end
   * @param duration nanoseconds after which the run ends; {@link Long#MAX_VALUE}: none
   */
  static String of(long packets, Rate rate, long duration) {
    StringBuilder line = new StringBuilder();
    if (packets < 0) {
      line.append("as many packets as there are");
    } else if (packets == Long.MAX_VALUE) {
      line.append("packets without end");
    } else {
      line.append(packets).append(packets == 1 ? " packet" : " packets");
    }
    double perSecond = rate.kind() == Rate.Kind.MEGABITS ? 0 : rate.perSecond(1);
    if (rate.kind() == Rate.Kind.MEGABITS) {
      line.append(", ").append(number(rate.value())).append(" megabits a second");
    } else if (perSecond == 0) {
      line.append(", as fast as they go");
    } else {
      line.append(", ").append(number(perSecond)).append(" a second");
    }
    double takes = perSecond > 0 && packets > 0 ? (packets - 1) / perSecond : Double.NaN;
    if (duration != Long.MAX_VALUE) {
      takes = Math.min(duration / NANOS, Double.isNaN(takes) ? Double.MAX_VALUE : takes);
    }
    if (!Double.isNaN(takes) && packets != Long.MAX_VALUE || duration != Long.MAX_VALUE) {
      line.append(": ").append(time(takes));
    }
    return line.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String time(double seconds) {
    return seconds < 2 * MINUTE
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
  }
}
