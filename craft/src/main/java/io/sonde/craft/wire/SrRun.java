// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Probe;
import io.sonde.craft.answer.ProbeTable;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A run that sends probes and waits for what answers them. It listens to the devices by which they
 * leave, from before the first does: to every frame, so that whatever answers is seen, whoever it
 * is addressed to.
 */
public final class SrRun {
  private static final int LONGEST = 65_575;
  private static final int MARK = 32;

  /** For so long after its time is over an answer is known to be late. */
  private static final long REMEMBERED = 10_000_000_000L;

  private final SrSettings settings;
  private final SendSettings send;
  private final Network network;
  private final TimeSource time;
  private final SrListener listener;
  private final PacketBatch in;
  private final Ways ways;
  private final Dispatch dispatch;
  private final ProbeTable table = new ProbeTable();
  private final Dissection arrived = new Dissection();
  private byte[] octets = new byte[2048];
  private final CaptureRecord record = new CaptureRecord();
  private final CaptureRecord again = new CaptureRecord();
  private final Map<Integer, CaptureInterface> sources = new HashMap<>();
  private final Map<Long, Probe> pending = new HashMap<>();
  private final Map<Long, Probe> unstamped = new HashMap<>();
  private final Deque<Probe> waiting = new ArrayDeque<>();
  private final Deque<Probe> toRepeat = new ArrayDeque<>();
  private final Deque<Probe> over = new ArrayDeque<>();
  private final Map<String, Channel> ears = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private volatile boolean stopped;
  private boolean ready;
  private long number;
  private long probes;
  private long answered;
  private long outstanding;
  private long began;
  private long ended;

  /**
   * A run.
   *
   * @throws IOException if there is no such device
   */
  public SrRun(SrSettings settings, WirePorts ports, Network network, SrListener listener)
      throws IOException {
    this.settings = settings;
    this.network = network;
    this.listener = listener;
    send = settings.send();
    time = network.time();
    in = network.batch(2 * Lane.SLOTS, LONGEST);
    ways = new Ways(ports, network, this::listen, send.device());
    Transmitter transmitter =
        new Transmitter(network, this::listen, ChannelSpec.Stamps.BOTH, false, this::handled);
    dispatch = new Dispatch(send, ways, transmitter, this::hear);
  }

  /** The ways, for packets that take something from the host. */
  public Ways ways() {
    return ways;
  }

  /** Ends the run as soon as it waits; for any thread. */
  public void stop() {
    stopped = true;
    network.wakeUp();
  }

  /** What became of the packets that were sent. */
  public Counts counts() {
    return dispatch.transmitter().counts();
  }

  /** Packets that somebody could have answered. */
  public long probes() {
    return probes;
  }

  /** Those that somebody has answered. */
  public long answered() {
    return answered;
  }

  /** Nanoseconds that the run has taken. */
  public long elapsed() {
    return ended - began;
  }

  /** Packets that came faster than they were read. */
  public long dropped() {
    long dropped = 0;
    for (Channel ear : ears.values()) {
      dropped += ear.dropped();
    }
    return dropped;
  }

  /**
   * Sends all probes and waits for their answers.
   *
   * @throws ForbiddenException if the guard refuses one
   */
  public void run(PacketFeed feed) throws IOException {
    try {
      if (!ways.asked().isEmpty()) {
        hear(ways.asked());
      }
      read(feed);
      if (ready && settings.listenFirst() > 0) {
        dispatch.prepare(record);
        pause(time.nanos() + settings.listenFirst());
      }
      began = time.nanos();
      loop(feed, send.rate().from(began));
    } finally {
      ended = time.nanos();
    }
  }

  private void pause(long until) throws IOException {
    while (time.nanos() - until < 0 && !stopped) {
      listen(until);
    }
  }

  private void loop(PacketFeed feed, Schedule begun) throws IOException {
    Schedule schedule = begun;
    long end = send.duration() == Long.MAX_VALUE ? Long.MAX_VALUE : began + send.duration();
    boolean free = send.rate().kind() == Rate.Kind.FREE;
    while (!stopped) {
      long now = time.nanos();
      ready &= now < end;
      while ((ready || !toRepeat.isEmpty())
          && schedule.next() <= now
          && dispatch.transmitter().waiting() < Lane.SLOTS) {
        int length = toRepeat.isEmpty() ? first(feed, schedule, now) : repeat(toRepeat.remove());
        if (free && dispatch.metPublic()) {
          free = false;
          schedule = new Rate(Rate.Kind.PER_SECOND, Guard.MOST_PER_SECOND).from(now);
          note("pace: " + Guard.MOST_PER_SECOND + " packets a second, towards public addresses");
        }
        schedule.sent(length);
      }
      dispatch.transmitter().flush();
      listen(time.nanos());
      expire();
      boolean more = ready || !toRepeat.isEmpty();
      if (!more && outstanding == 0) {
        return;
      }
      long deadline = more ? schedule.next() : Long.MAX_VALUE;
      if (!waiting.isEmpty()) {
        deadline = Math.min(deadline, waiting.peek().deadline);
      }
      if (deadline - time.nanos() > 0) {
        listen(deadline);
        expire();
      }
    }
  }

  /** Sends the packet that was read and reads the next; returns its octets. */
  private int first(PacketFeed feed, Schedule schedule, long now) throws IOException {
    int length = record.capturedLength();
    try {
      Probe probe = new Probe(number, copy(record), record.linkType());
      Way way = dispatch.prepare(record);
      if (way != null && way.broadcast()) {
        IpPacket packet = dispatch.packet();
        probe.toEverybody(packet.at() - packet.start() + 16);
      }
      boolean answerable = table.add(probe);
      probes += answerable ? 1 : 0;
      transmit(record, probe, answerable);
    } catch (UnsendableException e) {
      cannot(e);
    }
    if (feed.mayWait() || schedule.next() > now) {
      dispatch.transmitter().flush();
    }
    read(feed);
    return length;
  }

  private int repeat(Probe probe) throws IOException {
    if (probe.state != Probe.State.WAITING) {
      over.add(probe); // answered while it waited to be sent again
      return 0;
    }
    byte[] octetsOfProbe = probe.octets();
    again.set(source(probe.linkType), 0, octetsOfProbe.length, ByteBuffer.wrap(octetsOfProbe));
    try {
      transmit(again, probe, true);
    } catch (UnsendableException e) {
      cannot(e);
    }
    return octetsOfProbe.length;
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
      table.remove(probe);
      throw e;
    }
    if (choice.path() == Path.PACKET && dispatch.isToOwnIpv4()) {
      note(
          "note: this host drops what a packet socket sends to its own IPv4 addresses, as forged"
              + " (martian)");
    }
    if (choice.isNoteworthy()) {
      note("path: " + choice.path().text() + " (" + choice.reason() + ")");
    }
    if (send.eachPacket()) {
      listener.packet(probe.number, choice, packet.octets(), packet.linkType());
    }
  }

  private CaptureInterface source(int linkType) {
    return sources.computeIfAbsent(linkType, CaptureInterface::of);
  }

  private static byte[] copy(CaptureRecord record) {
    byte[] copy = new byte[record.capturedLength()];
    record.octets().get(record.octets().position(), copy);
    return copy;
  }

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

  private void cannot(UnsendableException e) {
    dispatch.transmitter().refuse(number, PacketBatch.NO_ROUTE);
    listener.unsendable(number, String.valueOf(e.getMessage()));
  }

  private void note(String sentence) {
    if (told.size() < 100 && told.add(sentence)) {
      listener.note(sentence);
    }
  }

  /** The transmitter's word on a packet. */
  private void handled(long tag, int channel, long sent, int outcome, int detail) {
    Probe probe = pending.remove(tag);
    if (probe != null) {
      if (outcome == PacketBatch.SENT) {
        probe.tries++;
        probe.handedOver = time.epochNanos();
        probe.left = Probe.UNKNOWN;
        probe.deadline = time.nanos() + settings.timeout();
        waiting.add(probe);
        outstanding += probe.tries == 1 ? 1 : 0;
        unstamped.put(key(channel, sent), probe);
      } else {
        table.remove(probe);
      }
    }
    if (send.eachPacket()) {
      listener.handled(tag, outcome, detail);
    }
  }

  private static long key(int channel, long sent) {
    return (long) channel << MARK ^ sent;
  }

  /** Begins to listen to a device. */
  private void hear(String device) throws IOException {
    if (!ears.containsKey(device)) {
      ChannelSpec spec =
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0)
              .device(device)
              .etherType(ChannelSpec.EVERY_FRAME)
              .stamps(ChannelSpec.Stamps.RECEIVE)
              .receiveBufferOctets(1 << 22)
              .build();
      ears.put(device, network.open(spec));
    }
  }

  /** Waits, and takes what has come. */
  private void listen(long deadline) throws IOException {
    int count = network.receive(in, deadline);
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED) {
        Probe probe = unstamped.remove(key(in.channel[i], in.number[i]));
        if (probe != null) {
          probe.left = in.time[i];
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.PACKET && in.length[i] > 0) {
        take(i);
      }
    }
  }

  private void take(int slot) throws IOException {
    int length = in.length[slot];
    if (octets.length < length) {
      octets = new byte[LONGEST];
    }
    in.octets.get(in.start[slot], octets, 0, length);
    int linkType = in.content[slot] == PacketBatch.LINK ? LinkType.ETHERNET : LinkType.RAW;
    arrived.read(octets, 0, length, length, linkType);
    Probe probe = table.find(arrived.packet());
    if (probe != null) {
      explainReset(arrived.packet());
      listener.answer(
          status(probe), probe, arrived, linkType, in.time[slot], probe.roundTrip(in.time[slot]));
    } else if (table.isError()) {
      listener.answer(
          SrListener.Status.UNMATCHED, null, arrived, linkType, in.time[slot], Probe.UNKNOWN);
    }
  }

  /** The kernel knows nothing of a connection that was asked for past it. */
  private void explainReset(PacketLayout packet) {
    IpAddress asked = Answering.synAckFor(packet);
    if (asked != null && ways.owns(asked) && !settings.held()) {
      note(
          "note: this host answers the SYN-ACK with a reset, as no socket of its has the port;"
              + " --hold keeps it away");
    }
  }

  private SrListener.Status status(Probe probe) {
    IpAddress source = ProbeTable.source(arrived.packet());
    boolean fresh = probe.answeredBy(source);
    if (probe.state == Probe.State.EXPIRED) {
      return SrListener.Status.LATE;
    }
    if (probe.state == Probe.State.WAITING) {
      probe.state = Probe.State.ANSWERED;
      answered++;
      outstanding -= settings.multi() ? 0 : 1;
      return SrListener.Status.REPLY;
    }
    return fresh ? SrListener.Status.REPLY : SrListener.Status.DUPLICATE;
  }

  /** Whether nothing more is wanted of a probe. */
  private boolean isDone(Probe probe) {
    return probe.state == Probe.State.ANSWERED && !settings.multi();
  }

  /** Gives up what nobody has answered, or sends it again. */
  private void expire() throws IOException {
    long now = time.nanos();
    while (!waiting.isEmpty() && (isDone(waiting.peek()) || waiting.peek().deadline - now <= 0)) {
      Probe probe = waiting.remove();
      if (probe.state == Probe.State.ANSWERED) {
        outstanding -= settings.multi() ? 1 : 0;
        over.add(probe);
      } else if (probe.tries <= settings.retries()) {
        toRepeat.add(probe);
      } else {
        probe.state = Probe.State.EXPIRED;
        outstanding--;
        over.add(probe);
        listener.noAnswer(probe, probe.tries * settings.timeout());
      }
    }
    while (!over.isEmpty() && now - over.peek().deadline > REMEMBERED) {
      table.remove(over.remove());
    }
    if (unstamped.size() > 1 << 16) {
      unstamped.clear(); // the host gives no stamps
    }
  }
}
