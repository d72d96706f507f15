// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.PacketFeed;
import io.sonde.craft.wire.Schedule;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Packets that know when they are due: as far behind the first as they were captured behind it. A
 * capture begins when the one before it has ended; a packet without a time is due with the one
 * before it.
 */
final class CapturedTimes implements PacketFeed {
  private final PartedSource source;
  private final Consumer<String> notes;
  private long part = -1;
  private long first;
  private long base;
  private long offset;
  private boolean cut;

  /**
   * @param notes told what is worth a line
   */
  CapturedTimes(PartedSource source, Consumer<String> notes) {
    this.source = source;
    this.notes = notes;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (!source.next(record)) {
      return false;
    }
    if (source.part() != part) {
      part = source.part();
      first = record.time();
      base = offset;
    }
    if (record.time() != CaptureRecord.NO_TIME) {
      if (first == CaptureRecord.NO_TIME) {
        first = record.time();
      }
      offset = base + record.time() - first;
    }
    if (!cut && record.capturedLength() < record.originalLength()) {
      cut = true;
      notes.accept("cut: some packets were captured in part, and leave so");
    }
    return true;
  }

  @Override
  public boolean mayWait() {
    return source.mayWait();
  }

  /**
   * The capture's times.
   *
   * @param start when the first packet is due
   * @param speed how many times as fast the capture's time passes
   */
  Schedule schedule(long start, double speed) {
    return new Schedule() {
      @Override
      public long next() {
        return start + (speed == 1 ? offset : (long) (offset / speed));
      }

      @Override
      public void sent(int octets) {}
    };
  }
}
