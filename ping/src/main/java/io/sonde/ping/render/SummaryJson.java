// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.ping.event.Summary;
import java.util.Locale;

/** The keys that {@code summary} and {@code stats} share; a figure that cannot be told is null. */
final class SummaryJson {
  private SummaryJson() {}

  /**
   * Writes the keys into the open object.
   *
   * @param findMtu whether the path MTU was asked for; its keys are there only then
   * @param over whether the run is over; before that neither exit code nor reason is known
   */
  static void write(JsonWriter json, Summary summary, boolean findMtu, boolean over) {
    writeCounts(json, summary);
    writeRoundTrips(json, summary);
    unlessUnknown(json, "reordered", summary.reordered());
    unlessUnknown(json, "longestLoss", summary.longestLoss());
    if (summary.outage() < 0) {
      json.nothing("outageMs");
    } else {
      json.millis("outageMs", summary.outage());
    }
    json.object("clocks").number("kernel", summary.clockKernel());
    json.number("kernelRx", summary.clockKernelRx());
    json.number("monotonic", summary.clockMonotonic());
    if (summary.clockHardware() > 0) {
      json.number("hardware", summary.clockHardware());
    }
    json.end();
    if (findMtu) {
      writePathMtu(json, summary);
    }
    if (over) {
      json.number("exitCode", summary.exitCode());
      json.string("endedBy", summary.endedBy().name().toLowerCase(Locale.ROOT));
    } else {
      json.nothing("exitCode").nothing("endedBy");
    }
  }

  private static void unlessUnknown(JsonWriter json, String key, long count) {
    if (count < 0) {
      json.nothing(key);
    } else {
      json.number(key, count);
    }
  }

  private static void writeCounts(JsonWriter json, Summary summary) {
    json.number("transmitted", summary.transmitted());
    json.number("received", summary.received());
    json.number("lost", summary.lost());
    json.number("pending", summary.pending());
    json.number("duplicates", summary.duplicates());
    json.number("late", summary.late());
    json.number("unsolicited", summary.unsolicited());
    json.number("foreign", summary.foreign());
    json.number("corrupted", summary.corrupted());
    json.number("wrongData", summary.wrongData());
    json.number("errors", summary.errors());
    json.number("sendErrors", summary.sendErrors());
    json.number("kernelDropped", summary.kernelDropped());
    if (summary.received() + summary.lost() == 0) {
      json.nothing("lossPercent");
    } else {
      json.number("lossPercent", summary.lossPercent());
    }
    json.millis("durationMs", summary.duration());
  }

  private static void writeRoundTrips(JsonWriter json, Summary summary) {
    json.number("rttSamples", summary.roundTripSamples());
    json.millis("rttMinMs", summary.minimum());
    json.millis("rttAvgMs", summary.average());
    json.millis("rttMaxMs", summary.maximum());
    json.millis("rttMdevMs", summary.deviation());
    json.millis("rttP50Ms", summary.percentile50());
    json.millis("rttP90Ms", summary.percentile90());
    json.millis("rttP99Ms", summary.percentile99());
    json.millis("jitterMs", summary.jitter());
    json.millis("jitterRfc3550Ms", summary.jitterRfc3550());
  }

  private static void writePathMtu(JsonWriter json, Summary summary) {
    if (summary.pathMtu() == 0) {
      json.nothing("pathMtuBytes");
    } else {
      json.number("pathMtuBytes", summary.pathMtu());
    }
    json.string("pathMtuFrom", summary.pathMtuFrom().isEmpty() ? null : summary.pathMtuFrom());
    json.bool("pathMtuBlackHole", summary.pathMtuBlackHole());
  }
}
