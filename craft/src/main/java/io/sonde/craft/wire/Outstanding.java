// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Probe;
import io.sonde.craft.answer.ProbeTable;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Probes from their sending to the end of their time: who has answered, what is to be repeated. */
final class Outstanding {
  /** For so long after its time is over an answer is known to be late. */
  private static final long REMEMBERED = 10_000_000_000L;

  private final SrSettings settings;
  private final SrListener listener;
  private final Consumer<Probe> unanswered;
  private final ProbeTable table = new ProbeTable();
  private final Deque<Probe> waiting = new ArrayDeque<>();
  private final Deque<Probe> toRepeat = new ArrayDeque<>();
  private final Deque<Probe> over = new ArrayDeque<>();
  private long probes;
  private long answered;
  private long open;

  /**
   * Nothing is under way.
   *
   * @param unanswered is told of each sending that nobody has answered in time
   */
  Outstanding(SrSettings settings, SrListener listener, Consumer<Probe> unanswered) {
    this.unanswered = unanswered;
    this.settings = settings;
    this.listener = listener;
  }

  /** Packets that somebody could have answered. */
  long probes() {
    return probes;
  }

  /** Those that somebody has answered. */
  long answered() {
    return answered;
  }

  /** Whether nothing is waited for. */
  boolean isEmpty() {
    return open == 0;
  }

  /**
   * Adds a probe that is about to leave.
   *
   * @return false if nobody answers such a packet
   */
  boolean add(Probe probe) {
    boolean answerable = table.add(probe);
    probes += answerable ? 1 : 0;
    return answerable;
  }

  /** Forgets a probe that has not left. */
  void withdraw(Probe probe) {
    table.remove(probe);
  }

  /** Notes that a probe has left. */
  void sent(Probe probe, long now, long epochNow) {
    probe.tries++;
    probe.handedOver = epochNow;
    probe.left = Probe.UNKNOWN;
    probe.deadline = now + settings.timeout();
    waiting.add(probe);
    open += probe.tries == 1 ? 1 : 0;
  }

  /** The probe that a packet answers; null: none. */
  @Nullable Probe find(PacketLayout packet) {
    return table.find(packet);
  }

  /** Whether the packet that was looked up last is an error with a quote. */
  boolean isError() {
    return table.isError();
  }

  /** Notes an answer, and says what it is. */
  SrListener.Status answered(Probe probe, IpAddress source) {
    boolean fresh = probe.answeredBy(source);
    if (probe.state == Probe.State.EXPIRED) {
      return SrListener.Status.LATE;
    }
    if (probe.state == Probe.State.WAITING) {
      probe.state = Probe.State.ANSWERED;
      answered++;
      open -= settings.multi() ? 0 : 1;
      return SrListener.Status.REPLY;
    }
    return fresh ? SrListener.Status.REPLY : SrListener.Status.DUPLICATE;
  }

  /** Whether a probe waits to be sent again. */
  boolean repeats() {
    return !toRepeat.isEmpty();
  }

  /** The next probe that is to be sent again; null if it was answered meanwhile. */
  @Nullable Probe takeRepeat() {
    Probe probe = toRepeat.remove();
    if (probe.state == Probe.State.WAITING) {
      return probe;
    }
    over.add(probe);
    return null;
  }

  /** When the time of the next probe is over; {@link Long#MAX_VALUE}: none waits. */
  long deadline() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().deadline;
  }

  /** Gives up what nobody has answered in time, or has it sent again. */
  void expire(long now) throws IOException {
    while (!waiting.isEmpty() && isOver(waiting.element(), now)) {
      Probe probe = waiting.remove();
      if (probe.state == Probe.State.ANSWERED) {
        open -= settings.multi() ? 1 : 0;
        over.add(probe);
        continue;
      }
      unanswered.accept(probe);
      if (probe.tries <= settings.retries()) {
        toRepeat.add(probe);
      } else {
        probe.state = Probe.State.EXPIRED;
        open--;
        over.add(probe);
        listener.noAnswer(probe, probe.tries * settings.timeout());
      }
    }
    while (!over.isEmpty() && now - over.element().deadline > REMEMBERED) {
      table.remove(over.remove());
    }
  }

  private boolean isOver(Probe probe, long now) {
    return probe.deadline - now <= 0 || probe.state == Probe.State.ANSWERED && !settings.multi();
  }
}
