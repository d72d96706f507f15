// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.cli.JsonWriter;
import io.sonde.probe.UdpProbe;
import io.sonde.traceroute.config.Probe;
import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.config.Schedule;
import io.sonde.traceroute.config.Sockets;
import io.sonde.traceroute.event.Started;

/** What was asked for, the value of {@code config} in the first event. */
final class ConfigJson {
  private ConfigJson() {}

  /** Writes the object; what was left to the host or has no limit is null. */
  static void write(JsonWriter json, Started event) {
    json.object("config");
    Range range = event.config().range();
    json.number("firstTtl", range.firstTtl()).number("maxTtl", range.maxTtl());
    json.number("queries", range.queries());
    Probe probe = event.config().probe();
    json.number("lengthBytes", event.packetLength());
    json.number("port", probe.effectivePort());
    unless(json, "sourcePort", probe.sourcePort(), -1);
    json.number("tos", probe.trafficClass()).number("flowLabel", probe.flowLabel());
    json.bool("dontFragment", probe.dontFragment()).bool("findMtu", probe.findMtu());
    json.string("encoding", encoding(probe.carrier()));
    json.array("gateways");
    for (String gateway : event.config().destination().gateways()) {
      json.string(gateway);
    }
    json.end();
    Sockets sockets = event.config().sockets();
    json.string("device", sockets.device().isEmpty() ? null : sockets.device());
    json.number("mark", Integer.toUnsignedLong(sockets.mark()));
    json.bool("dontRoute", sockets.pastRouting());
    write(json, event.config().schedule());
    json.end();
  }

  private static String encoding(UdpProbe.Carrier carrier) {
    return switch (carrier) {
      case CHECKSUM -> "checksum";
      case IDENTIFICATION -> "ip-id";
      case LENGTH -> "length";
      case PORT -> "port";
    };
  }

  private static void write(JsonWriter json, Schedule schedule) {
    unless(json, "simultaneous", schedule.simultaneous(), 0);
    json.number("packetsPerSecond", schedule.packetsPerSecond());
    json.millis("sendWaitMs", schedule.sendWait());
    json.millis("maxWaitMs", schedule.waiting().max());
    json.bool("adaptiveWait", !schedule.waiting().explicit());
    if (schedule.deadline() == 0) {
      json.nothing("deadlineMs");
    } else {
      json.millis("deadlineMs", schedule.deadline());
    }
  }

  private static void unless(JsonWriter json, String key, long value, long nothing) {
    if (value == nothing) {
      json.nothing(key);
    } else {
      json.number(key, value);
    }
  }
}
