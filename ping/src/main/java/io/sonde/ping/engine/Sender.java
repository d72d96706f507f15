// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.SendError.Cause;
import io.sonde.probe.InFlight;
import io.sonde.probe.Moment;
import io.sonde.probe.ProbeMethod;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.IntFunction;

/** Puts probes on their way and enters them into the table. */
final class Sender {
  private static final int MOST_SLOTS = 64;
  private static final int BATCH_OCTETS = 1 << 20;

  /** How often a packet is offered to full queues before it counts as refused: about a second. */
  private static final int MOST_REFUSALS = 100;

  /**
   * Where stamps are sampled, one probe of so many asks for its own, and each of the first ones.
   */
  private static final int SAMPLE = 8;

  private final Session session;
  private final ProbeMethod method;
  private final Accounting counts;
  private final SizePlan sizes;
  private final TimeSource time;
  private final Moment moment;
  private final PingListener listener;
  private final IntFunction<String> errorText;
  private final Pace pace;
  private final PacketBatch out;
  private final int[] written;
  private int refusals;
  private long pausedUntil;
  private final Queue<Long> awaitedTooBig = new ArrayDeque<>();

  Sender(
      Session session,
      Accounting counts,
      SizePlan sizes,
      Network network,
      PingListener listener,
      IntFunction<String> errorText,
      Pace pace) {
    this.session = session;
    this.counts = counts;
    this.sizes = sizes;
    this.listener = listener;
    this.errorText = errorText;
    this.pace = pace;
    method = session.method();
    time = network.time();
    moment = new Moment(time);
    int octets = session.overhead() + sizes.largest();
    boolean many =
        session.started().config().schedule().interval() < Pace.STALL
            || session.started().config().schedule().flood()
            || session.started().config().schedule().preload() > 1;
    out =
        network.batch(many ? Math.max(1, Math.min(MOST_SLOTS, BATCH_OCTETS / octets)) : 1, octets);
    written = new int[out.slots];
    Arrays.fill(written, -1);
  }

  /** Data octets of the longest probe. */
  int largest() {
    return sizes.largest();
  }

  /** Most probes of one send. */
  int slots() {
    return out.slots;
  }

  /** Whether the host's queues were full a moment ago. */
  boolean isPaused(long now) {
    return now < pausedUntil;
  }

  /**
   * When the next send is worth trying, as far as the host is concerned. A socket that is full ends
   * the wait by itself once it has room.
   */
  long readyAt() {
    return pausedUntil;
  }

  /**
   * Sends the next {@code count} probes.
   *
   * @return how many the host took or refused for good
   */
  int send(int count, long now) throws IOException {
    long first = counts.transmitted() + 1;
    for (int i = 0; i < count; i++) {
      prepare(i, first + i);
    }
    out.count = count;
    moment.take();
    long epoch = moment.epochNanos();
    int handled = session.channel().send(out, 0);
    pausedUntil = handled < count ? now + Pace.STALL : now;
    while (handled > 0
        && out.outcome[handled - 1] == PacketBatch.NO_BUFFERS
        && refusals < MOST_REFUSALS) {
      handled--; // offered again after a pause; it has used up no number
      refusals++;
      pausedUntil = now + Pace.STALL;
    }
    int told = 0;
    for (int i = 0; i < handled; i++) {
      long sequence = counts.sent(out.number[i], moment.nanos(), epoch, written[i], count > 1);
      if (out.outcome[i] == PacketBatch.SENT) {
        refusals = 0;
      } else {
        tell(first, told, i);
        told = i + 1;
        refused(sequence, i, epoch);
      }
    }
    tell(first, told, handled);
    if (handled > 0) {
      pace.sent(handled, now);
    }
    return handled;
  }

  /** Tells of the probes of slots {@code from} to {@code to}, exclusive, which have left. */
  private void tell(long first, int from, int to) throws IOException {
    if (to > from) {
      listener.sent(first + from, to - from);
    }
  }

  /** Something was received: a full socket may have room again. */
  void retry(long now) {
    if (refusals == 0) {
      pausedUntil = now;
    }
  }

  private void prepare(int slot, long sequence) throws IOException {
    forget(InFlight.displacedBy(sequence));
    int size = sizes.sizeOf(sequence);
    if (written[slot] == size) {
      method.patch(out, slot, sequence);
    } else {
      method.size(size);
      method.write(out, slot, sequence);
      out.scope[slot] = session.scope();
      written[slot] = size;
    }
    out.stamp[slot] = sequence <= SAMPLE || sequence % SAMPLE == 0;
  }

  /** Gives up the probe whose place in the table, and on the wire, is needed. */
  private void forget(long sequence) throws IOException {
    int state = counts.table.state(sequence);
    if (state == InFlight.OUTSTANDING || state == InFlight.FAILED) {
      long waited = time.nanos() - counts.table.sentNanos(sequence);
      counts.lost(sequence);
      listener.lost(time.epochNanos(), sequence, waited);
    }
  }

  private void refused(long sequence, int slot, long epoch) throws IOException {
    counts.table.settle(sequence, InFlight.FAILED);
    if (out.outcome[slot] == PacketBatch.TOO_BIG) {
      if (out.detail[slot] == 0) {
        awaitedTooBig.add(sequence);
      } else {
        tooBig(sequence, out.detail[slot], epoch);
      }
      return;
    }
    counts.errors++;
    counts.sendErrors++;
    int errno = out.detail[slot];
    Cause cause =
        switch (out.outcome[slot]) {
          case PacketBatch.NO_ROUTE -> Cause.NO_ROUTE;
          case PacketBatch.NOT_PERMITTED -> Cause.NOT_PERMITTED;
          case PacketBatch.NO_BUFFERS -> Cause.NO_BUFFERS;
          default -> Cause.OTHER;
        };
    listener.sendError(new SendError(epoch, sequence, cause, errno, errorText.apply(errno), 0));
  }

  /** The host itself has given up a probe that it had taken. */
  void failed(long sequence, int errno, long epoch) throws IOException {
    if (counts.table.state(sequence) == InFlight.OUTSTANDING) {
      counts.failed(sequence);
      counts.errors++;
      counts.sendErrors++;
      listener.sendError(
          new SendError(epoch, sequence, Cause.OTHER, errno, errorText.apply(errno), 0));
    }
  }

  /** The host has said what the longest packet is that it would send. */
  void localMtu(int mtu, long epoch) throws IOException {
    Long sequence = awaitedTooBig.poll();
    if (sequence != null) {
      tooBig(sequence, mtu, epoch);
    }
  }

  /** Reports probes that were too long although the host never said how long they may be. */
  void settleErrors(long epoch) throws IOException {
    while (!awaitedTooBig.isEmpty()) {
      localMtu(session.route().mtu(), epoch);
    }
  }

  private void tooBig(long sequence, int mtu, long epoch) throws IOException {
    counts.errors++;
    counts.sendErrors++;
    listener.sendError(new SendError(epoch, sequence, Cause.TOO_BIG, 0, "message too long", mtu));
    if (sizes instanceof MtuSearch search) {
      search.tooBig(counts.table.size(sequence), mtu, "");
    }
  }
}
