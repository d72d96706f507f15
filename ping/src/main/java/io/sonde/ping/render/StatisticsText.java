// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Decimals;
import io.sonde.ping.event.Summary;

/** The figures of a run as text: the block at its end, and the line on demand. */
final class StatisticsText {
  private final String name;
  private final boolean timed;
  private final boolean findMtu;
  private final boolean details;

  /**
   * @param name destination as the heading calls it
   * @param timed whether round trips are shown: iputils does not with less than 16 octets of data
   * @param findMtu whether the path MTU was asked for
   * @param details whether percentiles, jitter and the rarer counts were asked for
   */
  StatisticsText(String name, boolean timed, boolean findMtu, boolean details) {
    this.name = name;
    this.timed = timed;
    this.findMtu = findMtu;
    this.details = details;
  }

  /** Appends the block, the empty line above it included, without the last line feed. */
  void append(StringBuilder out, Summary summary) {
    out.append("\n--- ").append(name).append(" ping statistics ---\n");
    appendCounts(out, summary);
    appendRoundTrips(out, summary);
    if (findMtu) {
      appendPathMtu(out, summary);
    }
    if (details) {
      appendDetails(out, summary);
    }
  }

  /** Appends the line on demand, {@code 4/4 packets, 0% loss, min/avg/ewma/max = … ms}. */
  void appendStatus(StringBuilder out, Summary summary) {
    out.append(summary.received()).append('/').append(summary.transmitted());
    out.append(" packets, ").append((int) summary.lossPercent()).append("% loss");
    if (timed && summary.roundTripSamples() > 0) {
      out.append(", min/avg/ewma/max = ");
      figures(out, summary.minimum(), summary.average(), summary.ewma(), summary.maximum());
      out.append(" ms");
    }
  }

  static void appendCounts(StringBuilder out, Summary summary) {
    out.append(summary.transmitted()).append(" packets transmitted, ");
    out.append(summary.received()).append(" received");
    appendIfAny(out, summary.duplicates(), " duplicates");
    appendIfAny(out, summary.corrupted(), " corrupted");
    appendIfAny(out, summary.errors(), " errors");
    if (summary.transmitted() > 0) {
      out.append(", ").append(Decimals.general((float) summary.lossPercent()));
      out.append("% packet loss, time ").append(Millis.whole(summary.duration())).append("ms");
    }
    if (summary.pending() > 0) {
      out.append(", pending ").append(summary.pending());
    }
  }

  private static void appendIfAny(StringBuilder out, long count, String what) {
    if (count > 0) {
      out.append(", +").append(count).append(what);
    }
  }

  private void appendRoundTrips(StringBuilder out, Summary summary) {
    out.append('\n');
    String comma = "";
    if (timed && summary.roundTripSamples() > 0) {
      out.append("rtt min/avg/max/mdev = ");
      figures(out, summary.minimum(), summary.average(), summary.maximum(), summary.deviation());
      out.append(" ms");
      comma = ", ";
    }
    if (summary.pipe() > 1) {
      out.append(comma).append("pipe ").append(summary.pipe());
      comma = ", ";
    }
    if (summary.showRate() && summary.transmitted() > 1 && summary.roundTripSamples() > 0) {
      double gap = (double) summary.duration() / (summary.transmitted() - 1);
      out.append(comma).append("ipg/ewma ");
      figures(out, gap, summary.ewma());
      out.append(" ms");
    }
  }

  private static void appendPathMtu(StringBuilder out, Summary summary) {
    if (summary.pathMtu() == 0) {
      out.append("\npath MTU not found");
      return;
    }
    out.append("\npath MTU ").append(summary.pathMtu()).append(" bytes");
    if (summary.pathMtuBlackHole()) {
      out.append(", larger packets vanish without an answer");
    } else if (!summary.pathMtuFrom().isEmpty()) {
      out.append(", named by ").append(summary.pathMtuFrom());
    }
  }

  private static void appendDetails(StringBuilder out, Summary summary) {
    out.append("\nrtt p50/p90/p99 = ");
    figures(out, summary.percentile50(), summary.percentile90(), summary.percentile99());
    out.append(" ms, jitter ");
    figures(out, summary.jitter());
    out.append(" ms (RFC 3550: ");
    figures(out, summary.jitterRfc3550());
    out.append(" ms), reordered ").append(summary.reordered());
    out.append(", longest loss ").append(summary.longestLoss());
    out.append("\nclock kernel ").append(summary.clockKernel());
    out.append(", kernel-rx ").append(summary.clockKernelRx());
    out.append(", monotonic ").append(summary.clockMonotonic());
    if (summary.clockHardware() > 0) {
      out.append(", hardware ").append(summary.clockHardware());
    }
    out.append("; late ").append(summary.late());
    out.append(", unsolicited ").append(summary.unsolicited());
    out.append(", foreign ").append(summary.foreign());
    out.append(", pending ").append(summary.pending());
    out.append(", kernel dropped ").append(summary.kernelDropped());
    if (summary.roundTripSamples() < summary.received()) {
      out.append("\nround trips of ").append(summary.roundTripSamples());
      out.append(" in ").append(summary.received()).append(" replies were measured");
    }
  }

  static void figures(StringBuilder out, double... nanos) {
    for (int i = 0; i < nanos.length; i++) {
      if (i > 0) {
        out.append('/');
      }
      if (Double.isFinite(nanos[i])) {
        Millis.append(out, nanos[i]);
      } else {
        out.append('-');
      }
    }
  }
}
