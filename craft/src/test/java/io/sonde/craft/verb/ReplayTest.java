// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.wire.Schedule;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the packets of captures are due. */
final class ReplayTest {
  private static final long START = 1_000_000;
  private static final long NONE = CaptureRecord.NO_TIME;
  private static final CaptureInterface ETHERNET = CaptureInterface.of(1);

  /** Captures by name: the times of their packets; each packet's octet is its place in its file. */
  private static final Map<String, long[]> FILES =
      Map.of(
          "a", new long[] {100, 130, 120, 170},
          "b", new long[] {9000, 9005},
          "none", new long[] {NONE, NONE},
          "mixed", new long[] {NONE, 50, NONE, 80},
          "empty", new long[] {});

  private static ReplayFiles files(long rounds, long most, long until, String... names) {
    return new ReplayFiles(List.of(names), rounds, most, until, name -> new Times(FILES.get(name)));
  }

  private static class Times implements PacketSource {
    private final long[] times;
    private int next;

    Times(long @Nullable [] times) {
      this.times = times == null ? new long[0] : times;
    }

    @Override
    public boolean next(CaptureRecord record) {
      if (next == times.length) {
        return false;
      }
      ByteBuffer octets = ByteBuffer.wrap(new byte[] {(byte) next});
      record.set(ETHERNET, times[next++], 1, octets);
      return true;
    }

    @Override
    public @Nullable String file() {
      return null;
    }

    @Override
    public void close() {}
  }

  /** Due times behind the start of all packets, as {@code place@nanoseconds}. */
  private static List<String> due(PartedSource source, double speed) throws IOException {
    CapturedTimes times = new CapturedTimes(source, note -> {});
    Schedule schedule = times.schedule(START, speed);
    CaptureRecord record = new CaptureRecord();
    List<String> due = new ArrayList<>();
    while (times.next(record)) {
      due.add(record.octets().get(record.octets().position()) + "@" + (schedule.next() - START));
    }
    return due;
  }

  private static ReplayFiles all(String... names) {
    return files(1, Long.MAX_VALUE, Long.MAX_VALUE, names);
  }

  @Test
  void packetsAreDueAsTheyCameAndDisorderStays() throws IOException {
    assertEquals(List.of("0@0", "1@30", "2@20", "3@70"), due(all("a"), 1));
    assertEquals(List.of("0@0", "1@15", "2@10", "3@35"), due(all("a"), 2));
    assertEquals(List.of("0@0", "1@300", "2@200", "3@700"), due(all("a"), 0.1));
  }

  @Test
  void aCaptureBeginsWhenTheOneBeforeHasEnded() throws IOException {
    assertEquals(List.of("0@0", "1@30", "2@20", "3@70", "0@70", "1@75"), due(all("a", "b"), 1));
    List<String> twice = List.of("0@0", "1@5", "0@5", "1@10");
    assertEquals(twice, due(files(2, Long.MAX_VALUE, Long.MAX_VALUE, "b"), 1));
    assertEquals(twice, due(new PreloadedPackets(all("b"), 2), 1));
    assertEquals(twice, due(all("b", "b"), 1));
  }

  @Test
  void packetsWithoutATimeGoWithTheOneBefore() throws IOException {
    assertEquals(List.of("0@0", "1@0"), due(all("none"), 1));
    assertEquals(List.of("0@0", "1@0", "2@0", "3@30"), due(all("mixed"), 1));
  }

  @Test
  void limitsAreOfARoundAndOfAFilesTime() throws IOException {
    assertEquals(List.of("0@0", "1@30", "0@30", "1@60"), due(files(2, 2, Long.MAX_VALUE, "a"), 1));
    assertEquals(List.of("0@0", "1@30", "2@20"), due(files(1, Long.MAX_VALUE, 30, "a"), 1));
  }

  @Test
  void whatHoldsNothingHasAnEnd() throws IOException {
    assertEquals(List.of(), due(files(Long.MAX_VALUE, 9, Long.MAX_VALUE, "empty", "empty"), 1));
    assertEquals(List.of(), due(new PreloadedPackets(all("empty"), Long.MAX_VALUE), 1));
  }

  @Test
  void aPacketThatWasCutIsSaidOnce() throws IOException {
    List<String> notes = new ArrayList<>();
    PartedSource cut =
        new ReplayFiles(
            List.of("x"),
            1,
            9,
            Long.MAX_VALUE,
            name ->
                new Times(new long[] {1, 2}) {
                  @Override
                  public boolean next(CaptureRecord record) {
                    boolean more = super.next(record);
                    record.set(ETHERNET, record.time(), 99, record.octets());
                    return more;
                  }
                });
    CapturedTimes times = new CapturedTimes(cut, notes::add);
    CaptureRecord record = new CaptureRecord();
    assertTrue(times.next(record));
    assertTrue(times.next(record));
    assertFalse(times.next(record));
    assertEquals(List.of("cut: some packets were captured in part, and leave so"), notes);
  }
}
