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
    dispatch = new Dispatch(settings, ways, transmitter, departure);
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
    return ended - began;
  }

  /**
   * Sends all packets at the rate of the settings.
   *
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed) throws IOException {
    run(feed, settings.rate()::from);
  }

  /**
   * Sends all packets. Time begins when the first is ready, so that what is slow the first time
   * does not make the next ones late.
   *
   * @param begins gives the schedule that begins at a time, when the first packet has been read
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed, LongFunction<Schedule> begins) throws IOException {
    try {
      intake.read(feed);
      began = time.nanos();
      loop(feed, begins.apply(began));
    } finally {
      dispatch.transmitter().flush();
      ended = time.nanos();
    }
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
      dispatch.transmitter().flush();
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
