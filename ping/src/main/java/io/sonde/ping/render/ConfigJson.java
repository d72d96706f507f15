// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.ping.config.Destination;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.config.TimestampRequest;
import io.sonde.ping.event.Started;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every resolved option, the value of {@code config} in the first event. */
final class ConfigJson {
  private ConfigJson() {}

  /** Writes the object; what was left out or has no limit is null. */
  static void write(JsonWriter json, Started started, AddressText addresses) {
    PingConfig config = started.config();
    json.object("config");
    writeDestination(json, config.destination(), started, addresses);
    writeSchedule(json, config.schedule());
    writeKinds(json, config.kinds());
    writeProbe(json, config.probe(), started);
    writeSockets(json, config.sockets(), started);
    writeOutput(json, config.output());
    json.end();
  }

  private static void writeDestination(
      JsonWriter json, Destination destination, Started started, AddressText addresses) {
    json.array("targets").string(destination.host()).end();
    json.number("targetCount", 1);
    json.string("canonicalName", started.canonicalName());
    json.string("address", addresses.numeric(started.address()));
    json.string("family", started.address().family().version() == 4 ? "ipv4" : "ipv6");
    json.bool("broadcast", started.broadcast());
    json.bool("multicast", started.multicast());
    strings(json, "sourceRoute", destination.hops());
    json.bool("strictSourceRoute", destination.strict());
    json.bool("allAddresses", destination.allAddresses());
  }

  private static void writeSchedule(JsonWriter json, Schedule schedule) {
    unlessZero(json, "count", schedule.count());
    json.millis("intervalMs", schedule.interval());
    millisUnlessZero(json, "timeoutMs", schedule.timeout());
    millisUnlessZero(json, "deadlineMs", schedule.deadline());
    millisUnlessZero(json, "lingerMs", schedule.linger());
    millisUnlessZero(json, "reportEveryMs", schedule.reportEvery());
    json.number("preload", schedule.preload());
    json.bool("flood", schedule.flood());
    json.bool("adaptive", schedule.adaptive());
    json.bool("first", schedule.first());
  }

  private static void writeKinds(JsonWriter json, Kinds kinds) {
    json.array("probes");
    for (ProbeKind kind : kinds.list()) {
      json.string(kind.toString());
    }
    json.end();
    if (kinds.isComparison()) {
      json.number("compareLevel", kinds.level());
      json.millis("compareMinRttMs", kinds.minRoundTrip());
    }
  }

  private static String socketType(Started started) {
    return switch (started.config().kinds().first().protocol()) {
      case TCP -> "stream";
      case TCP_SYN -> "raw";
      case UDP -> "dgram";
      case ICMP, TIMESTAMP, MASK -> started.datagramSocket() ? "dgram" : "raw";
    };
  }

  private static void writeProbe(JsonWriter json, Probe probe, Started started) {
    json.number("sizeBytes", probe.size());
    Probe.Sweep sweep = probe.sweep();
    if (sweep == null) {
      json.nothing("sweepBytes");
    } else {
      json.object("sweepBytes").number("from", sweep.from()).number("to", sweep.to());
      json.number("step", sweep.step()).end();
    }
    json.bool("findMtu", probe.findMtu());
    json.number("packetBytes", started.packetLength());
    json.string("pattern", probe.pattern().length() == 0 ? null : probe.pattern().toString());
    unlessNegative(json, "ttl", probe.timeToLive());
    json.number("tos", probe.trafficClass());
    unlessNegative(json, "ident", started.identifier());
    unlessNegative(json, "flowLabel", started.flowLabel());
    json.bool("recordRoute", probe.recordRoute());
    TimestampRequest stamps = probe.timestamps();
    json.string("ipTimestamp", stamps == null ? null : kind(stamps.kind()));
    strings(json, "ipTimestampHosts", stamps == null ? List.of() : stamps.hosts());
    writeNodeQuery(json, probe.nodeQuery());
  }

  private static void writeNodeQuery(JsonWriter json, @Nullable NodeQuery query) {
    if (query == null) {
      json.nothing("nodeQuery");
      return;
    }
    json.object("nodeQuery").number("type", query.type()).number("flags", query.flags());
    if (query.subject() < 0) {
      json.nothing("subject");
    } else {
      json.string("subject", query.subjectText());
    }
    json.end();
  }

  private static void writeSockets(JsonWriter json, Sockets sockets, Started started) {
    json.string("socketType", socketType(started));
    json.string("socketChoice", choice(sockets.choice()));
    json.string("clock", lower(sockets.clock()));
    strings(json, "interfaces", sockets.interfaces());
    json.string("source", started.source() == null ? null : started.source().toString());
    json.string("device", started.device().isEmpty() ? null : started.device());
    json.bool("bindSource", sockets.bindSource());
    json.bool("connected", sockets.connected());
    json.bool("debug", sockets.debug());
    json.bool("dontRoute", sockets.pastRouting());
    json.bool("multicastLoop", sockets.multicastLoop());
    json.bool("broadcastAllowed", sockets.broadcast());
    json.number("mark", Integer.toUnsignedLong(sockets.mark()));
    json.string("pathMtuDiscovery", lower(sockets.pathMtu()));
    unlessZero(json, "sendBufferBytes", sockets.sendBuffer());
    json.bool("checkSource", sockets.checkSource());
  }

  private static void writeOutput(JsonWriter json, Output output) {
    json.bool("quiet", output.quiet());
    json.bool("verbose", output.verbose());
    json.bool("reportOutstanding", output.outstanding());
  }

  private static String kind(TimestampRequest.Kind kind) {
    return switch (kind) {
      case TIME_ONLY -> "tsonly";
      case TIME_AND_ADDRESS -> "tsandaddr";
      case PRESPECIFIED -> "tsprespec";
    };
  }

  private static String choice(Sockets.Choice choice) {
    return switch (choice) {
      case BEST -> "best";
      case DATAGRAM -> "dgram";
      case RAW -> "raw";
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void strings(JsonWriter json, String key, List<String> values) {
    json.array(key);
    for (String value : values) {
      json.string(value);
    }
    json.end();
  }

  private static void unlessZero(JsonWriter json, String key, long value) {
    if (value == 0) {
      json.nothing(key);
    } else {
      json.number(key, value);
    }
  }

  private static void millisUnlessZero(JsonWriter json, String key, long nanos) {
    if (nanos == 0) {
      json.nothing(key);
    } else {
      json.millis(key, nanos);
    }
  }

  private static void unlessNegative(JsonWriter json, String key, long value) {
    if (value < 0) {
      json.nothing(key);
    } else {
      json.number(key, value);
    }
  }
}
