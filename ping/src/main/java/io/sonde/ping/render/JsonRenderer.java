// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.ping.compare.Findings;
import io.sonde.ping.compare.Pair;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.wire.IpFamily;
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
  private final EventJson events;
  private ProbeKind kind = ProbeKind.ICMP;
  private @Nullable Run run;
  private @Nullable Findings findings;

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
    events = new EventJson(json);
    out.flushEachLine(true);
  }

  @Override
  public void started(Started event) {
    String zone = event.zone().isEmpty() ? event.device() : event.zone();
    AddressText addresses = new AddressText(null, zone);
    kind = event.config().kinds().first();
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
  public void about(ProbeKind next) {
    kind = next;
  }

  @Override
  public void reply(Reply reply) {
    if (output.quiet()) {
      return;
    }
    beginProbe(EventJson.nameOf(reply), reply.time, reply.sequence);
    events.reply(reply, run().addresses);
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
    events.icmpError(error, run.addresses);
    json.end();
  }

  @Override
  public void sendError(SendError event) {
    if (output.quiet()) {
      return;
    }
    beginProbe("sendError", event.time(), event.sequence());
    events.sendError(event);
    json.end();
  }

  @Override
  public void stray(Stray stray) {
    boolean foreign = stray.kind == Stray.Kind.FOREIGN;
    if (output.quiet() || (foreign && !output.verbose())) {
      return;
    }
    // a number that a stranger's message happens to carry is no probe of ours
    beginProbe(
        EventJson.nameOf(stray), stray.time, stray.kind == Stray.Kind.CORRUPT ? stray.sequence : 0);
    events.stray(stray, run().addresses);
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
  public void series(ProbeKind of, Summary summary) {
    json.event("series", summary.time()).string("target", run().target);
    json.string("probe", of.toString()).string("clock", ComparisonText.clock(summary));
    SummaryJson.write(json, summary, false, true);
    json.end();
  }

  @Override
  public void compared(long time, Findings found) {
    findings = found;
    for (Pair pair : found.pairs()) {
      json.event("comparison", time).string("target", run().target);
      ComparisonJson.write(json, pair);
      json.end();
    }
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
    if (findings != null) {
      ComparisonJson.writeVerdict(json, findings);
    }
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
    json.string("protocol", kind.protocol().text());
    if (!kind.isIcmp()) {
      json.number("port", kind.port());
    }
    if (sequence > 0) {
      json.number("seq", sequence);
    }
  }
}
