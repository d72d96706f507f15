// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.compare.Reservoir;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import java.util.Set;

/** The events of one kind of several: each is announced as this kind's. */
final class Voice implements PingListener {
  private final PingListener listener;
  private final ProbeKind kind;
  private final Reservoir roundTrips;
  private final Set<String> warned;

  /**
   * @param roundTrips takes those of the answers
   * @param warned codes of the warnings that any kind has given
   */
  Voice(PingListener listener, ProbeKind kind, Reservoir roundTrips, Set<String> warned) {
    this.listener = listener;
    this.kind = kind;
    this.roundTrips = roundTrips;
    this.warned = warned;
  }

  private PingListener about() {
    listener.about(kind);
    return listener;
  }

  @Override
  public void started(Started event) throws IOException {
    about().started(event);
  }

  @Override
  public void sent(long first, int count) throws IOException {
    about().sent(first, count);
  }

  @Override
  public void reply(Reply reply) throws IOException {
    if (reply.kind == Reply.Kind.ANSWER && reply.roundTrip >= 0) {
      roundTrips.add((double) reply.roundTrip);
    }
    about().reply(reply);
  }

  @Override
  public void icmpError(IcmpError error) throws IOException {
    about().icmpError(error);
  }

  @Override
  public void sendError(SendError event) throws IOException {
    about().sendError(event);
  }

  @Override
  public void stray(Stray stray) throws IOException {
    about().stray(stray);
  }

  @Override
  public void outstanding(long time, long sequence, long waited) throws IOException {
    about().outstanding(time, sequence, waited);
  }

  @Override
  public void lost(long time, long sequence, long waited) throws IOException {
    about().lost(time, sequence, waited);
  }

  @Override
  public void warning(long time, String code, String text) throws IOException {
    if (warned.add(code)) {
      listener.warning(time, code, text);
    }
  }

  @Override
  public void dropped(long count) {
    about().dropped(count);
  }

  @Override
  public void report(Summary summary, boolean bySignal) throws IOException {
    listener.report(summary, bySignal);
  }

  @Override
  public void finished(Summary summary) throws IOException {
    about().series(kind, summary);
  }
}
