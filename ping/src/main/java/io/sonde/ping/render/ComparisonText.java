// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Decimals;
import io.sonde.ping.compare.Comparison;
import io.sonde.ping.compare.Findings;
import io.sonde.ping.compare.Findings.Aspect;
import io.sonde.ping.compare.Findings.Difference;
import io.sonde.ping.compare.Sample;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;

/** A comparison of kinds as text: a table, and a verdict with its sample sizes. */
final class ComparisonText {
  private static final List<String> HEADINGS =
      List.of("probe", "sent", "recv", "loss%", "p50", "p90", "p99", "jitter", "clock");

  private static final int LEAST_KIND = 10;
  private static final int[] WIDTHS = {0, 6, 6, 7, 9, 9, 9, 9, 0};

  /** Probabilities below this are all the same to a reader. */
  private static final double LEAST_SHOWN = 0.0001;

  private final List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));

  /** One more row. */
  void add(ProbeKind kind, Summary summary) {
    rows.add(
        List.of(
            kind.toString(),
            Long.toString(summary.transmitted()),
            Long.toString(summary.received()),
            percent(summary.lossPercent()),
            millis(summary.percentile50()),
            millis(summary.percentile90()),
            millis(summary.percentile99()),
            millis(summary.jitter()),
            clock(summary)));
  }

  /** Appends all of it, without the last line feed. */
  void append(StringBuilder out, String name, Findings findings) {
    out.append("\n--- ").append(name).append(" comparison ---");
    int kind = LEAST_KIND;
    for (List<String> row : rows) {
      kind = Math.max(kind, row.get(0).length());
    }
    for (List<String> row : rows) {
      out.append('\n').append(row.get(0)).append(" ".repeat(kind - row.get(0).length()));
      for (int i = 1; i < row.size() - 1; i++) {
        out.append(" ".repeat(Math.max(1, WIDTHS[i] - row.get(i).length()))).append(row.get(i));
      }
      out.append("  ").append(row.get(row.size() - 1));
    }
    for (String line : verdict(findings)) {
      out.append("\nverdict: ").append(line);
    }
  }

  /** The verdict in sentences. */
  static List<String> verdict(Findings findings) {
    LongSummaryStatistics sizes =
        findings.samples().stream().mapToLong(Sample::decided).summaryStatistics();
    String each =
        sizes.getMin() == sizes.getMax()
            ? sizes.getMin() + " samples each"
            : sizes.getMin() + " to " + sizes.getMax() + " samples each";
    return switch (findings.verdict()) {
      case DIFFERENT -> findings.differences().stream().map(ComparisonText::sentence).toList();
      case NO_DIFFERENCE_SEEN -> List.of("no difference seen (" + each + ")");
      case NOT_ENOUGH_SAMPLES ->
          List.of("not enough samples (" + each + "; " + Comparison.LEAST_SAMPLES + " are needed)");
    };
  }

  private static String sentence(Difference difference) {
    Sample one = difference.one();
    Sample against = difference.against();
    boolean loss = difference.aspect() == Aspect.LOSS;
    String figures =
        loss
            ? "loss " + loss(one) + " against " + loss(against)
            : "median " + median(one) + " against " + median(against);
    return one.kind()
        + " is treated differently: "
        + figures
        + " ("
        + against.kind()
        + "), p "
        + probability(difference.pValue());
  }

  private static String loss(Sample sample) {
    return percent(sample.lossPercent()) + " % of " + sample.decided();
  }

  private static String median(Sample sample) {
    return millis(sample.median()) + " ms of " + sample.roundTrips().length;
  }

  /** {@code < 0.0001}, {@code = 0.0023}. */
  static String probability(double value) {
    return value < LEAST_SHOWN
        ? "< 0.0001"
        : "= " + Decimals.fixed(Math.round(value * 10_000), 4, 4);
  }

  /** The clock that took most of the round trips. */
  static String clock(Summary summary) {
    long most =
        Math.max(
            Math.max(summary.clockKernel(), summary.clockKernelRx()),
            Math.max(summary.clockMonotonic(), summary.clockHardware()));
    if (most == 0) {
      return "-";
    }
    return most == summary.clockKernel()
        ? "kernel"
        : most == summary.clockHardware()
            ? "hardware"
            : most == summary.clockKernelRx() ? "kernel-rx" : "monotonic";
  }

  private static String percent(double value) {
    return Decimals.fixed(Math.round(value * 10), 1, 1);
  }

  private static String millis(double nanos) {
    if (!Double.isFinite(nanos)) {
      return "-";
    }
    StringBuilder text = new StringBuilder();
    Millis.append(text, nanos);
    return text.toString();
  }
}
