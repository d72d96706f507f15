// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.ping.compare.Findings;
import io.sonde.ping.compare.Pair;
import io.sonde.ping.config.ProbeKind;

/** The keys of a comparison; what was not tested is null. */
final class ComparisonJson {
  private ComparisonJson() {}

  /** Writes the keys of a pair into the open object. */
  static void write(JsonWriter json, Pair pair) {
    json.string("a", pair.a().kind().toString()).string("b", pair.b().kind().toString());
    json.number("aSamples", pair.a().decided()).number("bSamples", pair.b().decided());
    json.number("aLossPercent", pair.a().lossPercent());
    json.number("bLossPercent", pair.b().lossPercent());
    number(json, "lossPValue", pair.lossPValue());
    json.bool("lossDifferent", pair.lossDifferent());
    json.millis("aP50Ms", pair.a().median()).millis("bP50Ms", pair.b().median());
    number(json, "rttPValue", pair.roundTripPValue());
    json.bool("rttDifferent", pair.roundTripDifferent());
    json.string("verdict", pair.text());
  }

  /** Writes the keys that a comparison adds to the summary. */
  static void writeVerdict(JsonWriter json, Findings findings) {
    json.array("differs");
    for (ProbeKind kind : findings.kinds()) {
      json.string(kind.toString());
    }
    json.end();
    json.string("verdict", findings.verdict().text());
  }

  private static void number(JsonWriter json, String key, double value) {
    if (Double.isNaN(value)) {
      json.nothing(key);
    } else {
      json.number(key, value);
    }
  }
}
