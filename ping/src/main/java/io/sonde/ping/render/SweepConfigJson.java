// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.SweepConfig.Tries;
import io.sonde.ping.sweep.SweepStarted;

/** The {@code config} of a run over many targets. */
final class SweepConfigJson {
  private SweepConfigJson() {}

  static void write(JsonWriter json, SweepStarted event) {
    SweepConfig config = event.config();
    Tries tries = config.tries();
    json.object("config").array("targets");
    config.operands().forEach(json::string);
    json.end();
    json.array("targetFiles");
    config.lists().forEach(json::string);
    json.end();
    json.number("targetCount", event.targets());
    json.number("shardTargetCount", event.own());
    json.number("shard", config.order().shard()).number("shards", config.order().shards());
    json.number("seed", config.order().seed()).bool("permuted", event.permuted());
    if (tries.count() > 0) {
      json.number("count", tries.count());
    } else {
      json.nothing("count");
    }
    if (tries.isCheck()) {
      json.number("retries", tries.retries()).number("backoff", tries.backoff());
    } else {
      json.millis("intervalMs", tries.interval());
    }
    json.millis("timeoutMs", tries.timeout());
    if (tries.deadline() > 0) {
      json.millis("deadlineMs", tries.deadline());
    } else {
      json.nothing("deadlineMs");
    }
    if (tries.rate() > 0) {
      json.number("ratePerSecond", tries.rate());
    } else {
      json.nothing("ratePerSecond");
    }
    json.number("minAlive", config.goal().wanted());
    json.number("sizeBytes", config.probe().size());
    json.number("tos", config.probe().trafficClass());
    if (config.probe().timeToLive() > 0) {
      json.number("ttl", config.probe().timeToLive());
    } else {
      json.nothing("ttl");
    }
    json.string("socketType", event.datagramSockets() ? "dgram" : "raw");
    json.array("probes").string(config.protocol()).end();
    json.end();
  }
}
