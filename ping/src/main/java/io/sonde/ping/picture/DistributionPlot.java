// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.ping.event.Summary;

/** How many round trips were how long, on a logarithmic axis, with the percentiles marked. */
final class DistributionPlot {
  private static final double LEFT = 70;
  private static final double RIGHT = 888;
  private static final double TOP = 44;
  private static final double BOTTOM = 228;
  private static final double HEIGHT = 254;
  private static final int MOST_BARS = 64;

  /** Least distance of two words on one line. */
  private static final double WORDS_APART = 120;

  private DistributionPlot() {}

  /** Draws it; there is at least one round trip. */
  static void draw(RunHistory history, Markup out) {
    Distribution.Row[] rows = history.distribution().rows(MOST_BARS);
    long most = 1;
    for (Distribution.Row row : rows) {
      most = Math.max(most, row.count());
    }
    double from = Math.max(1, rows[0].from());
    double to = rows[rows.length - 1].to();
    Axis across = Axis.logarithmic(from / 1.02, to * 1.02, LEFT, RIGHT);
    Axis up = Axis.linear(0, most * 1.05, BOTTOM, TOP);
    out.raw("<svg role=\"img\" viewBox=\"0 0 900 ").place(HEIGHT).raw("\" aria-label=\"");
    out.text("Distribution of the round trips to " + history.name()).raw("\">");
    for (double tick : up.ticks(4)) {
      if (tick == Math.rint(tick)) {
        out.line("grid", LEFT, up.at(tick), RIGHT, up.at(tick));
        out.label("tick end", LEFT - 8, up.at(tick) + 4, Long.toString((long) tick));
      }
    }
    for (Distribution.Row row : rows) {
      if (row.count() > 0) {
        bar(row, across, up, out);
      }
    }
    out.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
    for (double tick : across.ticks(8)) {
      out.line("axis", across.at(tick), BOTTOM, across.at(tick), BOTTOM + 4);
      out.label("tick middle", across.at(tick), BOTTOM + 18, Amount.milliTick(tick));
    }
    percentiles(history.summary(), across, out);
    out.raw("</svg>");
  }

  private static void bar(Distribution.Row row, Axis across, Axis up, Markup out) {
    double x = across.at(Math.max(1.0, (double) row.from()));
    double y = up.at((double) row.count());
    out.raw("<rect class=\"bar\"").place("x", x + 0.5).place("y", Math.min(y, BOTTOM - 1));
    out.place("width", Math.max(1, across.at((double) row.to()) - x - 1));
    out.place("height", Math.max(1, BOTTOM - y)).raw("><title>");
    out.text(Amount.millis(row.from()) + " to " + Amount.millis(row.to()) + " ms: " + row.count());
    out.raw("</title></rect>");
  }

  private static void percentiles(Summary summary, Axis across, Markup out) {
    String[] names = {"p50", "p90", "p99"};
    double[] values = {summary.percentile50(), summary.percentile90(), summary.percentile99()};
    double previous = -WORDS_APART;
    int lane = 0;
    for (int i = 0; i < names.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      double x = across.at(values[i]);
      lane = x - previous < WORDS_APART ? lane + 1 : 0;
      previous = x;
      double y = 12 + lane * 13;
      boolean right = x > RIGHT - WORDS_APART;
      out.line("percentile", x, y - 9, x, BOTTOM);
      out.label(
          right ? "mark end" : "mark",
          right ? x - 4 : x + 4,
          y,
          names[i] + " " + Amount.millis(values[i]) + " ms");
    }
  }
}
