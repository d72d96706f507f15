// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Probe;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A run that sends probes and waits for what answers them. It listens to the devices by which they
 * leave, from before the first does: to every frame, so that whatever answers is seen, whoever it
 * is addressed to. Where regular sockets send, they alone tell what becomes of the probes.
 */
public final class SrRun {
  private final SrSettings settings;
  private final SendSettings send;
  private final Network network;
  private final TimeSource time;
  private final SrListener listener;
  private final Ways ways;
  private final Dispatch dispatch;
  private final Intake intake;
  private final Outstanding outstanding;
  private final Hearing hearing;
  private final @Nullable Sockets sockets;
  private final CaptureRecord again = new CaptureRecord();
  private final Map<Integer, CaptureInterface> sources = new HashMap<>();
  private final Map<Long, Probe> pending = new HashMap<>();
  private long began;
  private long ended;

  /**
   * A run.
   *
   * @throws IOException if there is no such device
   */
  public SrRun(SrSettings settings, WirePorts ports, Network network, SrListener listener)
      throws IOException {
    this(settings, ports, network, listener, null);
  }

  /**
   * A run.
   *
   * @param departure hears of each packet before it leaves; null: nobody does
   * @throws IOException if there is no such device
   */
  public SrRun(
      SrSettings settings,
      WirePorts ports,
      Network network,
      SrListener listener,
      @Nullable Departure departure)
      throws IOException {
    this.settings = settings;
    this.network = network;
    this.listener = listener;
    send = settings.send();
    time = network.time();
    sockets = Sockets.of(send, network);
    outstanding = new Outstanding(settings, listener, this::unanswered);
    hearing = new Hearing(network, outstanding, listener, this::explainReset);
    ways = new Ways(ports, network, hearing::listen, send.device());
    Transmitter transmitter =
        new Transmitter(network, hearing::listen, ChannelSpec.Stamps.BOTH, false, this::handled);
    Departure ears = hearing::expect;
    @Nullable Departure told = sockets == null ? ears.before(departure) : departure;
    dispatch = new Dispatch(send, ways, transmitter, told, sockets);
    hearing.answers().by(ways);
    intake = new Intake(listener, transmitter);
  }

  /** The ways, for packets that take something from the host. */
  public Ways ways() {
    return ways;
  }

  /** Ends the run as soon as it waits; for any thread. */
  public void stop() {
    intake.stop();
    network.wakeUp();
  }

  /** What became of the packets that were sent. */
  public Counts counts() {
    return dispatch.transmitter().counts();
  }

  /** Packets that somebody could have answered. */
  public long probes() {
    return outstanding.probes();
  }

  /** Those that somebody has answered. */
  public long answered() {
    return outstanding.answered();
  }

  /** Nanoseconds that the run has taken. */
  public long elapsed() {
    return ended - began;
  }

  /** Packets that came faster than they were read. */
  public long dropped() {
    return hearing.dropped();
  }

  /**
   * Sends all probes at the rate of the settings and waits for their answers.
   *
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed) throws IOException {
    run(feed, send.rate()::from);
  }

  /**
   * Sends all probes and waits for their answers.
   *
   * @param begins gives the schedule that begins at a time
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed, LongFunction<Schedule> begins) throws IOException {
    began = time.nanos();
    try {
      if (!ways.asked().isEmpty() && sockets == null) {
        hearing.open(ways.asked());
      }
      intake.read(feed);
      if (intake.isReady() && settings.listenFirst() > 0) {
        dispatch.prepare(intake.record());
        pause(time.nanos() + settings.listenFirst());
      }
      hearing.listen(time.nanos()); // else the first answer waits until this is ready to listen
      began = time.nanos();
      loop(feed, begins.apply(began));
    } finally {
      ended = time.nanos();
    }
  }

  private void pause(long until) throws IOException {
    while (time.nanos() - until < 0 && !intake.isStopped()) {
      hearing.listen(until);
    }
  }

  private void loop(PacketFeed feed, Schedule begun) throws IOException {
    Schedule schedule = begun;
    long end = after(send.duration());
    long look = after(send.statistics());
    boolean free = send.rate().kind() == Rate.Kind.FREE;
    while (!intake.isStopped()) {
      long now = time.nanos();
      boolean fresh = intake.isReady() && now < end;
      while ((fresh || outstanding.repeats())
          && schedule.next() <= now
          && dispatch.transmitter().waiting() < Lane.SLOTS) {
        int length =
            outstanding.repeats() ? repeat(outstanding.takeRepeat()) : first(feed, schedule, now);
        if (free && dispatch.metPublic()) {
          free = false;
          schedule = intake.gently(schedule, now);
        }
        schedule.sent(length);
        fresh = intake.isReady() && now < end;
      }
      dispatch.transmitter().flush();
      listen(time.nanos());
      if (time.nanos() >= look) {
        listener.progress(counts(), time.nanos() - began);
        look += send.statistics();
      }
      boolean more = fresh || outstanding.repeats();
      if (!more && outstanding.isEmpty()) {
        return;
      }
      long deadline = Math.min(outstanding.deadline(), look);
      deadline = more ? Math.min(deadline, schedule.next()) : deadline;
      if (deadline - time.nanos() > 0) {
        listen(deadline);
      }
    }
  }

  private long after(long nanos) {
    return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : began + nanos;
  }

  private void listen(long deadline) throws IOException {
    hearing.listen(deadline);
    outstanding.expire(time.nanos());
  }

  /** Sends the packet that was read and reads the next; returns its octets. */
  private int first(PacketFeed feed, Schedule schedule, long now) throws IOException {
    CaptureRecord record = intake.record();
    int length = record.capturedLength();
    try {
      Probe probe = new Probe(intake.number(), copy(record), record.linkType());
      Way way = dispatch.prepare(record);
      if (way != null && way.broadcast()) {
        IpPacket packet = dispatch.packet();
        probe.toEverybody(packet.at() - packet.start() + 16);
        hearing.widen();
      }
      transmit(record, probe, outstanding.add(probe));
    } catch (UnsendableException e) {
      intake.cannot(e);
    }
    if (feed.mayWait() || schedule.next() > now) {
      dispatch.transmitter().flush();
    }
    intake.read(feed);
    return length;
  }

  private int repeat(@Nullable Probe probe) throws IOException {
    if (probe == null) {
      return 0; // answered while it waited to be sent again
    }
    byte[] octets = probe.octets();
    CaptureInterface source =
        sources.computeIfAbsent(probe.linkType, type -> CaptureInterface.of(type));
    again.set(source, 0, octets.length, ByteBuffer.wrap(octets));
    try {
      transmit(again, probe, true);
    } catch (UnsendableException e) {
      intake.cannot(probe.number, e);
    }
    return octets.length;
  }

  private void transmit(CaptureRecord packet, Probe probe, boolean answerable) throws IOException {
    if (answerable) {
      pending.put(probe.number, probe);
    }
    PathChoice choice;
    try {
      choice = dispatch.send(packet, probe.number);
    } catch (UnsendableException e) {
      pending.remove(probe.number);
      outstanding.withdraw(probe);
      throw e;
    }
    if (choice.path() == Path.PACKET && dispatch.isToOwnIpv4()) {
      intake.note(
          "note: this host drops what a packet socket sends to its own IPv4 addresses, as forged"
              + " (martian)");
    }
    intake.note(choice);
    if (send.eachPacket()) {
      listener.packet(probe.number, choice, packet.octets(), packet.linkType());
    }
  }

  private static byte[] copy(CaptureRecord record) {
    byte[] copy = new byte[record.capturedLength()];
    record.octets().get(record.octets().position(), copy);
    return copy;
  }

  /** The transmitter's word on a packet. */
  private void handled(long tag, int channel, long sent, int outcome, int detail) {
    Probe probe = pending.remove(tag);
    if (probe != null) {
      if (outcome == PacketBatch.SENT) {
        outstanding.sent(probe, time.nanos(), time.epochNanos());
        hearing.expectStamp(channel, sent, probe);
        if (sockets != null) {
          hearing.answers().expect(channel, sent, probe);
        }
      } else {
        outstanding.withdraw(probe);
      }
    }
    if (send.eachPacket()) {
      listener.handled(tag, outcome, detail);
    }
  }

  private void unanswered(Probe probe) {
    if (sockets != null) {
      hearing.answers().forget(probe, sockets);
    }
  }

  /** The kernel knows nothing of a connection that was asked for past it. */
  private void explainReset(IpAddress asked) {
    if (ways.owns(asked) && !settings.held()) {
      intake.note(
          "note: this host answers the SYN-ACK with a reset, as no socket of its has the port;"
              + " --hold keeps it away");
    }
  }
}
