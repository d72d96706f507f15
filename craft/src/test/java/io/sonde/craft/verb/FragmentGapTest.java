// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.Schedule;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When fragments are due that are to be a time apart. */
final class FragmentGapTest {
  private static final long GAP = 1000;

  /** A clock that a test moves. */
  private static final class Clock implements TimeSource {
    long now = 50;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public long epochNanos() {
      return now;
    }
  }

  /** Two datagrams, of which each has three fragments. */
  private static PacketSource datagrams() {
    CraftRun run = CraftRun.of("build -o hex ip dst=192.0.2.1 / udp / data zero:40 -c 2");
    List<String> hex = new ArrayList<>(run.out().lines().toList());
    return new PacketSource() {
      @Override
      public boolean next(CaptureRecord record) {
        if (hex.isEmpty()) {
          return false;
        }
        byte[] octets = HexFormat.of().parseHex(hex.remove(0));
        record.set(CaptureInterface.of(LinkType.IPV4), 0, octets.length, ByteBuffer.wrap(octets));
        return true;
      }

      @Override
      public @Nullable String file() {
        return null;
      }

      @Override
      public void close() {}
    };
  }

  private static FragmentedPackets fragments() {
    FragmentPlan plan =
        new FragmentPlan(
            16, false, 0, FragmentPlan.OverlapKind.OLD, -1, List.of(), List.of(), List.of());
    return new FragmentedPackets(datagrams(), plan, 1);
  }

  @Test
  void aFragmentIsDueAGapAfterTheOneBeforeOfItsDatagram() throws IOException {
    Clock clock = new Clock();
    FragmentedPackets fragments = fragments();
    Schedule schedule = fragments.apart(Rate.FREE.from(clock.now), GAP, clock);
    CaptureRecord record = new CaptureRecord();
    List<Long> left = new ArrayList<>();
    while (fragments.next(record)) {
      clock.now = Math.max(clock.now + 7, schedule.next());
      left.add(clock.now);
      schedule.sent(record.capturedLength());
    }
    assertEquals(List.of(57L, 1057L, 2057L, 2064L, 3064L, 4064L), left);
  }

  @Test
  void aSlowerRateIsKept() throws IOException {
    Clock clock = new Clock();
    FragmentedPackets fragments = fragments();
    Schedule schedule = fragments.apart(new Rate(Rate.Kind.GAP, 5000).from(clock.now), GAP, clock);
    CaptureRecord record = new CaptureRecord();
    assertTrue(fragments.next(record));
    schedule.sent(36);
    assertTrue(fragments.next(record));
    assertEquals(5050, schedule.next());
    for (int i = 0; i < 4; i++) {
      assertTrue(fragments.next(record));
    }
    assertFalse(fragments.next(record));
  }
}
