// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.ping.config.Output;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.NodeAnswer;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv4TimestampOption;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpTypeTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON lines, each flushed. With {@code -q} only {@code start}, {@code warning}, {@code
 * stats} and {@code summary} remain. What is unknown is absent from the events of a probe and null
 * in the others; a flag of a reply is there only when it is true.
 */
public final class JsonRenderer implements PingListener {
  /** Format of the events; another number when a key changes its meaning. */
  public static final String SCHEMA = "sonde/1";

  private final StandardOutput out;
  private final Output output;
  private final String version;
  private final JsonWriter json;
  private @Nullable Run run;

  /** What the first event settles. */
  private record Run(
      String target, String address, IpFamily family, boolean findMtu, AddressText addresses) {}

  /**
   * @param output what of a run is wanted
   * @param version of the program, for the first event
   */
  public JsonRenderer(StandardOutput out, Output output, String version) {
    this.out = out;
    this.output = output;
    this.version = version;
    json = new JsonWriter(out::write);
    out.flushEachLine(true);
  }

  @Override
  public void started(Started event) {
    String zone = event.zone().isEmpty() ? event.device() : event.zone();
    AddressText addresses = new AddressText(null, zone);
    run =
        new Run(
            event.config().destination().host(),
            addresses.numeric(event.address()),
            event.address().family(),
            event.config().probe().findMtu(),
            addresses);
    json.event("start", event.time()).string("tool", "ping").string("version", version);
    json.string("schema", SCHEMA);
    ConfigJson.write(json, event, addresses);
    json.end();
  }

  @Override
  public void reply(Reply reply) {
    if (output.quiet()) {
      return;
    }
    String event =
        switch (reply.kind) {
          case ANSWER -> "reply";
          case DUPLICATE -> "duplicate";
          case LATE -> "late";
        };
    beginProbe(event, reply.time, reply.sequence);
    json.number("wireSeq", reply.wireSequence);
    json.string("from", run().addresses.of(reply.fromHigh, reply.fromLow, reply.fromZone));
    json.number("lengthBytes", reply.length);
    unlessNegative("ttl", reply.timeToLive);
    unlessNegative("tos", reply.trafficClass);
    if (reply.roundTrip >= 0) {
      json.millis("rttMs", reply.roundTrip);
      json.string("clock", clock(reply.clock));
    }
    ifTrue("truncated", reply.truncated);
    ifTrue("differentAddress", reply.differentAddress);
    if (reply.kind == Reply.Kind.DUPLICATE) {
      json.number("copy", reply.copy);
    }
    if (reply.wrongOffset >= 0) {
      json.object("wrongData").number("offset", reply.wrongOffset);
      json.number("expected", reply.wrongExpected).number("actual", reply.wrongActual).end();
    }
    if (reply.options.length() > 0) {
      writeOptions(reply.options);
    }
    if (reply.node != null) {
      writeNode(reply.node);
    }
    json.end();
  }

  @Override
  public void icmpError(IcmpError error) {
    boolean foreign = error.sequence == 0;
    if (output.quiet() || (foreign && !output.verbose())) {
      return;
    }
    Run run = run();
    beginProbe("icmpError", error.time, error.sequence);
    unlessNegative("wireSeq", error.wireSequence);
    json.string("from", run.addresses.of(error.fromHigh, error.fromLow, error.fromZone));
    json.number("type", error.type).number("code", error.code);
    json.string("name", IcmpTypeTable.of(error.family).name(error.type, error.code));
    json.string("text", ErrorText.of(error, run.addresses));
    if (error.mtu > 0) {
      json.number("mtu", error.mtu);
    }
    if ((error.gatewayHigh | error.gatewayLow) != 0) {
      IpAddress gateway = IpAddress.ofColumns(error.gatewayHigh, error.gatewayLow);
      json.string("gateway", run.addresses.numeric(gateway));
    }
    unlessNegative("pointer", error.pointer);
    ifTrue("corrupt", error.corrupt);
    json.end();
  }

  @Override
  public void sendError(SendError event) {
    if (output.quiet()) {
      return;
    }
    beginProbe("sendError", event.time(), event.sequence());
    if (event.errno() != 0) {
      json.number("errno", event.errno());
    }
    json.string("text", event.text());
    if (event.mtu() > 0) {
      json.number("mtu", event.mtu());
    }
    json.end();
  }

  @Override
  public void stray(Stray stray) {
    boolean foreign = stray.kind == Stray.Kind.FOREIGN;
    if (output.quiet() || (foreign && !output.verbose())) {
      return;
    }
    String event =
        switch (stray.kind) {
          case UNSOLICITED -> "unsolicited";
          case FOREIGN -> "foreign";
          case CORRUPT -> "corrupt";
        };
    // a number that a stranger's message happens to carry is no probe of ours
    beginProbe(event, stray.time, stray.kind == Stray.Kind.CORRUPT ? stray.sequence : 0);
    json.string("from", run().addresses.of(stray.fromHigh, stray.fromLow, stray.fromZone));
    unlessNegative("wireSeq", stray.wireSequence);
    unlessNegative("ident", stray.identifier);
    json.number("type", stray.type).number("code", stray.code);
    json.number("lengthBytes", stray.length);
    unlessNegative("ttl", stray.timeToLive);
    json.end();
  }

  @Override
  public void outstanding(long time, long sequence, long waited) {
    if (output.outstanding() && !output.quiet()) {
      beginProbe("outstanding", time, sequence);
      json.millis("waitedMs", waited).end();
    }
  }

  @Override
  public void lost(long time, long sequence, long waited) {
    if (!output.quiet()) {
      beginProbe("lost", time, sequence);
      json.millis("waitedMs", waited).end();
    }
  }

  @Override
  public void warning(long time, String code, String text) {
    json.event("warning", time).string("code", code).string("text", text).end();
  }

  @Override
  public void report(Summary summary, boolean bySignal) {
    writeSummary("stats", summary, false);
  }

  @Override
  public void finished(Summary summary) {
    writeSummary("summary", summary, true);
    out.flush();
  }

  private void writeSummary(String event, Summary summary, boolean over) {
    Run run = run();
    json.event(event, summary.time()).string("target", run.target);
    SummaryJson.write(json, summary, run.findMtu, over);
    json.end();
  }

  private Run run() {
    if (run == null) {
      throw new IllegalStateException("no event precedes started");
    }
    return run;
  }

  /** Begins an event of a probe; sequence 0 is that of no known probe. */
  private void beginProbe(String event, long time, long sequence) {
    Run run = run();
    json.event(event, time).string("target", run.target).string("address", run.address);
    json.string("protocol", "icmp");
    if (sequence > 0) {
      json.number("seq", sequence);
    }
  }

  private void unlessNegative(String key, long value) {
    if (value >= 0) {
      json.number(key, value);
    }
  }

  private void ifTrue(String key, boolean value) {
    if (value) {
      json.bool(key, true);
    }
  }

  private static String clock(Clock clock) {
    return switch (clock) {
      case KERNEL -> "kernel";
      case KERNEL_RX -> "kernel-rx";
      case MONOTONIC -> "monotonic";
      case HARDWARE -> "hardware";
    };
  }

  /** The first of each kind: two record routes in a header are somebody's forgery. */
  private void writeOptions(Octets octets) {
    boolean route = false;
    boolean stamps = false;
    for (Ipv4Option option : AnswerOptions.of(octets)) {
      if (option instanceof Ipv4Option.Route record && !record.isSourceRoute() && !route) {
        route = true;
        addresses("recordRoute", record.passed());
      } else if (option instanceof Ipv4TimestampOption times && !stamps) {
        stamps = true;
        writeStamps(times);
      }
    }
  }

  private void writeStamps(Ipv4TimestampOption option) {
    json.array("timestamps");
    for (Ipv4TimestampOption.Entry entry : AnswerOptions.filled(option)) {
      json.object();
      if (entry.address() != null) {
        json.string("address", entry.address().toString());
      }
      boolean standard = (entry.timestamp() & Ipv4TimestampOption.NOT_STANDARD) == 0;
      json.number("timeMs", entry.timestamp() & ~Ipv4TimestampOption.NOT_STANDARD);
      json.bool("standard", standard).end();
    }
    json.end();
    if (option.overflow() > 0) {
      json.number("unrecordedHops", option.overflow());
    }
  }

  private void writeNode(NodeAnswer node) {
    json.object("nodeInformation").number("code", node.code()).number("queryType", node.type());
    json.array("names");
    for (String name : node.names()) {
      json.string(name);
    }
    json.end();
    addresses("addresses", node.addresses());
    json.bool("truncated", node.truncated());
    unlessNegative("ttlSeconds", node.ttl());
    json.end();
  }

  private void addresses(String key, List<IpAddress> addresses) {
    json.array(key);
    for (IpAddress address : addresses) {
      json.string(address.toString());
    }
    json.end();
  }
}
