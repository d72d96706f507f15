// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Network;
import io.sonde.net.TimeSource;
import io.sonde.ping.compare.Comparison;
import io.sonde.ping.compare.Sample;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.probe.Pacer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Probing one address by several kinds in turn. Each interval is a round in which every kind has
 * its turn, evenly spread, and the order moves on by one from round to round, so that no kind has
 * the better moment and all see the same network.
 */
final class Comparer {
  private final PingConfig config;
  private final Schedule schedule;
  private final Requests requests;
  private final PingListener listener;
  private final TimeSource time;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Judge> judges = new ArrayList<>();
  private final Inbox inbox;
  private final Pacer pacer;
  private final long patience;
  private long started;
  private long turn;
  private long nextReport = Network.FOREVER;

  /**
   * @param sessions one of each kind
   */
  Comparer(
      PingConfig config,
      Outside outside,
      List<Session> sessions,
      Requests requests,
      PingListener listener) {
    this.config = config;
    this.requests = requests;
    this.listener = listener;
    schedule = config.schedule();
    time = outside.network().time();
    patience = schedule.timeout() > 0 ? schedule.timeout() : Schedule.SECOND;
    Set<String> warned = new HashSet<>();
    Pace turns = Pace.dictated();
    int longest = 0;
    for (Session session : sessions) {
      Lane lane = new Lane(config, session, outside, listener, warned, turns);
      lanes.add(lane);
      longest = Math.max(longest, session.overhead() + lane.sender.largest());
    }
    inbox = new Inbox(outside.network(), longest, 2 * lanes.size());
    for (Lane lane : lanes) {
      judges.add(lane.judge(inbox, turns, outside));
    }
    pacer = Pacer.every(Math.max(1, schedule.interval() / lanes.size()), time.nanos());
  }

  /**
   * Probes until it is over.
   *
   * @return the exit code: 0 a probe of any kind was answered, 1 none was
   */
  int run() throws IOException {
    started = time.nanos();
    if (schedule.reportEvery() > 0) {
      nextReport = started + schedule.reportEvery();
    }
    EndedBy end;
    try {
      while ((end = step()) == null) {
        receive(listener.waiting(time.nanos(), nextEvent()));
      }
      receive(time.nanos());
      for (Lane lane : lanes) {
        lane.sender.settleErrors(time.epochNanos());
      }
    } catch (IOException e) {
      finish(EndedBy.ERROR, 2);
      throw e;
    }
    return finish(end, -1);
  }

  private void receive(long deadline) throws IOException {
    int count = inbox.receive(deadline);
    for (Judge judge : judges) {
      judge.judge(count);
    }
    long now = time.nanos();
    for (Lane lane : lanes) {
      lane.sender.retry(now);
    }
  }

  private @Nullable EndedBy step() throws IOException {
    long now = time.nanos();
    report(now);
    for (Lane lane : lanes) {
      lane.expire(now, patience);
    }
    EndedBy end = over(now);
    if (end == null) {
      send(now);
      end = over(now);
    }
    return end;
  }

  /** Probes that are overdue go out one by one: each has a send of its own. */
  private void send(long now) throws IOException {
    while (left() > 0 && pacer.due(now, 1) > 0) {
      Lane lane = next();
      if (lane.sender.isPaused(now) || !lane.send(now)) {
        return;
      }
      pacer.sent(1);
      turn++;
    }
  }

  private Lane next() {
    int kinds = lanes.size();
    return lanes.get((int) ((turn % kinds + turn / kinds) % kinds));
  }

  /** Probes that may still be sent. */
  private long left() {
    return schedule.count() == 0 || schedule.count() > Long.MAX_VALUE / Kinds.MOST
        ? Long.MAX_VALUE
        : schedule.count() * lanes.size() - turn;
  }

  private long nextEvent() {
    long until = nextReport;
    if (left() > 0) {
      until = Math.min(until, Math.max(pacer.next(), next().sender.readyAt()));
    }
    if (schedule.deadline() > 0) {
      until = Math.min(until, started + schedule.deadline());
    }
    for (Lane lane : lanes) {
      until = Math.min(until, lane.expiry(patience));
    }
    return until;
  }

  private @Nullable EndedBy over(long now) {
    if (requests.stop) {
      return EndedBy.SIGNAL;
    }
    if (schedule.deadline() > 0 && now - started >= schedule.deadline()) {
      return EndedBy.DEADLINE;
    }
    boolean settled =
        left() == 0 && lanes.stream().allMatch(lane -> lane.counts.table.outstanding() == 0);
    return settled ? EndedBy.COUNT : null;
  }

  private void report(long now) throws IOException {
    if (requests.report) {
      requests.report = false;
      listener.report(total(now, EndedBy.SIGNAL), true);
    }
    if (now >= nextReport) {
      nextReport += schedule.reportEvery() * (1 + (now - nextReport) / schedule.reportEvery());
      listener.report(total(now, EndedBy.COUNT), false);
    }
  }

  private Summary total(long now, EndedBy end) {
    List<Summary> parts = new ArrayList<>();
    for (Lane lane : lanes) {
      parts.add(lane.summary(now, end));
    }
    return Summary.total(parts, now - started, exitCode());
  }

  /**
   * Tells of every series, of the comparison and of the whole.
   *
   * @param failed exit code of a run that failed; −1: by the answers
   */
  private int finish(EndedBy end, int failed) throws IOException {
    long now = time.nanos();
    List<Summary> parts = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (Lane lane : lanes) {
      Summary summary = lane.finish(now, end);
      parts.add(summary);
      samples.add(lane.sample(summary));
    }
    Kinds kinds = config.kinds();
    listener.compared(
        parts.get(0).time(), new Comparison(kinds.level(), kinds.minRoundTrip()).of(samples));
    int exitCode = failed >= 0 ? failed : exitCode();
    Summary total = Summary.total(parts, now - started, exitCode);
    if (total.kernelDropped() > 0) {
      listener.warning(
          total.time(),
          "kernel-dropped",
          total.kernelDropped()
              + " answers overflowed this host's receive queues; they are not counted as lost");
    }
    listener.finished(total);
    return exitCode;
  }

  private int exitCode() {
    return lanes.stream().anyMatch(lane -> lane.counts.received > 0) ? 0 : 1;
  }
}
