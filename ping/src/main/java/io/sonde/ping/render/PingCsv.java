// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;

/** The probes of a run with one target as rows. */
public final class PingCsv implements PingListener {
  private final CsvFile file;
  private String target = "";
  private String address = "";
  private String protocol = "";
  private long run;

  /** Rows into that file. */
  public PingCsv(CsvFile file) {
    this.file = file;
  }

  @Override
  public void started(Started event) {
    run++;
    target = event.config().destination().host();
    address = event.address() + (event.zone().isEmpty() ? "" : "%" + event.zone());
    about(event.config().kinds().first());
  }

  @Override
  public void about(ProbeKind kind) {
    protocol = kind.toString();
  }

  @Override
  public void sent(long first, int count) {
    for (int i = 0; i < count; i++) {
      file.sent(protocol, target, address, run, first + i);
    }
  }

  @Override
  public void reply(Reply reply) throws IOException {
    if (reply.kind == Reply.Kind.ANSWER) {
      file.answered(
          protocol, run, reply.time, reply.sequence, reply.roundTrip, EventJson.clock(reply.clock));
    }
  }

  @Override
  public void icmpError(IcmpError error) {
    if (error.counts) {
      file.befell(protocol, run, error.sequence, "icmp-error");
    }
  }

  @Override
  public void sendError(SendError event) {
    file.befell(protocol, run, event.sequence(), "send-error");
  }

  @Override
  public void lost(long time, long sequence, long waited) throws IOException {
    file.lost(protocol, run, time, sequence);
  }

  @Override
  public void finished(Summary summary) throws IOException {
    file.finish(summary.time());
  }

  @Override
  public long waiting(long now, long until) throws IOException {
    return file.waiting(now, until);
  }

  @Override
  public void stray(Stray stray) {}

  @Override
  public void outstanding(long time, long sequence, long waited) {}

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(Summary summary, boolean bySignal) {}
}
