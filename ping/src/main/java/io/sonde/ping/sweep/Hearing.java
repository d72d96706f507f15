// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.ping.engine.QueryAnswers;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Stray;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.IcmpQuery;
import io.sonde.probe.Moment;
import io.sonde.probe.ProbeMethod;
import io.sonde.probe.RoundTripClock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.QuotedDatagram;
import io.sonde.wire.icmp.IcmpEcho;
import java.io.IOException;

/** Takes what comes back and tells answers from errors and from strangers. */
final class Hearing {
  private static final int SLOTS = 256;
  private static final int OCTETS = 1 << 21;
  private static final int LEAST_OCTETS = 600; // options, and what an ICMP error may quote

  private final Voice voice;
  private final Plan plan;
  private final Lanes lanes;
  private final Waits waits;
  private final Tally tally;
  private final Network network;
  private final Moment moment;
  private final RoundTripClock clock;
  private final PacketBatch in;
  private final int size;
  private final Reply reply = new Reply();
  private final IcmpError error = new IcmpError();
  private final Stray stray = new Stray();
  private boolean steppedClockReported;
  private long dropped;

  /**
   * @param packet octets of a probe
   * @param size data octets of it
   */
  Hearing(
      Voice voice,
      Plan plan,
      Lanes lanes,
      Waits waits,
      Tally tally,
      Network network,
      Stamps stamps,
      int packet,
      int size) {
    this.voice = voice;
    this.plan = plan;
    this.lanes = lanes;
    this.waits = waits;
    this.tally = tally;
    this.network = network;
    this.size = size;
    moment = new Moment(network.time());
    clock = new RoundTripClock(moment, stamps, false);
    int octets = Math.min(65_575, Math.max(LEAST_OCTETS, packet + 64));
    in = network.batch(Math.max(2, Math.min(SLOTS, OCTETS / octets)), octets);
  }

  /**
   * Waits until something comes or the deadline passes, and judges it.
   *
   * @return how much came
   */
  int receive(long deadline) throws IOException {
    int count = network.receive(in, deadline);
    if (count == 0) {
      return 0;
    }
    moment.take();
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED) {
        Lane lane = lanes.ofChannel(in.channel[i]);
        if (lane != null) {
          lane.stamp(in.number[i], in.time[i]);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      Lane lane = in.kind[i] == PacketBatch.TRANSMITTED ? null : lanes.ofChannel(in.channel[i]);
      if (lane != null) {
        judge(lane, i);
      }
    }
    long allDropped = lanes.dropped();
    if (allDropped > dropped) {
      voice.listener().dropped(allDropped - dropped);
      dropped = allDropped;
    }
    return count;
  }

  private void judge(Lane lane, int slot) throws IOException {
    if (in.kind[slot] == PacketBatch.ERROR && in.origin[slot] == PacketBatch.LOCAL) {
      return; // the refusal was told when the probe was refused
    }
    switch (lane.method.match(in, slot)) {
      case ProbeMethod.REPLY -> reply(lane, slot);
      case ProbeMethod.ERROR -> icmpError(lane, slot, true);
      case ProbeMethod.NOTICE -> icmpError(lane, slot, false);
      case ProbeMethod.CORRUPT -> {
        tally.corrupted++;
        stray(lane, slot, Stray.Kind.CORRUPT);
      }
      case ProbeMethod.FOREIGN, ProbeMethod.OTHER -> {
        tally.foreign++;
        stray(lane, slot, Stray.Kind.FOREIGN);
      }
      default -> {}
    }
  }

  /** Whether an address is that of the target at a place. */
  private boolean isTarget(Lane lane, int place, long high, long low) {
    long target = voice.order().at(lane.position[place]);
    return voice.targets().low(target) == low && voice.targets().high(target) == high;
  }

  private void reply(Lane lane, int slot) throws IOException {
    int place = lane.find(lane.method.wireSequence());
    if (place < 0) {
      tally.unsolicited++;
      stray(lane, slot, Stray.Kind.UNSOLICITED);
      return;
    }
    if (!isTarget(lane, place, in.addressHigh[slot], in.addressLow[slot])) {
      // the number is another target's by now, or somebody answers for somebody else
      tally.foreign++;
      stray(lane, slot, Stray.Kind.FOREIGN);
      return;
    }
    clock.take(
        lane.sentNanos[place],
        lane.sentEpochNanos[place],
        lane.stamp[place],
        lane.shared[place],
        in,
        slot);
    if (clock.disbelieved() && !steppedClockReported) {
      steppedClockReported = true;
      voice
          .listener()
          .warning(
              in.time[slot],
              "clock-stepped",
              "time stamps contradict the monotonic clock, which is used instead where they do");
    }
    fill(lane, place, slot);
    switch (lane.state(place)) {
      case Lane.ANSWERED -> {
        tally.duplicates++;
        reply.kind = Reply.Kind.DUPLICATE;
        plan.duplicate(lane, place);
        voice.listener().reply(voice.at(lane.position[place]), reply);
      }
      case Lane.LOST -> {
        tally.late++;
        reply.kind = Reply.Kind.LATE;
        voice.listener().reply(voice.at(lane.position[place]), reply);
      }
      default -> {
        reply.kind = Reply.Kind.ANSWER;
        lane.state(place, Lane.ANSWERED);
        waits.remove(lane, place);
        tally.answered(reply.roundTrip, reply.clock);
        voice.listener().reply(voice.at(lane.position[place]), reply);
        plan.answered(lane, place, reply.roundTrip);
      }
    }
  }

  private void fill(Lane lane, int place, int slot) {
    ProbeMethod method = lane.method;
    reply.time = in.time[slot];
    reply.sequence = lane.sequence[place];
    reply.wireSequence = method.wireSequence();
    reply.identifier = method.identifier();
    reply.fromHigh = in.addressHigh[slot];
    reply.fromLow = in.addressLow[slot];
    reply.length = method.icmpLength();
    reply.timeToLive = in.hopLimit[slot];
    reply.trafficClass = in.trafficClass[slot];
    reply.roundTrip = clock.roundTrip();
    reply.clock = clock.clock();
    reply.copy = lane.countCopy(place);
    reply.wrongOffset = -1;
    reply.truncated = false;
    if (method instanceof EchoProbe echo) {
      reply.truncated = echo.query() == IcmpQuery.ECHO && reply.length < size + IcmpEcho.LENGTH;
      int wrong = echo.wrongOctet(in.octets, size);
      if (wrong >= 0) {
        tally.wrongData++;
        reply.wrongOffset = wrong;
        reply.wrongExpected = echo.sentOctet(wrong);
        int at = method.icmpOffset() + IcmpEcho.LENGTH + wrong;
        reply.wrongActual = Byte.toUnsignedInt(in.octets.get(at));
      }
      QueryAnswers.read(echo, in.octets, reply);
    }
  }

  private void icmpError(Lane lane, int slot, boolean counts) throws IOException {
    ProbeMethod method = lane.method;
    int place = method.wireSequence() < 0 ? -1 : lane.find(method.wireSequence());
    if (place >= 0 && !quotes(lane, place, slot)) {
      place = -1;
    }
    error.family = lane.family;
    error.time = in.time[slot];
    error.sequence = place < 0 ? 0 : lane.sequence[place];
    error.wireSequence = method.wireSequence();
    error.fromHigh = in.addressHigh[slot];
    error.fromLow = in.addressLow[slot];
    error.type = method.type();
    error.code = method.code();
    error.counts = counts && place >= 0;
    details(method, slot);
    tally.errors += error.counts ? 1 : 0;
    voice.listener().icmpError(place < 0 ? null : voice.at(lane.position[place]), error);
  }

  private void details(ProbeMethod method, int slot) {
    boolean v4 = error.family == IpFamily.IPV4;
    boolean whole = method.icmpLength() >= IcmpEcho.LENGTH;
    int word = whole ? in.octets.getInt(method.icmpOffset() + 4) : in.detail[slot];
    boolean tooBig = v4 ? error.type == 3 && error.code == 4 : error.type == 2;
    boolean points = v4 ? error.type == 12 : error.type == 4;
    boolean redirect = v4 && error.type == 5;
    error.mtu = !tooBig ? 0 : whole && v4 ? word & 0xffff : word;
    error.pointer = !points ? -1 : whole && v4 ? word >>> 24 : Integer.toUnsignedLong(word);
    error.gatewayHigh = 0;
    error.gatewayLow = redirect ? IpAddress.ofIpv4(word).low() : 0;
  }

  /** Whether an error is about the target that the place's probe went to. */
  private boolean quotes(Lane lane, int place, int slot) {
    if (in.kind[slot] == PacketBatch.ERROR) {
      return (in.originalHigh[slot] | in.originalLow[slot]) == 0
          || isTarget(lane, place, in.originalHigh[slot], in.originalLow[slot]);
    }
    int quote = lane.method.quoteOffset();
    return isTarget(
        lane,
        place,
        QuotedDatagram.destinationHigh(in.octets, quote),
        QuotedDatagram.destinationLow(in.octets, quote));
  }

  private void stray(Lane lane, int slot, Stray.Kind kind) throws IOException {
    ProbeMethod method = lane.method;
    stray.time = in.time[slot];
    stray.kind = kind;
    stray.sequence = 0;
    stray.fromHigh = in.addressHigh[slot];
    stray.fromLow = in.addressLow[slot];
    stray.wireSequence = method.wireSequence();
    stray.identifier = method.identifier();
    stray.type = method.type();
    stray.code = method.code();
    stray.length = method.icmpLength();
    stray.timeToLive = in.hopLimit[slot];
    stray.roundTrip = -1;
    voice.listener().stray(stray);
  }
}
