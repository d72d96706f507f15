// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Network;
import io.sonde.net.TimeSource;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.probe.InFlight;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Probing one address: sends what is due, has judged what comes back, knows when it is over. */
final class Run {
  private static final long NEVER = Network.FOREVER;

  private final PingConfig config;
  private final Schedule schedule;
  private final Requests requests;
  private final PingListener listener;
  private final TimeSource time;
  private final Session session;
  private final Accounting counts;
  private final @Nullable MtuSearch search;
  private final Pace pace;
  private final Sender sender;
  private final Judge judge;
  private long started;
  private long nextReport = NEVER;
  private long reportedOutstanding;
  private final OpenProbes open;

  Run(
      PingConfig config,
      Outside outside,
      Session session,
      Requests requests,
      PingListener listener) {
    this.config = config;
    this.session = session;
    this.requests = requests;
    this.listener = listener;
    schedule = config.schedule();
    Network network = outside.network();
    time = network.time();
    boolean ownPace = schedule.flood() || schedule.adaptive() || schedule.interval() == 0;
    counts =
        new Accounting(
            config.output().percentiles(), schedule.interval(), schedule.timeout(), ownPace);
    search = config.probe().findMtu() ? search(session) : null;
    boolean superuser = outside.privileges().superuser();
    pace = Pace.of(schedule, search != null, superuser, time.nanos());
    sender = new Sender(session, counts, sizes(), network, listener, outside.errorText(), pace);
    Inbox inbox = new Inbox(network, session.overhead() + sender.largest(), sender.slots());
    judge = new Judge(session, config, counts, search, pace, sender, listener, inbox, outside);
    open = new OpenProbes(session, counts, listener);
  }

  /**
   * Probes until it is over.
   *
   * @return the exit code: 0 a reply came, 1 none did or fewer than asked for by the deadline
   */
  int run() throws IOException {
    started = time.nanos();
    if (schedule.reportEvery() > 0) {
      nextReport = started + schedule.reportEvery();
    }
    EndedBy end;
    try {
      while ((end = step()) == null) {
        judge.receive(listener.waiting(time.nanos(), nextEvent()));
        sender.retry(time.nanos());
      }
      judge.settleErrors();
    } catch (IOException e) {
      finish(EndedBy.ERROR, 2);
      throw e;
    }
    return finish(end, exitCode());
  }

  /**
   * Does what is due now.
   *
   * @return why the run is over; null while it is not
   */
  private @Nullable EndedBy step() throws IOException {
    long now = time.nanos();
    reports(now);
    expire(now);
    EndedBy end = over(now);
    if (end == null) {
      send(now);
      end = over(now);
    }
    return end;
  }

  private static MtuSearch search(Session session) {
    boolean v4 = session.started().address().family() == IpFamily.IPV4;
    int mtu = session.route().mtu() > 0 ? session.route().mtu() : 1500;
    return new MtuSearch(session.overhead(), v4 ? 68 : 1280, Math.min(mtu, v4 ? 65_535 : 65_575));
  }

  private SizePlan sizes() {
    if (search != null) {
      return search;
    }
    Probe.Sweep sweep = config.probe().sweep();
    if (!session.method().isSizable()) {
      return SizePlan.fixed(0); // a query has the size of its subject, a SYN its own
    }
    return sweep != null ? SizePlan.sweep(sweep) : SizePlan.fixed(config.probe().size());
  }

  private void send(long now) throws IOException {
    if (search != null && counts.table.outstanding() > 0) {
      return; // the answer decides the next size
    }
    long left = left();
    while (left > 0) {
      int due = pace.due(now, (int) Math.min(left, sender.slots()));
      if (search != null) {
        due = Math.min(due, 1);
      }
      if (due == 0 || sender.isPaused(now)) {
        return;
      }
      reportUnanswered(now);
      int sent = sender.send(due, now);
      left -= sent;
      if (sent < due || sent == sender.slots()) {
        return; // full socket, or a batch whose answers are to be read first
      }
    }
  }

  /** Probes that may still be sent. */
  private long left() {
    boolean bounded = schedule.count() > 0 && schedule.deadline() == 0;
    return bounded ? schedule.count() - counts.transmitted() : Long.MAX_VALUE;
  }

  private long nextEvent() {
    long until = nextReport;
    boolean waitsForAnswer = search != null && counts.table.outstanding() > 0;
    if (left() > 0 && !waitsForAnswer) {
      until = Math.min(until, Math.max(pace.next(), sender.readyAt()));
    } else {
      until = Math.min(until, lastWaitEnds());
    }
    if (schedule.deadline() > 0) {
      until = Math.min(until, started + schedule.deadline());
    }
    return Math.min(until, open.expiry(patience()));
  }

  /** Longest wait for any one probe, 0: none. */
  private long patience() {
    if (schedule.timeout() > 0 || search == null) {
      return schedule.timeout();
    }
    // an MTU search goes on after a silent probe; twice the longest round trip is late enough
    return Math.max(2 * counts.longestRoundTrip(), schedule.interval());
  }

  private void expire(long now) throws IOException {
    int size;
    while ((size = open.giveUp(now, time.epochNanos(), patience())) >= 0) {
      if (search != null) {
        search.lost(size);
      }
    }
  }

  /** A line for the newest probe that is unanswered although the next is due. */
  private void reportUnanswered(long now) throws IOException {
    InFlight table = counts.table;
    long sequence = table.newest();
    if (config.output().outstanding()
        && sequence > reportedOutstanding
        && table.state(sequence) == InFlight.OUTSTANDING) {
      reportedOutstanding = sequence;
      listener.outstanding(time.epochNanos(), sequence, now - table.sentNanos(sequence));
    }
  }

  private void reports(long now) throws IOException {
    if (requests.report) {
      requests.report = false;
      listener.report(summary(now, EndedBy.SIGNAL, exitCode()), true);
    }
    if (now >= nextReport) {
      nextReport += schedule.reportEvery() * (1 + (now - nextReport) / schedule.reportEvery());
      listener.report(summary(now, EndedBy.COUNT, exitCode()), false);
    }
  }

  /** Why the run is over; null while it is not. */
  private @Nullable EndedBy over(long now) {
    if (requests.stop) {
      return EndedBy.SIGNAL;
    }
    if (schedule.first() && counts.received > 0) {
      return EndedBy.COUNT;
    }
    if (search != null && search.isOver()) {
      return EndedBy.COUNT;
    }
    if (schedule.deadline() > 0) {
      if (schedule.count() > 0 && counts.received >= schedule.count()) {
        return EndedBy.COUNT;
      }
      if (counts.errors > 0) {
        return EndedBy.ERROR;
      }
      return now - started >= schedule.deadline() ? EndedBy.DEADLINE : null;
    }
    boolean settled = left() == 0 && (counts.table.outstanding() == 0 || now >= lastWaitEnds());
    return settled ? EndedBy.COUNT : null;
  }

  /** When the wait for the last probes ends, all of them being sent. */
  private long lastWaitEnds() {
    if (counts.table.outstanding() == 0) {
      return NEVER;
    }
    if (counts.received > 0) {
      long wait =
          Math.max(2 * counts.longestRoundTrip(), Math.max(schedule.interval(), Pace.STALL));
      return counts.lastSentNanos + wait;
    }
    return schedule.linger() == 0 ? NEVER : counts.lastSentNanos + schedule.linger();
  }

  private int finish(EndedBy end, int exitCode) throws IOException {
    long now = time.nanos();
    if (end != EndedBy.SIGNAL) {
      reportUnanswered(now);
    }
    Summary summary = summary(now, end, exitCode);
    open.tellRest(now, summary.time());
    if (summary.kernelDropped() > 0) {
      listener.warning(
          summary.time(),
          "kernel-dropped",
          summary.kernelDropped()
              + " answers overflowed this host's receive queue; they are not counted as lost");
    }
    listener.finished(summary);
    return exitCode;
  }

  private Summary summary(long now, EndedBy end, int exitCode) {
    return counts.summary(
        now,
        time.epochNanos(),
        session.channel().dropped(),
        exitCode,
        end,
        search == null ? null : search.result());
  }

  private int exitCode() {
    boolean tooFew = schedule.deadline() > 0 && counts.received < schedule.count();
    return counts.received == 0 || tooFew ? 1 : 0;
  }
}
