// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.SafeText;
import io.sonde.ping.config.SweepConfig.Sort;
import io.sonde.ping.event.Summary;
import io.sonde.ping.sweep.Addressee;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Targets and their figures: as a table, as lines of all round trips, or both. */
final class TargetTable {
  private static final int LEAST_NAME = 15;
  private static final int LONGEST_NAME = 45;

  private final Sort sort;
  private final boolean tabled;
  private final boolean roundTrips;
  private final List<Row> rows = new ArrayList<>();

  private static final class Row {
    final long index;
    final String name;
    final IpAddress address;
    final Summary figures;
    final long[] roundTrips;

    Row(Addressee target, Summary figures, long[] roundTrips) {
      index = target.index();
      name = SafeText.of(target.name());
      address = target.address();
      this.figures = figures;
      this.roundTrips = roundTrips;
    }
  }

  /**
   * @param tabled whether there is a table
   * @param roundTrips whether there are lines of round trips
   * @param kept whether the engine's arrays of round trips are worth keeping
   */
  TargetTable(Sort sort, boolean tabled, boolean roundTrips, boolean kept) {
    this.sort = sort;
    this.tabled = tabled;
    this.roundTrips = roundTrips && kept;
  }

  void add(Addressee target, Summary figures, long[] trips) {
    rows.add(new Row(target, figures, roundTrips ? trips : new long[0]));
  }

  /**
   * Appends what was asked for.
   *
   * @param separate whether lines precede it
   */
  void append(StringBuilder out, boolean separate) {
    rows.sort(order());
    if (roundTrips) {
      rows.forEach(row -> appendRoundTrips(out, row));
    }
    if (tabled && !rows.isEmpty()) {
      out.append(separate || roundTrips ? "\n" : "");
      appendTable(out);
    }
  }

  private Comparator<Row> order() {
    Comparator<Row> given = Comparator.comparingLong(row -> row.index);
    return switch (sort) {
      case INPUT -> given;
      case LOSS ->
          Comparator.comparingDouble((Row row) -> -row.figures.lossPercent()).thenComparing(given);
      case RTT ->
          Comparator.comparingDouble((Row row) -> longest(row.figures.percentile50()))
              .thenComparing(given);
      case NAME -> Comparator.comparing(TargetTable::nameKey).thenComparing(given);
    };
  }

  /** The longest first, those without any last. */
  private static double longest(double median) {
    return Double.isNaN(median) ? 1 : -median;
  }

  /** Addresses in their own order before names. */
  private static String nameKey(Row row) {
    if (!row.name.equals(row.address.toString())) {
      return "1" + row.name;
    }
    return String.format(
        Locale.ROOT,
        "0%s%016x%016x",
        row.address.family().version(),
        row.address.high(),
        row.address.low());
  }

  private static void appendRoundTrips(StringBuilder out, Row row) {
    out.append(row.name).append(" :");
    for (long roundTrip : row.roundTrips) {
      out.append(' ');
      if (roundTrip < 0) {
        out.append('-');
      } else {
        Millis.appendRoundTrip(out, roundTrip, false);
      }
    }
    out.append('\n');
  }

  private void appendTable(StringBuilder out) {
    int width = LEAST_NAME;
    for (Row row : rows) {
      width = Math.max(width, Math.min(LONGEST_NAME, row.name.length()));
    }
    left(out, "target", width);
    out.append(" sent  recv  loss%      min      p50      p99      max   jitter\n");
    for (Row row : rows) {
      Summary figures = row.figures;
      left(out, row.name, width);
      right(out, Long.toString(figures.transmitted()), 5);
      right(out, Long.toString(figures.received()), 6);
      boolean decided = figures.received() + figures.lost() > 0;
      right(out, decided ? SweepText.loss(figures) : "-", 7);
      time(out, figures.minimum());
      time(out, figures.percentile50());
      time(out, figures.percentile99());
      time(out, figures.maximum());
      time(out, figures.jitter());
      out.append('\n');
    }
  }

  private static void time(StringBuilder out, double nanos) {
    StringBuilder text = new StringBuilder();
    if (Double.isNaN(nanos)) {
      text.append('-');
    } else {
      Millis.append(text, nanos);
    }
    right(out, text, 9);
  }

  private static void left(StringBuilder out, String text, int width) {
    out.append(text).append(" ".repeat(Math.max(0, width - text.length())));
  }

  private static void right(StringBuilder out, CharSequence text, int width) {
    // a figure that fills its column still stands apart from the one before
    out.append(" ".repeat(Math.max(1, width - text.length()))).append(text);
  }
}
