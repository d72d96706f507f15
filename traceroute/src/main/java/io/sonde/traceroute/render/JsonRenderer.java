// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.traceroute.event.Access;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.List;

/**
 * A run as JSON lines, each flushed. What is unknown is null in the events and absent from the
 * answers that do not have it.
 */
public final class JsonRenderer implements TraceListener {
  /** Format of the events; another number when a key changes its meaning. */
  public static final String SCHEMA = "sonde/1";

  private final StandardOutput out;
  private final String version;
  private final boolean replies;
  private final AnswerJson answers;
  private final JsonWriter json;
  private int flow;

  /**
   * @param book names of the addresses
   * @param replies whether each answer has an event of its own
   * @param version of the program, for the first event
   */
  public JsonRenderer(StandardOutput out, AddressBook book, boolean replies, String version) {
    this.out = out;
    this.replies = replies;
    this.version = version;
    json = new JsonWriter(out::write);
    answers = new AnswerJson(json, book);
    out.flushEachLine(true);
  }

  @Override
  public void started(Started event) {
    IpAddress address = event.address();
    IpAddress source = event.source();
    Access access = event.access();
    flow = Math.max(0, event.config().probe().flow());
    json.object().string("event", "start").string("schema", SCHEMA);
    json.string("tool", "traceroute").string("version", version);
    json.time("time", event.time());
    json.string("target", event.config().destination().host());
    json.string("address", address == null ? null : zoned(address, event.zone()));
    json.string("source", source == null ? null : source.toString());
    json.string("family", address == null ? null : family(address.family()));
    json.string("method", event.config().probe().method().text());
    json.bool("flowStable", event.flowStable());
    json.string("access", access == null ? null : access.text());
    json.array("blind");
    for (String name : BlindnessText.of(event.blind())) {
      json.string(name);
    }
    json.end();
    ConfigJson.write(json, event);
    json.end();
  }

  private static String zoned(IpAddress address, String zone) {
    return zone.isEmpty() ? address.toString() : address + "%" + zone;
  }

  private static String family(IpFamily family) {
    return family == IpFamily.IPV4 ? "ipv4" : "ipv6";
  }

  @Override
  public void reply(int ttl, int probe, Answer answer) {
    if (replies) {
      single("reply", ttl, probe, answer);
    }
  }

  @Override
  public void lateReply(int ttl, int probe, Answer answer) {
    single("lateReply", ttl, probe, answer);
  }

  private void single(String event, int ttl, int probe, Answer answer) {
    json.event(event, answer.time()).number("ttl", ttl);
    json.number("probe", probe).number("flow", flow);
    answers.write(answer, 0);
    json.end();
  }

  @Override
  public void hop(Hop hop) {
    json.event("hop", hop.time()).number("ttl", hop.ttl());
    json.array("probes");
    for (int i = 0; i < hop.probes().size(); i++) {
      Hop.Sample sample = hop.probes().get(i);
      json.object().number("probe", i).number("flow", flow);
      Answer answer = sample.answer();
      json.bool("answered", answer != null);
      if (answer != null) {
        answers.write(answer, sample.duplicates());
        if (sample.mtu() > 0) {
          json.number("mtuBytes", sample.mtu());
        }
      } else if (!sample.failure().isEmpty()) {
        json.string("kind", "send-failed").string("error", sample.failure());
      }
      json.end();
    }
    json.end().end();
  }

  @Override
  public void finding(long time, Finding finding) {
    json.event("finding", time).string("kind", finding.kind().text());
    number("ttl", finding.ttl(), 0);
    json.string("address", finding.address() == null ? null : finding.address().toString());
    if (finding.from() >= 0) {
      json.number("from", finding.from()).number("to", finding.to());
    }
    if (finding.mtu() > 0) {
      json.number("mtuBytes", finding.mtu());
    }
    json.string("detail", finding.detail()).end();
  }

  @Override
  public void failed(long time, List<String> lines, int exitCode, boolean beforeHeader) {
    json.event("error", time).string("message", String.join(" ", lines));
    json.number("exitCode", exitCode).end();
  }

  @Override
  public void finished(Summary summary) {
    json.event("summary", summary.time()).bool("reached", summary.reached());
    json.string("reason", summary.reason().text()).number("hops", summary.hops());
    json.number("sentPackets", summary.sent()).number("receivedPackets", summary.received());
    json.number("duplicates", summary.duplicates());
    json.number("lossPercent", summary.lossPercent());
    number("pathMtuBytes", summary.pathMtu(), 0);
    json.millis("durationMs", summary.duration());
    json.number("exitCode", summary.exitCode()).end();
    out.flush();
  }

  /** A number, or null where it is the value that stands for nothing. */
  private void number(String key, long value, long nothing) {
    if (value == nothing) {
      json.nothing(key);
    } else {
      json.number(key, value);
    }
  }
}
