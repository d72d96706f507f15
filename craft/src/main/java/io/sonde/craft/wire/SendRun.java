// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A run that sends packets by a schedule and waits for nothing. */
public final class SendRun {
  /**
   * Nanoseconds before the first packet of a run with a pace: what waiting needs is loaded in them.
   */
  static final long LEAD = 10_000_000;

  /** What feeds of one packet have shown by then. */
  private static final int FIRST_ALIKE = 2;

  private final SendSettings settings;
  private final Network network;
  private final TimeSource time;
  private final SendListener listener;
  private final PacketBatch in;
  private final Ways ways;
  private final Dispatch dispatch;
  private final Intake intake;
  private int octets;
  private boolean staged;
  private long began;
  private long ended;

  /**
   * A run that nobody else hears of.
   *
   * @throws IOException if there is no such device
   */
  public SendRun(SendSettings settings, WirePorts ports, Network network, SendListener listener)
      throws IOException {
    this(settings, ports, network, listener, null);
  }

  /**
   * A run.
   *
   * @param departure hears of each packet before it leaves; null: nobody does
   * @throws IOException if there is no such device
   */
  public SendRun(
      SendSettings settings,
      WirePorts ports,
      Network network,
      SendListener listener,
      @Nullable Departure departure)
      throws IOException {
    this.settings = settings;
    this.network = network;
    this.listener = listener;
    time = network.time();
    in = network.batch(Lane.SLOTS, 256);
    Ways.Waiting waiting = deadline -> network.receive(in, deadline);
    ways = new Ways(ports, network, waiting, settings.device());
    Transmitter transmitter =
        new Transmitter(
            network,
            waiting,
            ChannelSpec.Stamps.NONE,
            settings.rate().kind() == Rate.Kind.FLOOD,
            this::handled);
    dispatch = new Dispatch(settings, ways, transmitter, departure, Sockets.of(settings, network));
    intake = new Intake(listener, transmitter);
  }

  /** The ways, for packets that take something from the host. */
  public Ways ways() {
    return ways;
  }

  /** Ends the run as soon as it waits, or before the next packet; for any thread. */
  public void stop() {
    intake.stop();
    network.wakeUp();
  }

  /** What became of the packets. */
  public Counts counts() {
    return dispatch.transmitter().counts();
  }

  /** When time began, on the network's monotonic clock. */
  long began() {
    return began;
  }

  /** When the last packet was handed over, on the same clock. */
  long ended() {
    return ended;
  }

  /** Nanoseconds that the run has taken. */
  public long elapsed() {
    return Math.max(0, ended - began);
  }

  /**
   * Sends all packets at the rate of the settings.
   *
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed) throws IOException {
    boolean paced =
        settings.rate().kind() != Rate.Kind.FLOOD && settings.rate().kind() != Rate.Kind.FREE;
    run(feed, settings.rate()::from, paced);
  }

  /**
   * Sends all packets by a schedule. Time begins when the first is handed over: what it needs
   * before takes longer than for all others, and would make it late.
   *
   * @param begins gives the schedule that begins at a time
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed, LongFunction<Schedule> begins) throws IOException {
    run(feed, begins, settings.rate().kind() != Rate.Kind.FLOOD);
  }

  private void run(PacketFeed feed, LongFunction<Schedule> begins, boolean paced)
      throws IOException {
    began = time.nanos();
    try {
      intake.read(feed);
      boolean first = paced && intake.isReady() && !intake.isStopped() && settings.duration() > 0;
      began = time.nanos();
      if (first) {
        send(feed);
        dispatch.transmitter().rehearse();
        dispatch.transmitter().flush();
        began = Math.max(began, dispatch.transmitter().handedOver());
      }
      Schedule schedule = begins.apply(began);
      if (first) {
        schedule = isFree() ? intake.gently(schedule, began) : schedule;
        schedule.sent(octets);
        intake.read(feed);
      }
      loop(feed, schedule);
    } finally {
      dispatch.transmitter().flush();
      ended = time.nanos();
    }
  }

  /**
   * Sends all packets as one of several runs that begin together, a little after each is ready.
   *
   * @param begins gives the schedule, once all runs have said when they could begin
   */
  void runWithOthers(PacketFeed feed, LongFunction<Schedule> begins) throws IOException {
    began = time.nanos();
    try {
      intake.read(feed);
      if (intake.isReady()) {
        // Its way is looked up and its channel opened before time begins, so that it is not late.
        send(feed);
        staged = true;
        dispatch.transmitter().rehearse();
        network.receive(in, time.nanos());
      }
      boolean flood = settings.rate().kind() == Rate.Kind.FLOOD;
      began = time.nanos() + (intake.isReady() && !flood ? LEAD : 0);
      loop(feed, begins.apply(began));
    } finally {
      if (staged) {
        dispatch.transmitter().discard();
      }
      dispatch.transmitter().flush();
      ended = time.nanos();
    }
  }

  /** Whether the packets have no pace of their own and public addresses must not be hurried. */
  private boolean isFree() {
    return settings.rate().kind() == Rate.Kind.FREE && dispatch.metPublic();
  }

  private void loop(PacketFeed feed, Schedule begun) throws IOException {
    Schedule schedule = begun;
    long end = after(settings.duration());
    long look = after(settings.statistics());
    boolean free = settings.rate().kind() == Rate.Kind.FREE;
    while (intake.isReady() && !intake.isStopped()) {
      long now = time.nanos();
      if (now >= end) {
        break;
      }
      while (intake.isReady() && schedule.next() <= now && dispatch.transmitter().hasRoom()) {
        send(feed);
        if (free && dispatch.metPublic()) {
          free = false;
          schedule = intake.gently(schedule, now);
        }
        schedule.sent(octets);
        if (feed.mayWait() || schedule.next() > now) {
          dispatch.transmitter().flush();
        }
        intake.read(feed);
      }
      if (!staged) {
        dispatch.transmitter().flush();
      }
      if (time.nanos() >= look) {
        listener.progress(counts(), time.nanos() - began);
        look += settings.statistics();
      }
      if (intake.isReady() && schedule.next() > now) {
        network.receive(in, Math.min(schedule.next(), Math.min(look, end)));
      }
    }
  }

  private long after(long nanos) {
    return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : began + nanos;
  }

  /** Sends the packet that was read. */
  private void send(PacketFeed feed) throws IOException {
    CaptureRecord record = intake.record();
    long number = intake.number();
    octets = record.capturedLength();
    if (staged) {
      staged = false;
      return;
    }
    if (feed.isConstant()
        && number > FIRST_ALIKE
        && !settings.eachPacket()
        && dispatch.transmitter().repeat(number)) {
      return;
    }
    try {
      PathChoice choice = dispatch.send(record, number);
      intake.note(choice);
      if (settings.eachPacket()) {
        listener.packet(number, choice, record.octets(), record.linkType());
      }
    } catch (UnsendableException e) {
      intake.cannot(e);
    }
  }

  private void handled(long tag, int channel, long sent, int outcome, int detail) {
    if (settings.eachPacket()) {
      listener.handled(tag, outcome, detail);
    }
  }
}
