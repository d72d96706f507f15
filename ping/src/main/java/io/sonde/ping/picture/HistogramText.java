// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.Decimals;
import io.sonde.cli.StandardOutput;
import java.util.ArrayList;
import java.util.List;

/** A histogram of round trips after the summary, with a bar of its own for what was lost. */
public final class HistogramText extends RunHistories {
  private static final int MOST_ROWS = 20;
  private static final int NANOS = 6;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[m";

  private final StandardOutput out;
  private final Screen screen;

  /** A histogram on standard output, once the run is over. */
  public HistogramText(StandardOutput out, Screen screen) {
    this.out = out;
    this.screen = screen;
  }

  private record Bar(String label, long count, boolean loss) {}

  @Override
  void draw(List<RunHistory> histories) {
    for (RunHistory history : histories) {
      out.line("");
      if (histories.size() > 1) {
        out.line(history.name());
      }
      for (String line : lines(history.distribution(), history.summary().lost(), screen)) {
        out.line(line);
      }
    }
    out.flush();
  }

  /** The picture, a line an element, without line feeds. */
  static List<String> lines(Distribution distribution, long lost, Screen screen) {
    List<Bar> bars = bars(distribution, lost);
    if (bars.isEmpty()) {
      return List.of("no round trips to show");
    }
    int label = "rtt ms".length();
    int number = 1;
    long most = 1;
    for (Bar bar : bars) {
      label = Math.max(label, bar.label.length());
      number = Math.max(number, Long.toString(bar.count).length());
      most = Math.max(most, bar.count);
    }
    int width = Math.max(1, screen.columns() - label - number - 4);
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(label - "rtt ms".length()) + "rtt ms");
    for (Bar bar : bars) {
      StringBuilder line = new StringBuilder();
      line.append(" ".repeat(label - bar.label.length())).append(bar.label).append("  ");
      String count = Long.toString(bar.count);
      line.append(" ".repeat(number - count.length())).append(count);
      String drawn = drawn(bar.count, most, width, screen.blocks());
      if (!drawn.isEmpty()) {
        boolean red = bar.loss && screen.colours();
        line.append("  ").append(red ? RED : "").append(drawn).append(red ? PLAIN : "");
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<Bar> bars(Distribution distribution, long lost) {
    List<Bar> bars = new ArrayList<>();
    Distribution.Row[] rows = distribution.rows(MOST_ROWS);
    int decimals = decimals(rows);
    for (Distribution.Row row : rows) {
      String from = Decimals.fixed(row.from(), NANOS, decimals);
      String to = Decimals.fixed(row.to(), NANOS, decimals);
      bars.add(new Bar(from + " .. " + to, row.count(), false));
    }
    if (lost > 0) {
      bars.add(new Bar("lost", lost, true));
    }
    return bars;
  }

  /** Three, or as many as tell the ends of the narrowest row apart. */
  private static int decimals(Distribution.Row[] rows) {
    int decimals = 3;
    long shown = 1000;
    for (Distribution.Row row : rows) {
      for (; shown > 1 && shown > row.to() - row.from(); shown /= 10) {
        decimals++;
      }
    }
    return decimals;
  }

  /** A bar whose length is in proportion, and never nothing for something. */
  private static String drawn(long count, long most, int width, boolean blocks) {
    if (count == 0) {
      return "";
    }
    double length = (double) count / most * width;
    if (!blocks) {
      return "#".repeat((int) Math.max(1, Math.round(length)));
    }
    int eighths = (int) Math.max(1, Math.round(length * 8));
    String full = "█".repeat(eighths / 8);
    return eighths % 8 == 0 ? full : full + EIGHTHS.charAt(eighths % 8);
  }
}
