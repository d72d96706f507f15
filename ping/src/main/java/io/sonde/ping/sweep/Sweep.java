// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Network;
import io.sonde.net.TimeSource;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.SweepConfig.Tries;
import io.sonde.ping.engine.Outside;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.ping.targets.TargetOrder;
import io.sonde.ping.targets.TargetSet;
import io.sonde.probe.Pacer;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run over many targets, from the set of them to the exit status. */
public final class Sweep {
  /** Probes a second above which stamps are taken of a sample only. */
  private static final long RATE_OF_FULL_STAMPS = 20_000;

  /** Receives between two sends of a run without a rate, so that answers do not pile up. */
  private static final int READS = 4;

  /** timeout(1) signals a process and its group: two requests so close together are one. */
  private static final long REPETITION_NANOS = 200_000_000;

  private final SweepConfig config;
  private final Tries tries;
  private final Outside outside;
  private final SweepListener listener;
  private final TimeSource time;
  private volatile boolean probing;
  private volatile boolean stop;
  private volatile long stopTime;
  private volatile boolean report;
  private final AtomicReference<@Nullable NewTargets> news = new AtomicReference<>();

  /**
   * @param config what to do
   * @param outside the ports
   * @param listener hears every event
   */
  public Sweep(SweepConfig config, Outside outside, SweepListener listener) {
    this.config = config;
    this.outside = outside;
    this.listener = listener;
    tries = config.tries();
    time = outside.network().time();
  }

  /**
   * Ends the run with its summary. For other threads.
   *
   * @return false if there is no run yet, or it was asked to end a while ago
   */
  public boolean stop() {
    long now = time.nanos();
    boolean again = stop && now - stopTime > REPETITION_NANOS;
    if (!stop) {
      stopTime = now;
      stop = true;
      outside.network().wakeUp();
    }
    return probing && !again;
  }

  /** Reports the figures so far. For other threads. */
  public void report() {
    report = true;
    outside.network().wakeUp();
  }

  /** Goes on with other targets, in a run that is endless. For other threads. */
  public void replace(NewTargets targets) {
    news.set(targets);
    outside.network().wakeUp();
  }

  /**
   * Probes until the run is over.
   *
   * @param targets the whole set
   * @param mistakes bad lines of its files, which count for the exit status
   * @return the exit status: 0 as many targets are alive as were to be, 1 fewer, 2 a name has no
   *     address or a file a bad line
   * @throws IllegalArgumentException for what does not go together
   * @throws IOException when the set-up fails, the network fails for good, or nobody listens
   */
  public int run(TargetSet targets, int mistakes) throws IOException {
    boolean permuted = isPermuted(targets);
    TargetOrder order = order(targets);
    checkSize(targets);
    Stamps stamps = stamps();
    long each = tries.isCheck() ? tries.retries() + 1L : Math.min(tries.count(), Lane.WIRE);
    long probes = Math.min(order.count(), Lane.WIRE) * (tries.endless() ? Lane.WIRE : each);
    LaneOpener opener = new LaneOpener(config, outside, stamps, probes);
    Lanes lanes = new Lanes(opener);
    try {
      for (IpFamily family : IpFamily.values()) {
        if (targets.has(family)) {
          lanes.withRoom(family); // what is missing is said before the first event
        }
      }
      Roster roster = null;
      Voice voice = new Voice(listener, time, targets, order);
      if (tries.endless()) {
        roster = new Roster();
        roster.take(targets, order);
        voice = new Voice(listener, time, roster.targets(), TargetOrder.AS_NUMBERED);
      }
      Loop loop = new Loop(voice, lanes, stamps, mistakes, roster);
      probing = true;
      listener.started(
          new SweepStarted(
              time.epochNanos(),
              config,
              targets.size(),
              order.count(),
              opener.isDatagram(),
              permuted));
      return loop.run();
    } finally {
      lanes.close();
    }
  }

  private boolean isPermuted(TargetSet targets) {
    return !config.order().inOrder() && targets.size() > TargetOrder.LONGEST_IN_ORDER;
  }

  private TargetOrder order(TargetSet targets) {
    return new TargetOrder(
        targets.size(),
        config.order().shard(),
        config.order().shards(),
        isPermuted(targets),
        config.order().seed());
  }

  private void checkSize(TargetSet targets) {
    int most = targets.has(IpFamily.IPV4) ? Probe.MAX_SIZE_IPV4 : Probe.MAX_SIZE_IPV6;
    if (config.probe().size() > most) {
      throw new IllegalArgumentException(
          "-s " + config.probe().size() + ": out of range, 0 to " + most);
    }
  }

  private Stamps stamps() {
    boolean fast = tries.rate() == 0 || tries.rate() > RATE_OF_FULL_STAMPS;
    boolean each = !tries.isCheck() || listener.wantsFigures();
    return switch (config.sockets().clock()) {
      case USER -> Stamps.NONE;
      case HARDWARE -> Stamps.HARDWARE;
      case KERNEL -> fast && !each ? Stamps.SAMPLED : Stamps.BOTH;
    };
  }

  /** Everything that lives as long as the sockets do. */
  private final class Loop {
    private final Voice voice;
    private final Lanes lanes;
    private final int mistakes;
    private final Tally tally;
    private final Plan plan;
    private final @Nullable EndlessPlan endless;
    private final Waits waits;
    private final Launcher launcher;
    private final Hearing hearing;
    private final @Nullable Pacer pacer;
    private final Throttle throttle = new Throttle();
    private final long[] patience;
    private final long started;
    private boolean idle = true;
    private long nextReport;
    private long heardAll;

    Loop(Voice voice, Lanes lanes, Stamps stamps, int mistakes, @Nullable Roster roster) {
      this.voice = voice;
      this.lanes = lanes;
      this.mistakes = mistakes;
      started = time.nanos();
      heardAll = started;
      nextReport = tries.reportEvery() > 0 ? started + tries.reportEvery() : Network.FOREVER;
      tally = new Tally(config.output().json());
      endless = roster == null ? null : new EndlessPlan(voice, tally, roster, tries.interval());
      plan = endless != null ? endless : plan();
      patience = new long[plan.tries()];
      for (int i = 0; i < patience.length; i++) {
        patience[i] = tries.wait(i);
      }
      waits = new Waits(lanes.all(), plan.tries());
      Network network = outside.network();
      int octets = octets();
      launcher =
          new Launcher(voice, plan, lanes, waits, tally, network, octets, outside.errorText());
      hearing =
          new Hearing(
              voice, plan, lanes, waits, tally, network, stamps, octets, config.probe().size());
      pacer = tries.rate() == 0 ? null : Pacer.perSecond(tries.rate(), started);
    }

    private Plan plan() {
      return tries.isCheck()
          ? new CheckPlan(voice, tally, tries.retries())
          : new CountPlan(voice, tally, tries.count(), tries.interval());
    }

    private int octets() {
      int longest = 1;
      for (Lane lane : lanes.all()) {
        longest = Math.max(longest, lane.method.packetLength());
      }
      return endless == null ? longest : longest + Ipv6Header.LENGTH - Ipv4Header.LENGTH;
    }

    int run() throws IOException {
      EndedBy end;
      try {
        if (endless != null) {
          endless.tellUnresolved();
        }
        while ((end = step()) == null) {
          listen();
        }
      } catch (IOException e) {
        listener.finished(summary(2, EndedBy.ERROR));
        throw e;
      }
      plan.finish();
      SweepSummary summary = summary(exitCode(), end);
      if (summary.figures().kernelDropped() > 0) {
        listener.warning(
            time.epochNanos(),
            "kernel-dropped",
            summary.figures().kernelDropped()
                + " answers overflowed this host's receive queue; they are not counted as lost");
      }
      listener.finished(summary);
      return summary.figures().exitCode();
    }

    /** Does what is due now; why the run is over, null while it is not. */
    private @Nullable EndedBy step() throws IOException {
      long now = time.nanos();
      reports(now);
      replace();
      expire();
      EndedBy end = over(now);
      if (end == null) {
        send(now);
        end = over(now); // what was left may have been names without address
      }
      return end;
    }

    private void reports(long now) throws IOException {
      if (report) {
        report = false;
        listener.report(summary(exitCode(), EndedBy.SIGNAL), true);
      }
      if (now >= nextReport) {
        long every = tries.reportEvery();
        nextReport += every * (1 + (now - nextReport) / every);
        listener.report(summary(exitCode(), EndedBy.COUNT), false);
      }
    }

    private void replace() throws IOException {
      NewTargets found = news.getAndSet(null);
      if (found == null || endless == null) {
        return;
      }
      for (String complaint : found.complaints()) {
        tell(complaint);
      }
      if (found.list() != null) {
        replace(endless, found.list());
      }
    }

    private void replace(EndlessPlan running, TargetSet list) throws IOException {
      try {
        checkSize(list);
        makeRoom(list);
        Roster.Change change = running.replace(list, order(list));
        tell(
            "targets: "
                + change.entered()
                + " new, "
                + change.left().size()
                + " gone, "
                + change.stayed()
                + " as before");
      } catch (IllegalArgumentException e) {
        tell(e.getMessage() + "; the targets stay as they were");
      }
    }

    /** Opens the socket of a family that is new. */
    private void makeRoom(TargetSet list) {
      try {
        for (IpFamily family : IpFamily.values()) {
          if (list.has(family)) {
            lanes.withRoom(family);
          }
        }
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    private void tell(String sentence) throws IOException {
      listener.warning(time.epochNanos(), "targets", sentence);
    }

    private @Nullable EndedBy over(long now) {
      if (stop) {
        return EndedBy.SIGNAL;
      }
      if (tally.alive >= config.goal().enough()) {
        return EndedBy.COUNT;
      }
      if (tries.deadline() > 0 && now - started >= tries.deadline()) {
        return EndedBy.DEADLINE;
      }
      return launcher.isIdle() && waits.open() == 0 ? EndedBy.COUNT : null;
    }

    private void send(long now) throws IOException {
      if (launcher.ready() > now) {
        idle = true;
        return;
      }
      if (pacer == null) {
        if (throttle.ready() <= now && launcher.send(Launcher.SLOTS, now) > 0) {
          throttle.sent(now);
          if (throttle.wantsLook()) {
            throttle.look(lanes.dropped());
          }
        }
        return;
      }
      if (idle && pacer.next() < now) {
        pacer.releaseAt(now); // what was not wanted is not made up for
      }
      idle = false;
      for (int due = pacer.due(now, Launcher.SLOTS); due > 0; ) {
        int sent = launcher.send(due, now);
        pacer.sent(sent);
        due = sent == 0 ? 0 : Math.min(due - sent, pacer.due(now, Launcher.SLOTS));
      }
    }

    private void listen() throws IOException {
      long now = time.nanos();
      long until = listener.waiting(now, next());
      int received = hearing.receive(until);
      if (received == 0) {
        heardAll = Math.max(now, Math.min(until, time.nanos()));
      }
      for (int i = 1; received > 0 && i < READS; i++) {
        launcher.retry();
        now = time.nanos();
        received = hearing.receive(now);
        heardAll = received == 0 ? now : heardAll;
      }
      launcher.unblock();
    }

    /** When something is due at the latest. */
    private long next() {
      long until = nextReport;
      long ready = launcher.ready();
      if (ready != Plan.NEVER) {
        until = Math.min(until, Math.max(ready, pacer == null ? throttle.ready() : pacer.next()));
      }
      if (tries.deadline() > 0) {
        until = Math.min(until, started + tries.deadline());
      }
      for (int i = 0; i < patience.length; i++) {
        int oldest = waits.oldest(i);
        if (oldest >= 0) {
          long sent = waits.lane(oldest).sentNanos[Waits.place(oldest)];
          until = Math.min(until, sent + patience[i]);
        }
      }
      return until;
    }

    /** Gives up what has waited long enough, and whose answer is not in a queue unread. */
    private void expire() throws IOException {
      for (int i = 0; i < patience.length; i++) {
        for (int oldest = waits.oldest(i); oldest >= 0; oldest = waits.oldest(i)) {
          Lane lane = waits.lane(oldest);
          int place = Waits.place(oldest);
          long waited = heardAll - lane.sentNanos[place];
          if (waited < patience[i]) {
            break;
          }
          waits.remove(lane, place);
          lane.state(place, Lane.LOST);
          tally.expired++;
          launcher.retry();
          voice
              .listener()
              .lost(
                  voice.at(lane.position[place]), time.epochNanos(), lane.sequence[place], waited);
          plan.lost(lane, place);
        }
      }
    }

    private SweepSummary summary(int exitCode, EndedBy end) {
      return tally.summary(
          plan.targets(), waits.open(), time.epochNanos(), lanes.dropped(), exitCode, end);
    }

    private int exitCode() {
      long wanted = config.goal().wanted();
      if (mistakes > 0) {
        return 2;
      }
      if (wanted > 0) {
        return tally.alive >= wanted ? 0 : tally.unresolved > 0 ? 2 : 1;
      }
      if (tally.unresolved > 0) {
        return 2;
      }
      return tally.alive == plan.targets() ? 0 : 1;
    }
  }
}
