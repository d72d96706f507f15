// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.PacketBatch;

/** What became of the packets of a run. */
public final class Counts {
  private static final String[] NAMES = {
    "sent", "tooBig", "noRoute", "notPermitted", "noBuffers", "notHonoured", "other"
  };
  private static final String[] WORDS = {
    "sent",
    "too big",
    "no way there",
    "not permitted",
    "queues full",
    "not possible on this path",
    "refused otherwise"
  };

  private final long[] outcomes = new long[NAMES.length];
  private long octets;
  private long retries;

  /** Notes an outcome of {@link PacketBatch}. */
  void add(int outcome, int length) {
    outcomes[outcome]++;
    octets += outcome == PacketBatch.SENT ? length : 0;
  }

  /** Notes packets that found the host's queues full and were offered again. */
  void retried(int packets) {
    retries += packets;
  }

  /** Packets that the host has accepted. */
  public long sent() {
    return outcomes[PacketBatch.SENT];
  }

  /** Their octets. */
  public long octets() {
    return octets;
  }

  /** Packets of an outcome of {@link PacketBatch}. */
  public long of(int outcome) {
    return outcomes[outcome];
  }

  /** Packets that were not sent. */
  public long refused() {
    long refused = 0;
    for (int i = PacketBatch.SENT + 1; i < outcomes.length; i++) {
      refused += outcomes[i];
    }
    return refused;
  }

  /** How often a packet found the host's queues full and was offered again. */
  public long retries() {
    return retries;
  }

  /** An outcome as JSON has it. */
  public static String name(int outcome) {
    return NAMES[outcome];
  }

  /** An outcome in words. */
  public static String words(int outcome) {
    return WORDS[outcome];
  }

  /** How many outcomes there are. */
  public static int outcomes() {
    return NAMES.length;
  }

  /** Adds another run's. */
  void add(Counts other) {
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] += other.outcomes[i];
    }
    octets += other.octets;
    retries += other.retries;
  }
}
