// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.probe.AnswerKind;
import io.sonde.probe.Moment;
import io.sonde.probe.RoundTripClock;
import io.sonde.probe.TraceMatch;
import io.sonde.traceroute.event.Access;
import io.sonde.traceroute.event.Answer;
import io.sonde.wire.IpAddress;
import java.io.IOException;

/** Takes what comes back and makes answers of it. */
final class Receiver {
  /** Hears what the receiver has made out. */
  interface Answers {
    /** Which probe an answer speaks of that does not say; −1: it cannot be told. */
    int whose(AnswerKind kind);

    /** An answer to a probe. */
    void answer(int probe, Answer answer) throws IOException;

    /** The host has said how long the longest packet is that it would send. */
    void localMtu(int mtu) throws IOException;
  }

  private static final int SLOTS = 64;
  private static final int BATCH_OCTETS = 1 << 20;
  private static final int LEAST_OCTETS = 1500;
  private static final int MOST_OCTETS = 65_575;

  private final Session session;
  private final ProbeTable table;
  private final Answers answers;
  private final Network network;
  private final TraceMatch match;
  private final Moment moment;
  private final RoundTripClock clock;
  private final PacketBatch in;

  Receiver(Session session, ProbeTable table, Answers answers, Network network, int longestProbe) {
    this.session = session;
    this.table = table;
    this.answers = answers;
    this.network = network;
    match = new TraceMatch(session.probe());
    moment = new Moment(network.time());
    clock = new RoundTripClock(moment, Stamps.BOTH, false);
    int octets = Math.min(MOST_OCTETS, Math.max(LEAST_OCTETS, longestProbe + 128));
    in = network.batch(Math.max(4, Math.min(SLOTS, BATCH_OCTETS / octets)), octets);
  }

  /**
   * Waits until something comes or the deadline passes, and takes it.
   *
   * @return whether anything came
   */
  boolean receive(long deadline) throws IOException {
    int count = network.receive(in, deadline);
    if (count == 0) {
      return false;
    }
    moment.take();
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED) {
        int sent = table.ofNumber(in.number[i]);
        if (sent >= 0) {
          table.stamp(sent, in.time[i]);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      switch (in.kind[i]) {
        case PacketBatch.PACKET -> judge(i);
        case PacketBatch.ERROR -> {
          if (in.origin[i] == PacketBatch.LOCAL) {
            local(i);
          } else {
            judge(i);
          }
        }
        case PacketBatch.CONNECTED -> connection(i, AnswerKind.TCP_SYN_ACK);
        case PacketBatch.REFUSED -> connection(i, AnswerKind.TCP_RESET);
        default -> {}
      }
    }
    return true;
  }

  private void local(int slot) throws IOException {
    int connection = session.access() == Access.CONNECT ? table.ofNumber(in.number[slot]) : -1;
    if (connection >= 0) {
      table.settle(connection, ProbeTable.GIVEN_UP); // the host itself found no way
    } else if (in.detail[slot] > 0) {
      answers.localMtu(in.detail[slot]);
    }
  }

  private void judge(int slot) throws IOException {
    int verdict = match.judge(in, slot, session.protocols().get(in.channel[slot]));
    if (verdict == TraceMatch.FOREIGN || match.kind() == AnswerKind.REDIRECT) {
      return;
    }
    int named = in.kind[slot] == PacketBatch.ERROR ? table.ofNumber(in.number[slot]) : -1;
    boolean error = verdict == TraceMatch.ERROR;
    give(
        slot,
        named >= 0 ? named : match.index(),
        match.kind(),
        error ? match.type() : -1,
        error ? match.code() : -1);
  }

  private void connection(int slot, AnswerKind kind) throws IOException {
    match.forget();
    give(slot, table.ofNumber(in.number[slot]), kind, -1, -1);
  }

  private void give(int slot, int named, AnswerKind kind, int type, int code) throws IOException {
    int index = named >= 0 ? named : answers.whose(kind);
    if (index < 0) {
      return;
    }
    clock.take(table.nanos(index), table.epochNanos(index), table.stamp(index), false, in, slot);
    Extensions extensions =
        in.kind[slot] == PacketBatch.ERROR
            ? Extensions.queued(in, slot)
            : Extensions.of(session.probe().family(), in, match.icmpOffset(), match.icmpLength());
    answers.answer(
        index,
        new Answer(
            in.clock[slot] == PacketBatch.KERNEL ? in.time[slot] : moment.epochNanos(),
            IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]),
            clock.roundTrip(),
            kind,
            type,
            code,
            match.mtu(),
            match.tcpFlags(),
            in.hopLimit[slot],
            match.quotedTimeToLive(),
            match.quotedTrafficClass(),
            match.quotedOctets(),
            match.differences(),
            extensions.objects(),
            extensions.bad(),
            false));
  }
}
