// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Network;
import io.sonde.net.TimeSource;
import io.sonde.probe.AnswerKind;
import io.sonde.probe.Pacer;
import io.sonde.probe.UdpProbe.Carrier;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.config.Schedule;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tracing one path: sends what is due, fills places with what comes back, shows what is settled.
 */
final class Trace implements Receiver.Answers {
  private static final long RETRY_NANOS = 10_000_000;

  private final TracerouteConfig config;
  private final Range range;
  private final Requests requests;
  private final TraceListener listener;
  private final TimeSource time;
  private final Session session;
  private final ProbeTable table = new ProbeTable();
  private final Patience patience;
  private final Grid grid;
  private final Deadlines deadlines;
  private final Order order;
  private final int window;
  private final Sender sender;
  private final Receiver receiver;
  private final PacketSize size;
  private final @Nullable BlackHole blackHole;
  private final Pacer pacer;
  private final List<Hop> shown = new ArrayList<>();
  private final long started;
  private int nextShown;
  private long notBefore;
  private int received;
  private int duplicates;
  private final Map<Integer, Integer> late = new TreeMap<>();
  private int unattributed;
  private final BitSet mute =
      new BitSet(Range.MAX_TTL + 1); // hops that were silent when asked alone
  private int alone = -1;
  private int hostMtu;
  private String refusal = "";

  Trace(
      TracerouteConfig config,
      Outside outside,
      Session session,
      Requests requests,
      TraceListener listener) {
    this.config = config;
    this.session = session;
    this.requests = requests;
    this.listener = listener;
    range = config.range();
    time = outside.network().time();
    started = time.nanos();
    Schedule schedule = config.schedule();
    boolean ipv4 = session.probe().family() == IpFamily.IPV4;
    boolean bare = config.probe().method() == Method.RAW;
    patience = new Patience(schedule.waiting());
    grid = new Grid(range, table, bare, config.output().json());
    deadlines = new Deadlines(patience, table, grid, patience.isExplicit() || config.isInOrder());
    order = config.isInOrder() ? Order.oneByOne(range, grid) : Order.sweeps(range, grid);
    window = config.isInOrder() ? Math.max(1, schedule.simultaneous()) : Integer.MAX_VALUE;
    pacer =
        schedule.sendWait() > 0
            ? Pacer.every(schedule.sendWait(), started)
            : Pacer.perSecond(schedule.packetsPerSecond(), started);
    size = new PacketSize(session.probe().length(), session.probe().leastLength(), ipv4);
    int longest = session.probe().length() + longestGrowth();
    sender = new Sender(session, table, outside.network(), outside.refusals(), longest);
    receiver = new Receiver(session, table, this, outside.network(), longest);
    nextShown = range.next(range.firstTtl());
    blackHole = config.probe().findMtu() ? new BlackHole(this) : null;
  }

  private int longestGrowth() {
    return config.probe().carrier() == Carrier.LENGTH ? (range.maxTtl() + 2) * range.queries() : 0;
  }

  /** Probes until all places that matter are settled, or somebody or a deadline ends it. */
  void run() throws IOException {
    while (!isCalledOff()) {
      send(time.nanos());
      if (isRefused()) {
        break;
      }
      expire(time.nanos());
      if (blackHole != null) {
        blackHole.examine(nextShown);
      }
      show();
      if (isDone()) {
        break;
      }
      receiver.receive(listener.waiting(time.nanos(), nextEvent()));
    }
  }

  /** Whether the user's deadline has passed. */
  boolean isOverdue() {
    long deadline = config.schedule().deadline();
    return deadline > 0 && time.nanos() - started >= deadline;
  }

  /** Whether the user does not want to know any more. */
  boolean isCalledOff() {
    return requests.stop != 0 || isOverdue();
  }

  /** Whether the host would not even send the first probe. */
  boolean isRefused() {
    return table.sent() == 0 && !refusal.isEmpty();
  }

  private boolean isDone() {
    return order.next() == Order.NOTHING && deadlines.awaited() == 0;
  }

  /** The place to be probed next; {@link Order#NOTHING} if there is none, or too many are out. */
  private int wanted() {
    int next = order.next();
    boolean full = next >= 0 && window <= table.count() && deadlines.awaited() >= window;
    return full ? Order.NOTHING : next;
  }

  /** Sends at most one probe, so that what has come is looked at before the next one. */
  private void send(long now) throws IOException {
    int next = now >= notBefore && pacer.due(now, 1) > 0 ? wanted() : Order.NOTHING;
    if (next >= 0) {
      int ttl = next / range.queries();
      int place = next % range.queries();
      session.probe().length(size.octets());
      switch (sender.send(ttl, place)) {
        case FULL -> {
          notBefore = now + RETRY_NANOS;
          return;
        }
        case TOO_BIG -> tooBig(ttl, place);
        case REFUSED -> refused(ttl, place);
        case SENT -> {
          grid.sent(ttl, place, table.count() - 1);
        }
      }
      pacer.sent(1);
      if (config.schedule().sendWait() > 0) {
        pacer.releaseAt(now + config.schedule().sendWait());
      }
    }
  }

  private void refused(int ttl, int place) {
    refusal = sender.words();
    grid.failed(ttl, place, refusal);
  }

  private void tooBig(int ttl, int place) throws IOException {
    if (sender.mtu() == 0) {
      size.askHost();
      receiver.receive(time.nanos()); // the error queue says how long it may be
    } else {
      localMtu(sender.mtu());
    }
    if (config.probe().findMtu() && size.isChanged()) {
      return;
    }
    if (hostMtu == 0 || config.probe().findMtu()) {
      refused(ttl, place);
      return;
    }
    int probe = table.count() - 1;
    long elapsed = time.nanos() - table.nanos(probe);
    Answer own = Answer.ofHost(session.route().source(), hostMtu, time.epochNanos(), elapsed);
    grid.sent(ttl, place, probe);
    table.answer(probe, own);
    if (grid.answered(ttl, place, own)) {
      listener.reply(ttl, place, own);
    }
  }

  @Override
  public void localMtu(int mtu) {
    hostMtu = mtu;
    if (config.probe().findMtu()) {
      size.host(mtu);
    }
  }

  /** When something is to be done next. */
  private long nextEvent() {
    int next = wanted();
    long until = next >= 0 ? Math.max(pacer.next(), notBefore) : Network.FOREVER;
    if (next < 0 || deadlines.isEach()) {
      until = Math.min(until, deadlines.next());
    }
    return bounded(until);
  }

  /** No later than the user's deadline. */
  private long bounded(long until) {
    long deadline = config.schedule().deadline();
    return deadline > 0 ? Math.min(until, started + deadline) : until;
  }

  private void expire(long now) throws IOException {
    boolean sweeping = !deadlines.isEach() && order.next() != Order.NOTHING;
    if (sweeping || now - deadlines.next() < 0) {
      return;
    }
    while (receiver.receive(now)) {} // what has come in time counts, however late it is read
    if (now - deadlines.next() < 0) {
      return;
    }
    for (int probe = 0; probe < table.count(); probe++) {
      if (deadlines.isOver(probe, now)) {
        giveUp(probe);
      }
    }
  }

  /** Gives a probe up, or, if an error may have been about it, asks its place alone. */
  private void giveUp(int probe) throws IOException {
    table.settle(probe, ProbeTable.GIVEN_UP);
    int ttl = table.ttl(probe);
    if (unattributed == 0 || mute.get(ttl)) {
      return;
    }
    int again = ask(ttl, table.place(probe), size.octets());
    if (again >= 0) {
      grid.sent(ttl, table.place(probe), again);
      boolean answered = table.state(again) == ProbeTable.ANSWERED;
      unattributed -= answered ? 1 : 0;
      mute.set(ttl, !answered);
    }
  }

  private void show() throws IOException {
    while (nextShown <= grid.end() && grid.isSettled(nextShown)) {
      show(nextShown);
    }
  }

  private void show(int ttl) throws IOException {
    Hop hop = grid.hop(ttl, time.epochNanos());
    shown.add(hop);
    nextShown = range.next(ttl + 1);
    listener.hop(hop);
  }

  /** Shows what is known of the hops that are not out, up to the last that answered. */
  void showRest() throws IOException {
    int last = Math.min(grid.end(), grid.highestAnswered());
    while (nextShown <= last) {
      show(nextShown);
    }
  }

  @Override
  public int whose(AnswerKind kind) {
    if (alone >= 0) {
      return alone;
    }
    if (!kind.isReply()) {
      unattributed++;
      return -1;
    }
    // the target answers without saying to what: it is behind the last router that did
    return table.firstOpenAbove(grid.highestTimeExceeded());
  }

  @Override
  public void answer(int probe, Answer answer) throws IOException {
    int ttl = table.ttl(probe);
    int place = table.place(probe);
    if (table.state(probe) == ProbeTable.ANSWERED) {
      table.addCopy(probe);
      duplicates++;
      return;
    }
    boolean wasGivenUp = table.state(probe) == ProbeTable.GIVEN_UP;
    Answer taken = wasGivenUp ? answer.asLate() : answer;
    received++;
    if (place < 0) {
      table.answer(probe, taken);
      return;
    }
    if (taken.kind() == AnswerKind.TOO_BIG && config.probe().findMtu()) {
      table.settle(probe, ProbeTable.ANSWERED);
      boolean shorter = size.router(table.size(probe), taken.mtu(), ttl, taken.address());
      if (shorter && ttl >= nextShown) {
        grid.again(ttl, place);
        return;
      }
    }
    table.answer(probe, taken);
    patience.answered(ttl, taken.roundTrip(), Grid.ends(taken));
    if (ttl < nextShown) {
      late.merge(ttl, 1, Integer::sum);
      listener.lateReply(ttl, place, taken);
      return;
    }
    if (config.probe().findMtu()) {
      grid.showSize(ttl, place, size.announce(table.size(probe)));
    }
    if (grid.answered(ttl, place, taken)) {
      listener.reply(ttl, place, taken);
    }
  }

  /**
   * Asks one hop once, while nothing else is under way.
   *
   * @param octets size of the packet
   * @return the probe; −1: the host would not send it
   */
  int askAlone(int ttl, int octets) throws IOException {
    return ask(ttl, -1, octets);
  }

  private int ask(int ttl, int place, int octets) throws IOException {
    session.probe().length(octets);
    if (sender.send(ttl, place) != Sender.Outcome.SENT) {
      return -1;
    }
    int probe = table.count() - 1;
    alone = probe;
    long deadline = bounded(table.nanos(probe) + patience.of(ttl));
    while (table.state(probe) == ProbeTable.OPEN && requests.stop == 0) {
      if (!receiver.receive(listener.waiting(time.nanos(), deadline))
          && time.nanos() - deadline >= 0) {
        table.settle(probe, ProbeTable.GIVEN_UP);
      }
    }
    alone = -1;
    return probe;
  }

  /** Lets time pass; what comes meanwhile is taken. */
  void pause(long nanos) throws IOException {
    long until = bounded(time.nanos() + nanos);
    while (time.nanos() - until < 0 && requests.stop == 0) {
      receiver.receive(listener.waiting(time.nanos(), until));
    }
  }

  ProbeTable table() {
    return table;
  }

  Grid grid() {
    return grid;
  }

  PacketSize size() {
    return size;
  }

  /** Hops that are out. */
  List<Hop> hops() {
    return shown;
  }

  /** The first TTL that is not out. */
  int nextShown() {
    return nextShown;
  }

  int received() {
    return received;
  }

  int duplicates() {
    return duplicates;
  }

  /** Answers that came after their hop was out, by TTL. */
  Map<Integer, Integer> late() {
    return late;
  }

  /** Why the host would not send, with the call that said so; empty: it did. */
  String refusal() {
    return refusal;
  }

  /** When the run began, monotonic. */
  long started() {
    return started;
  }
}
