// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.compare.Findings;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.probe.RoundTripClock.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps every event as a line, and what tests ask for as values. */
final class Recorder implements PingListener {
  final List<String> lines = new ArrayList<>();
  final List<Long> roundTrips = new ArrayList<>();
  final List<Long> answered = new ArrayList<>();
  final List<Long> lost = new ArrayList<>();
  final List<Long> sent = new ArrayList<>();
  final List<SendError> sendErrors = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<Summary> reports = new ArrayList<>();
  final List<Clock> clocks = new ArrayList<>();
  final Map<ProbeKind, Summary> series = new LinkedHashMap<>();
  final List<String> answers = new ArrayList<>();
  final List<ProbeKind> order = new ArrayList<>();
  ProbeKind kind = ProbeKind.ICMP;
  @Nullable Findings findings;
  boolean keepLines = true;
  @Nullable Started started;
  private @Nullable Summary summary;

  Summary summary() {
    if (summary == null) {
      throw new AssertionError("no summary: " + lines);
    }
    return summary;
  }

  private void line(String text) {
    if (keepLines) {
      lines.add(text);
    }
  }

  @Override
  public void started(Started event) {
    started = event;
  }

  @Override
  public void sent(long first, int count) {
    for (int i = 0; i < count; i++) {
      sent.add(first + i);
      order.add(kind);
    }
  }

  @Override
  public void reply(Reply reply) {
    line(
        reply.kind
            + " "
            + reply.sequence
            + (reply.truncated ? " truncated" : "")
            + (reply.wrongOffset >= 0 ? " wrong " + reply.wrongOffset : "")
            + (reply.differentAddress ? " different" : ""));
    if (reply.kind == Reply.Kind.ANSWER) {
      answers.add(reply.answer.text());
      answered.add(reply.sequence);
      roundTrips.add(reply.roundTrip);
      clocks.add(reply.clock);
    }
  }

  @Override
  public void icmpError(IcmpError error) {
    line(
        "error "
            + error.type
            + "/"
            + error.code
            + " "
            + error.sequence
            + (error.mtu > 0 ? " mtu " + error.mtu : ""));
  }

  @Override
  public void sendError(SendError event) {
    sendErrors.add(event);
    line("send error " + event.sequence() + " " + event.cause() + " mtu " + event.mtu());
  }

  @Override
  public void stray(Stray stray) {
    line(stray.kind + " " + stray.wireSequence);
  }

  @Override
  public void outstanding(long time, long sequence, long waited) {
    line("no answer yet " + sequence);
  }

  @Override
  public void lost(long time, long sequence, long waited) {
    line("lost " + sequence);
    lost.add(sequence);
  }

  @Override
  public void warning(long time, String code, String text) {
    line("warning " + code);
    warnings.add(code);
  }

  @Override
  public void report(Summary event, boolean bySignal) {
    reports.add(event);
  }

  @Override
  public void about(ProbeKind next) {
    kind = next;
  }

  @Override
  public void series(ProbeKind of, Summary event) {
    series.put(of, event);
  }

  @Override
  public void compared(long time, Findings event) {
    findings = event;
  }

  @Override
  public void finished(Summary event) {
    summary = event;
  }
}
