// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.dissect.Dissection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet to be shown, and what is known of it beside its octets. Reused. */
public final class Exhibit {
  /** Layers and findings. */
  public final Dissection dissection;

  /** File that it is from; null: none. */
  public @Nullable String file;

  /** Number within the file or the run, from 1. */
  public long index;

  /** Nanoseconds since 1970; {@link #NO_TIME} if nobody knows. */
  public long time;

  /** Time of the first packet shown that has one. */
  public long firstTime = NO_TIME;

  /** Link type of captures. */
  public int linkType;

  /** Octets on the wire. */
  public long wireLength;

  /** Name of the event that shows it. */
  public String event = "packet";

  /** Number of the probe that it belongs to, from 1; 0: none. */
  public long probe;

  /** Nanoseconds since that probe left; negative: unknown. */
  public long roundTrip = -1;

  /** What people wrote about it. */
  public List<String> comments = List.of();

  /** A packet without a time. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Packets that a dissection takes apart. */
  public Exhibit(Dissection dissection) {
    this.dissection = dissection;
  }
}
