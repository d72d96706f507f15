// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import io.sonde.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All probes of one TTL, settled.
 *
 * @param time epoch nanoseconds
 * @param ttl 1 … 255
 * @param probes in their order
 */
public record Hop(long time, int ttl, List<Sample> probes) {
  /**
   * One place of a hop.
   *
   * @param answer null: none
   * @param failure the host's words if it would not send the probe; empty: it did
   * @param duplicates answers to the same probe after the first
   * @param mtu packet size to be shown with it (the first the hop needed); 0: none
   */
  public record Sample(@Nullable Answer answer, String failure, int duplicates, int mtu) {}

  /** Copies the list. */
  public Hop {
    probes = List.copyOf(probes);
  }

  /** Places with an answer. */
  public int answered() {
    int count = 0;
    for (Sample sample : probes) {
      count += sample.answer() == null ? 0 : 1;
    }
    return count;
  }

  /** The first answer; null: there is none. */
  public @Nullable Answer first() {
    for (Sample sample : probes) {
      if (sample.answer() != null) {
        return sample.answer();
      }
    }
    return null;
  }

  /** Whether {@code address} gave one of the answers. */
  public boolean hasAnswerOf(IpAddress address) {
    for (Sample sample : probes) {
      if (sample.answer() != null && sample.answer().address().equals(address)) {
        return true;
      }
    }
    return false;
  }
}
