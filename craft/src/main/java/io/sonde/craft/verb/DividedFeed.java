// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.PacketFeed;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.Schedule;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Packets of a source, divided as the options say, and when each fragment is due. */
final class DividedFeed implements PacketFeed, Closeable {
  private final PacketSource source;
  private final @Nullable FragmentedPackets fragments;
  private final long gap;

  private DividedFeed(PacketSource source, @Nullable FragmentedPackets fragments, long gap) {
    this.source = source;
    this.fragments = fragments;
    this.gap = gap;
  }

  /**
   * Divides packets.
   *
   * @param plan null: they stay whole
   */
  static DividedFeed of(
      Arguments arguments, PacketSource source, @Nullable FragmentPlan plan, long seed) {
    long gap = FragmentOptions.gap(arguments);
    if (plan == null) {
      return new DividedFeed(source, null, gap);
    }
    FragmentedPackets fragments = new FragmentedPackets(source, plan, seed);
    return new DividedFeed(fragments, fragments, gap);
  }

  /** Makes the schedule of a rate that begins at a time of the clock. */
  LongFunction<Schedule> begins(Rate rate, TimeSource clock) {
    return start -> {
      Schedule schedule = rate.from(start);
      return fragments == null || gap == 0 ? schedule : fragments.apart(schedule, gap, clock);
    };
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    return source.next(record);
  }

  @Override
  public boolean isConstant() {
    return source.isConstant();
  }

  @Override
  public boolean mayWait() {
    return source.mayWait() || fragments != null && gap > 0; // what waits counts from the send
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
