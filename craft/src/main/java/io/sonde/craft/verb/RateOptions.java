// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.craft.wire.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say how fast packets leave. */
final class RateOptions {
  private static final double SLOWEST = 0.001;
  private static final double FASTEST = 1e9;
  private static final double MOST_MEGABITS = 1e6;
  private static final List<String> ALL = List.of("--rate", "--gap", "--mbps", "--flood");

  private RateOptions() {}

  static void addOptions(OptionTable table) {
    table
        .section("Pace")
        .value("--rate", "N[k|M][/s]", "packets a second, by an absolute schedule")
        .value("--gap", "T", "time between two packets: 10ms, 5us, 0.5 (seconds)")
        .value("--mbps", "X", "megabits a second")
        .flag("--flood", "as fast as the host takes them, again and again until -c or --duration")
        .value("--duration", "T", "ends after this time; packets are made again until then")
        .value("--stats", "T", "says at such distances how many have left");
  }

  /** The rate; {@link Rate#FREE} where none is given. */
  static Rate rate(Arguments arguments) {
    String given = null;
    for (String option : ALL) {
      if (arguments.has(option)) {
        if (given != null) {
          throw new UsageException(option + ": not with " + given + ", one of them decides");
        }
        given = option;
      }
    }
    if (given == null) {
      return Rate.FREE;
    }
    String text = arguments.value(given, "");
    return switch (given) {
      case "--rate" -> new Rate(Rate.Kind.PER_SECOND, perSecond(text));
      case "--gap" -> new Rate(Rate.Kind.GAP, Amounts.nanos(given, text));
      case "--mbps" ->
          new Rate(Rate.Kind.MEGABITS, Numbers.real(given, text, SLOWEST, MOST_MEGABITS));
      default -> Rate.FLOOD;
    };
  }

  private static double perSecond(String text) {
    String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
    double factor = number.endsWith("k") ? 1e3 : number.endsWith("M") ? 1e6 : 1;
    String digits = factor == 1 ? number : number.substring(0, number.length() - 1);
    return factor * Numbers.real("--rate", digits, SLOWEST / factor, FASTEST / factor);
  }

  /** Nanoseconds of an option that is a time; {@link Long#MAX_VALUE} where it is absent. */
  static long time(Arguments arguments, String option) {
    @Nullable String text = arguments.value(option);
    if (text == null) {
      return Long.MAX_VALUE;
    }
    long nanos = Amounts.nanos(option, text);
    if (nanos == 0) {
      throw new UsageException(option + " " + text + ": more than 0");
    }
    return nanos;
  }
}
