// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Stray;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.IcmpQuery;
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
  private final Session session;
  private final PingConfig config;
  private final Accounting counts;
  private final @Nullable MtuSearch search;
  private final Pace pace;
  private final Sender sender;
  private final PingListener listener;
  private final Inbox inbox;
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
  private long dropped;

  Judge(
      Session session,
      PingConfig config,
      Accounting counts,
      @Nullable MtuSearch search,
      Pace pace,
      Sender sender,
      PingListener listener,
      Inbox inbox,
      Outside outside) {
    this.session = session;
    this.config = config;
    this.counts = counts;
    this.search = search;
    this.pace = pace;
    this.sender = sender;
    this.listener = listener;
    this.inbox = inbox;
    zones = new Zones(outside.interfaces());
    time = outside.network().time();
    method = session.method();
    family = session.started().address().family();
    error.family = family;
    moment = inbox.moment;
    in = inbox.batch;
    clock = new RoundTripClock(moment, session.stamps(), session.isGroup());
  }

  /** Waits until something comes or the deadline passes, and judges it. */
  void receive(long deadline) throws IOException {
    judge(inbox.receive(deadline));
  }

  /** Judges what is this session's of the slots that the inbox has filled. */
  void judge(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED && session.owns(in.channel[i])) {
        long sequence = counts.table.findNumber(in.number[i]);
        if (sequence > 0) {
          counts.table.stamp(sequence, in.time[i]);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (!session.owns(in.channel[i]) || in.kind[i] == PacketBatch.TRANSMITTED) {
        continue;
      }
      if (in.kind[i] == PacketBatch.ERROR) {
        queuedError(i);
      } else {
        packet(i);
      }
    }
    long allDropped = session.channel().dropped();
    if (allDropped > dropped) {
      listener.dropped(allDropped - dropped);
      dropped = allDropped;
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
      case ProbeMethod.REPEATED -> repeated(slot);
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
    if (method.wireSequence() == ProbeMethod.BY_NUMBER && in.origin[slot] == PacketBatch.LOCAL) {
      sender.failed(sequence(slot), in.detail[slot], in.time[slot]);
      return;
    }
    if (verdict == ProbeMethod.REPLY) {
      reply(slot);
      return;
    }
    if (in.origin[slot] == PacketBatch.LOCAL) {
      sender.localMtu(in.detail[slot], in.time[slot]);
      return;
    }
    if (verdict == ProbeMethod.OTHER) {
      counts.foreign++;
    }
    icmpError(slot, verdict == ProbeMethod.ERROR);
  }

  /** The probe that the last match speaks of; 0: none that is known. */
  private long sequence(int slot) {
    return switch (method.wireSequence()) {
      case -1 -> 0;
      case ProbeMethod.BY_NUMBER -> counts.table.findNumber(in.number[slot]);
      case ProbeMethod.IF_ALONE -> counts.table.onlyOutstanding();
      default -> counts.table.find(method.wireSequence());
    };
  }

  /** The host has sent the probe twice: the first was lost, or the answer to it. */
  private void repeated(int slot) throws IOException {
    long sequence = sequence(slot);
    if (counts.table.state(sequence) == InFlight.OUTSTANDING) {
      long waited = moment.nanos() - counts.table.sentNanos(sequence);
      counts.lost(sequence);
      listener.lost(in.time[slot], sequence, waited);
    }
  }

  private void reply(int slot) throws IOException {
    long sequence = sequence(slot);
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
    reply.answer = method.answer();
    reply.wireSequence = (int) sequence & 0xffff;
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
      fillEcho(echo, sent);
      QueryAnswers.read(echo, in.octets, reply);
    } else if (method instanceof NodeInformationProbe query) {
      reply.node = NodeAnswers.read(query.reply(in.octets));
    }
  }

  private void fillEcho(EchoProbe echo, int sent) {
    if (echo.query() == IcmpQuery.ECHO) {
      reply.truncated = reply.length < sent + IcmpEcho.LENGTH;
      int wrong = echo.wrongOctet(in.octets, sent);
      if (wrong >= 0) {
        int data = method.icmpOffset() + IcmpEcho.LENGTH;
        reply.wrongOffset = wrong;
        reply.wrongExpected = echo.sentOctet(wrong);
        reply.wrongActual = Byte.toUnsignedInt(in.octets.get(data + wrong));
        reply.data = octets(data, reply.length - IcmpEcho.LENGTH);
      }
    }
  }

  private Octets options(int slot) {
    int start = in.start[slot];
    if (family == IpFamily.IPV6
        || !session.kind().isIcmp()
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
    long sequence = sequence(slot);
    int state = counts.table.state(sequence);
    error.time = in.time[slot];
    error.sequence = state == InFlight.UNKNOWN ? 0 : sequence;
    error.wireSequence = Math.max(-1, method.wireSequence());
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
    stray.sequence = sequence(slot);
    stray.fromHigh = in.addressHigh[slot];
    stray.fromLow = in.addressLow[slot];
    stray.fromZone = zones.of(in, slot);
    stray.wireSequence = Math.max(-1, method.wireSequence());
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
