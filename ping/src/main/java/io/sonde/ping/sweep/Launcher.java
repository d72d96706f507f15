// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.SendError.Cause;
import io.sonde.probe.Moment;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts probes on their way, up to a batch at a time. A batch leaves by one lane; what the socket
 * has no room for stays in the batch and goes first the next time.
 */
final class Launcher {
  /** Probes of a batch. */
  static final int SLOTS = 64;

  private static final int DESTINATION = 16;
  private static final int DESTINATION_IPV6 = 24;

  /** Pause after the host's queues were full. */
  private static final long PAUSE = 10_000_000;

  /** How often a probe is offered to full queues before it counts as refused: about a second. */
  private static final int MOST_REFUSALS = 100;

  /** Where stamps are sampled, one probe of so many asks for its own. */
  private static final int SAMPLE = 8;

  private final Voice voice;
  private final Plan plan;
  private final Lanes lanes;
  private final Waits waits;
  private final Tally tally;
  private final Moment moment;
  private final IntFunction<String> errorText;
  private final PacketBatch out;
  private final @Nullable Lane[] written = new Lane[SLOTS];
  private final int[] places = new int[SLOTS];
  private @Nullable Lane lane;
  private int from;
  private boolean planned;
  private int refusals;
  private long pausedUntil = Long.MIN_VALUE;
  private boolean crowded;

  Launcher(
      Voice voice,
      Plan plan,
      Lanes lanes,
      Waits waits,
      Tally tally,
      Network network,
      int octets,
      IntFunction<String> errorText) {
    this.voice = voice;
    this.plan = plan;
    this.lanes = lanes;
    this.waits = waits;
    this.tally = tally;
    this.errorText = errorText;
    moment = new Moment(network.time());
    out = network.batch(SLOTS, octets);
  }

  /** Monotonic time from which there is something to send; {@link Plan#NEVER}: nothing is left. */
  long ready() {
    if (crowded) {
      return Plan.NEVER; // an open probe's end makes room
    }
    boolean anything = from < out.count || planned;
    long next = anything ? Long.MIN_VALUE : plan.ready();
    return next == Plan.NEVER ? next : Math.max(next, pausedUntil);
  }

  /** Whether nothing is left that would be sent now or later without a loss before it. */
  boolean isIdle() {
    return from >= out.count && !planned && plan.ready() == Plan.NEVER;
  }

  /** An open probe has ended, or the socket may have room again. */
  void retry() {
    crowded = false;
  }

  /**
   * Sends what the plan has, at most {@code most}.
   *
   * @return how many the host took or refused for good
   */
  int send(int most, long now) throws IOException {
    if (now < pausedUntil) {
      return 0;
    }
    if (from >= out.count) {
      fill(Math.min(most, SLOTS), now);
    }
    return from < out.count ? launch(now) : 0;
  }

  private void fill(int most, long now) throws IOException {
    out.count = 0;
    from = 0;
    lane = null;
    while (out.count < most && (planned || plan.take(now))) {
      planned = true;
      long target = voice.order().at(plan.position());
      IpFamily family = voice.targets().family(target);
      if (family == null) {
        throw new IllegalStateException("a plan takes targets with an address only");
      }
      Lane free = lanes.withRoom(family);
      if (free == null) {
        crowded = true;
        return;
      }
      if (lane != null && lane != free) {
        return; // another socket, another batch
      }
      lane = free;
      write(free, out.count, target);
      places[out.count] = free.take(plan.position(), plan.sequence(), plan.attempt());
      out.count++;
      planned = false;
    }
  }

  private void write(Lane by, int slot, long target) {
    if (written[slot] == by) {
      by.method.patch(out, slot, by.wire());
    } else {
      by.method.write(out, slot, by.wire());
      written[slot] = by;
    }
    int start = out.start[slot];
    if (by.family == IpFamily.IPV4) {
      out.octets.putInt(start + DESTINATION, (int) voice.targets().low(target));
    } else {
      out.octets.putLong(start + DESTINATION_IPV6, voice.targets().high(target));
      out.octets.putLong(start + DESTINATION_IPV6 + 8, voice.targets().low(target));
    }
    out.scope[slot] = voice.targets().scope(target);
    out.stamp[slot] = by.wire() % SAMPLE == 0;
  }

  private int launch(long now) throws IOException {
    Lane by = lane;
    if (by == null) {
      throw new IllegalStateException("a batch without a lane");
    }
    moment.take();
    int handled = by.channel.send(out, from);
    if (handled < out.count) {
      pausedUntil = now + PAUSE; // unless the socket has room before that
    }
    while (handled > from
        && out.outcome[handled - 1] == PacketBatch.NO_BUFFERS
        && refusals < MOST_REFUSALS) {
      handled--;
      refusals++;
      pausedUntil = now + PAUSE;
    }
    boolean batch = out.count > 1;
    for (int i = from; i < handled; i++) {
      int place = places[i];
      by.sent(place, out.number[i], moment.nanos(), moment.epochNanos(), batch);
      waits.add(by, place);
      tally.sent(moment.nanos());
      Addressee target = voice.at(by.position[place]);
      voice.listener().sent(target, by.sequence[place]);
      if (out.outcome[i] == PacketBatch.SENT) {
        refusals = 0;
      } else {
        refused(target, by.sequence[place], i);
      }
    }
    int done = handled - from;
    from = handled;
    return done;
  }

  /** A full socket has room, or something was received: it may have. */
  void unblock() {
    if (refusals == 0) {
      pausedUntil = Long.MIN_VALUE;
    }
  }

  private void refused(Addressee target, int sequence, int slot) throws IOException {
    tally.errors++;
    tally.sendErrors++;
    boolean tooBig = out.outcome[slot] == PacketBatch.TOO_BIG;
    Cause cause =
        switch (out.outcome[slot]) {
          case PacketBatch.TOO_BIG -> Cause.TOO_BIG;
          case PacketBatch.NO_ROUTE -> Cause.NO_ROUTE;
          case PacketBatch.NOT_PERMITTED -> Cause.NOT_PERMITTED;
          case PacketBatch.NO_BUFFERS -> Cause.NO_BUFFERS;
          default -> Cause.OTHER;
        };
    int errno = tooBig ? 0 : out.detail[slot];
    voice
        .listener()
        .sendError(
            target,
            new SendError(
                moment.epochNanos(),
                sequence,
                cause,
                errno,
                tooBig ? "message too long" : errorText.apply(errno),
                tooBig ? out.detail[slot] : 0));
  }
}
