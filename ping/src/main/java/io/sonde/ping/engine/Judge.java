// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Stray;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.InFlight;
import io.sonde.probe.Moment;
import io.sonde.probe.NodeInformationProbe;
import io.sonde.probe.ProbeMethod;
import io.sonde.probe.RoundTripClock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpEcho;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes what comes back and tells answers from errors and from strangers. */
final class Judge {
  private static final int SLOTS = 16;
  private static final int MOST_SLOTS = 128;
  private static final int BATCH_OCTETS = 2 << 20;

  /** Room beside the own packet's length: IP options, and ICMP errors with all they may quote. */
  private static final int LEAST_OCTETS = 1500;

  private final Session session;
  private final PingConfig config;
  private final Accounting counts;
  private final @Nullable MtuSearch search;
  private final Pace pace;
  private final Sender sender;
  private final PingListener listener;
  private final Network network;
  private final TimeSource time;
  private final ProbeMethod method;
  private final Moment moment;
  private final RoundTripClock clock;
  private final Zones zones;
  private final PacketBatch in;
  private final IpFamily family;
  private final Reply reply = new Reply();
  private final IcmpError error = new IcmpError();
  private final Stray stray = new Stray();
  private boolean steppedClockReported;

  Judge(
      Session session,
      PingConfig config,
      Accounting counts,
      @Nullable MtuSearch search,
      Pace pace,
      Sender sender,
      PingListener listener,
      Outside outside) {
    this.session = session;
    this.config = config;
    this.counts = counts;
    this.search = search;
    this.pace = pace;
    this.sender = sender;
    this.listener = listener;
    network = outside.network();
    zones = new Zones(outside.interfaces());
    time = network.time();
    method = session.method();
    family = session.started().address().family();
    error.family = family;
    moment = new Moment(time);
    clock = new RoundTripClock(moment, Setup.stamps(config), session.isGroup());
    int octets =
        Math.min(65_575, Math.max(LEAST_OCTETS, session.overhead() + sender.largest() + 64));
    int slots = sender.slots() == 1 ? SLOTS : Math.min(MOST_SLOTS, 2 * sender.slots());
    in = network.batch(Math.max(2, Math.min(slots, BATCH_OCTETS / octets)), octets);
  }

  /** Waits until something comes or the deadline passes, and judges it. */
  void receive(long deadline) throws IOException {
    int count = network.receive(in, deadline);
    if (count == 0) {
      return;
    }
    moment.take();
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED) {
        long sequence = counts.table.findNumber(in.number[i]);
        if (sequence > 0) {
          counts.table.stamp(sequence, in.time[i]);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.PACKET) {
        packet(i);
      } else if (in.kind[i] == PacketBatch.ERROR) {
        queuedError(i);
      }
    }
  }

  /** Reports what the host has refused and not explained. */
  void settleErrors() throws IOException {
    receive(time.nanos());
    sender.settleErrors(time.epochNanos());
  }

  private void packet(int slot) throws IOException {
    switch (method.match(in, slot)) {
      case ProbeMethod.REPLY -> reply(slot);
      case ProbeMethod.ERROR -> icmpError(slot, true);
      case ProbeMethod.NOTICE -> icmpError(slot, false);
      case ProbeMethod.CORRUPT -> {
        counts.corrupted++;
        stray(slot, Stray.Kind.CORRUPT);
      }
      case ProbeMethod.FOREIGN -> foreign(slot);
      case ProbeMethod.OTHER -> {
        counts.foreign++;
        icmpError(slot, false);
      }
      default -> {}
    }
  }

  private void foreign(int slot) throws IOException {
    counts.foreign++;
    stray(slot, Stray.Kind.FOREIGN);
  }

  private void queuedError(int slot) throws IOException {
    int verdict = method.match(in, slot);
    if (in.origin[slot] == PacketBatch.LOCAL) {
      sender.localMtu(in.detail[slot], in.time[slot]);
      return;
    }
    if (verdict == ProbeMethod.OTHER) {
      counts.foreign++;
    }
    icmpError(slot, verdict == ProbeMethod.ERROR);
  }

  private void reply(int slot) throws IOException {
    long sequence = counts.table.find(method.wireSequence());
    int state = counts.table.state(sequence);
    if (state == InFlight.UNKNOWN) {
      counts.unsolicited++;
      stray(slot, Stray.Kind.UNSOLICITED);
      return;
    }
    boolean different = isDifferentAddress(slot);
    if (different && config.sockets().checkSource()) {
      foreign(slot);
      return;
    }
    takeRoundTrip(sequence, slot);
    if (clock.disbelieved() && !steppedClockReported) {
      steppedClockReported = true;
      listener.warning(
          in.time[slot],
          "clock-stepped",
          "time stamps contradict the monotonic clock, which is used instead where they do");
    }
    fill(slot, sequence, different);
    switch (state) {
      case InFlight.ANSWERED -> {
        counts.duplicates++;
        reply.kind = Reply.Kind.DUPLICATE;
      }
      case InFlight.LOST -> {
        counts.late++;
        reply.kind = Reply.Kind.LATE;
      }
      default -> {
        counts.answered(sequence, reply.roundTrip, reply.clock);
        reply.kind = Reply.Kind.ANSWER;
        session.channel().forget(in.number[slot]);
        pace.settled(moment.nanos(), counts.roundTrips.movingAverage());
        if (search != null) {
          search.answered(counts.table.size(sequence));
        }
      }
    }
    reply.copy = counts.table.countCopy(sequence);
    if (reply.wrongOffset >= 0) {
      counts.wrongData++;
    }
    listener.reply(reply);
  }

  private boolean isDifferentAddress(int slot) {
    IpAddress address = session.started().address();
    return !session.isGroup()
        && (in.addressHigh[slot] != address.high() || in.addressLow[slot] != address.low());
  }

  private void fill(int slot, long sequence, boolean different) {
    int sent = counts.table.size(sequence);
    reply.time = in.time[slot];
    reply.sequence = sequence;
    reply.wireSequence = method.wireSequence();
    reply.identifier = method.identifier();
    reply.fromHigh = in.addressHigh[slot];
    reply.fromLow = in.addressLow[slot];
    reply.fromZone = zones.of(in, slot);
    reply.differentAddress = different;
    reply.length = method.icmpLength();
    reply.timeToLive = in.hopLimit[slot];
    reply.trafficClass = in.trafficClass[slot];
    reply.roundTrip = clock.roundTrip();
    reply.clock = clock.clock();
    reply.options = options(slot);
    reply.wrongOffset = -1;
    reply.data = null;
    reply.node = null;
    reply.truncated = false;
    if (method instanceof EchoProbe echo) {
      reply.truncated = reply.length < sent + IcmpEcho.LENGTH;
      int wrong = echo.wrongOctet(in.octets, sent);
      if (wrong >= 0) {
        int data = method.icmpOffset() + IcmpEcho.LENGTH;
        reply.wrongOffset = wrong;
        reply.wrongExpected = echo.sentOctet(wrong);
        reply.wrongActual = Byte.toUnsignedInt(in.octets.get(data + wrong));
        reply.data = octets(data, reply.length - IcmpEcho.LENGTH);
      }
    } else if (method instanceof NodeInformationProbe query) {
      reply.node = NodeAnswers.read(query.reply(in.octets));
    }
  }

  private Octets options(int slot) {
    int start = in.start[slot];
    if (family == IpFamily.IPV6
        || in.content[slot] != PacketBatch.IP
        || method.icmpOffset() == start + Ipv4Header.LENGTH) {
      return Octets.EMPTY;
    }
    return octets(start + Ipv4Header.LENGTH, method.icmpOffset() - start - Ipv4Header.LENGTH);
  }

  private Octets octets(int offset, int length) {
    return Octets.rest(in.octets.slice(offset, length));
  }

  private void icmpError(int slot, boolean counting) throws IOException {
    long sequence = method.wireSequence() < 0 ? 0 : counts.table.find(method.wireSequence());
    int state = counts.table.state(sequence);
    error.time = in.time[slot];
    error.sequence = state == InFlight.UNKNOWN ? 0 : sequence;
    error.wireSequence = method.wireSequence();
    error.fromHigh = in.addressHigh[slot];
    error.fromLow = in.addressLow[slot];
    error.fromZone = zones.of(in, slot);
    error.type = method.type();
    error.code = method.code();
    error.counts = counting;
    error.corrupt = false;
    details(slot);
    boolean quoted =
        config.output().verbose() && method.quoteLength() > 0 && method.icmpLength() > 0;
    error.quote = quoted ? octets(method.quoteOffset(), method.quoteLength()) : null;
    if (counting) {
      counts.errors++;
      if (state == InFlight.OUTSTANDING) {
        counts.failed(sequence);
        pace.settled(moment.nanos(), counts.roundTrips.movingAverage());
      }
    }
    listener.icmpError(error);
    if (search != null && state != InFlight.UNKNOWN && isTooBig()) {
      search.tooBig(counts.table.size(sequence), error.mtu, from(slot).toString());
    }
  }

  private boolean isTooBig() {
    return family == IpFamily.IPV4 ? error.type == 3 && error.code == 4 : error.type == 2;
  }

  private IpAddress from(int slot) {
    return IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]);
  }

  /** MTU, pointer or gateway: from the message where it is there, else from the error queue. */
  private void details(int slot) {
    error.mtu = 0;
    error.pointer = -1;
    error.gatewayHigh = 0;
    error.gatewayLow = 0;
    boolean whole = method.icmpLength() >= IcmpEcho.LENGTH;
    ByteBuffer octets = in.octets;
    int word = whole ? octets.getInt(method.icmpOffset() + 4) : in.detail[slot];
    if (isTooBig()) {
      error.mtu = whole && family == IpFamily.IPV4 ? word & 0xffff : word;
    } else if (family == IpFamily.IPV4 && error.type == 12) {
      error.pointer = whole ? word >>> 24 : word;
    } else if (family == IpFamily.IPV6 && error.type == 4) {
      error.pointer = Integer.toUnsignedLong(word);
    } else if (family == IpFamily.IPV4 && error.type == 5) {
      error.gatewayLow = IpAddress.ofIpv4(word).low();
    }
  }

  private void stray(int slot, Stray.Kind kind) throws IOException {
    stray.time = in.time[slot];
    stray.kind = kind;
    stray.sequence = method.wireSequence() < 0 ? 0 : counts.table.find(method.wireSequence());
    stray.fromHigh = in.addressHigh[slot];
    stray.fromLow = in.addressLow[slot];
    stray.fromZone = zones.of(in, slot);
    stray.wireSequence = method.wireSequence();
    stray.identifier = method.identifier();
    stray.type = method.type();
    stray.code = method.code();
    stray.length = method.icmpLength();
    stray.timeToLive = in.hopLimit[slot];
    stray.roundTrip = -1;
    if (kind == Stray.Kind.CORRUPT && counts.table.state(stray.sequence) != InFlight.UNKNOWN) {
      takeRoundTrip(stray.sequence, slot);
      stray.roundTrip = clock.roundTrip();
    }
    listener.stray(stray);
  }

  private void takeRoundTrip(long sequence, int slot) {
    InFlight table = counts.table;
    clock.take(
        table.sentNanos(sequence),
        table.sentEpochNanos(sequence),
        table.stamp(sequence),
        table.isShared(sequence),
        in,
        slot);
  }
}
