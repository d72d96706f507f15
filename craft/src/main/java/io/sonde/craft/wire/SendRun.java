// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;

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
  private final CaptureRecord record = new CaptureRecord();
  private final Set<String> told = new HashSet<>();
  private volatile boolean stopped;
  private long number;
  private int octets;
  private boolean ready;
  private long began;
  private long ended;

  /**
   * A run.
   *
   * @throws IOException if there is no such device
   */
  public SendRun(SendSettings settings, WirePorts ports, Network network, SendListener listener)
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
    dispatch = new Dispatch(settings, ways, transmitter);
  }

  /** The ways, for packets that take something from the host. */
  public Ways ways() {
    return ways;
  }

  /** Ends the run as soon as it waits, or before the next packet; for any thread. */
  public void stop() {
    stopped = true;
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
      read(feed);
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
    while (ready && !stopped) {
      long now = time.nanos();
      if (now >= end) {
        break;
      }
      while (ready && schedule.next() <= now && dispatch.transmitter().hasRoom()) {
        send(feed);
        if (free && dispatch.metPublic()) {
          free = false;
          schedule = schedule.apart(1_000_000_000L / Guard.MOST_PER_SECOND, now);
          note(
              "pace: at most "
                  + Guard.MOST_PER_SECOND
                  + " packets a second, towards public addresses");
        }
        schedule.sent(octets);
        if (feed.mayWait() || schedule.next() > now) {
          dispatch.transmitter().flush();
        }
        read(feed);
      }
      dispatch.transmitter().flush();
      if (time.nanos() >= look) {
        listener.progress(counts(), time.nanos() - began);
        look += settings.statistics();
      }
      if (ready && schedule.next() > now) {
        network.receive(in, Math.min(schedule.next(), Math.min(look, end)));
      }
    }
  }

  private long after(long nanos) {
    return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : began + nanos;
  }

  /** Reads the next packet that can be sent; the octets of the last are gone then. */
  private void read(PacketFeed feed) throws IOException {
    ready = false;
    while (!ready && !stopped) {
      try {
        if (!feed.next(record)) {
          return;
        }
        number++;
        ready = true;
      } catch (UnsendableException e) {
        number++;
        cannot(e);
      }
    }
  }

  /** Sends the packet that was read. */
  private void send(PacketFeed feed) throws IOException {
    octets = record.capturedLength();
    if (feed.isConstant()
        && number > FIRST_ALIKE
        && !settings.eachPacket()
        && dispatch.transmitter().repeat(number)) {
      return;
    }
    try {
      PathChoice choice = dispatch.send(record, number);
      if (choice.isNoteworthy()) {
        note("path: " + choice.path().text() + " (" + choice.reason() + ")");
      }
      if (settings.eachPacket()) {
        listener.packet(number, choice, record.octets(), record.linkType());
      }
    } catch (UnsendableException e) {
      cannot(e);
    }
  }

  private void cannot(UnsendableException e) {
    dispatch.transmitter().refuse(number, PacketBatch.NO_ROUTE);
    listener.unsendable(number, String.valueOf(e.getMessage()));
  }

  private void note(String sentence) {
    if (told.size() < 100 && told.add(sentence)) {
      listener.note(sentence);
    }
  }

  private void handled(long tag, int channel, long sent, int outcome, int detail) {
    if (settings.eachPacket()) {
      listener.handled(tag, outcome, detail);
    }
  }
}
