// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.probe.Pacer;
import io.sonde.sim.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several senders together do what one would. */
final class SendCrewTest {
  private static final long SECOND = 1_000_000_000L;

  /** Datagrams of ever the next source port; the number of those that were asked for in full. */
  private static final class Numbered implements PacketFeed {
    private final CaptureInterface ipv4 = CaptureInterface.of(LinkType.IPV4);
    private final long count;
    private final List<Long> read;
    private long number;

    Numbered(long count, List<Long> read) {
      this.count = count;
      this.read = read;
    }

    @Override
    public boolean next(CaptureRecord record) {
      if (number == count) {
        return false;
      }
      number++;
      read.add(number);
      ByteBuffer octets = ByteBuffer.allocate(28);
      octets.putInt(0x4500001c).putShort((short) number).putShort((short) 0).putInt(0x40110000);
      octets.putInt(0xc000020a).putInt(0xcb007109).putInt((int) number << 16 | 9).putInt(0x80000);
      record.set(ipv4, CaptureRecord.NO_TIME, 28, octets.flip());
      return true;
    }

    @Override
    public boolean skip(CaptureRecord scratch) {
      return number++ < count;
    }
  }

  private static final class Heard implements SendListener {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType) {
      lines.add("packet " + number);
    }

    @Override
    public void handled(long number, int outcome, int detail) {
      lines.add("handled " + number);
    }

    @Override
    public void note(String sentence) {
      lines.add(sentence);
    }

    @Override
    public void unsendable(long number, String sentence) {
      lines.add(number + " " + sentence);
    }

    @Override
    public void progress(Counts counts, long elapsed) {}
  }

  private static SendSettings settings(Rate rate) {
    return new SendSettings("", null, rate, Long.MAX_VALUE, Long.MAX_VALUE, true, false);
  }

  private static SendCrew crew(int size, Rate rate, List<PacketFeed> feeds, Heard heard)
      throws IOException {
    SendCrew crew = new SendCrew(size, rate, heard);
    for (PacketFeed feed : feeds) {
      SimulatedNetwork network = SimulatedPorts.network(SimulatedPorts.NETWORK);
      crew.add(
          listener -> new SendRun(settings(rate), SimulatedPorts.of(network), network, listener));
      crew.feed(feed);
    }
    return crew;
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 1000", "3, 1000", "3, 1001", "64, 10000", "5, 3", "2, 0"})
  void theSamePacketsEachOnce(int size, long count) throws IOException {
    List<List<Long>> read = new ArrayList<>();
    List<PacketFeed> feeds = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      read.add(new ArrayList<>());
      feeds.add(new Numbered(count, read.get(i)));
    }
    SendCrew crew = crew(size, Rate.FLOOD, feeds, new Heard());
    crew.run();
    assertEquals(count, crew.counts().sent());
    assertEquals(28 * count, crew.counts().octets());
    Map<Long, Integer> owner = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      for (long number : read.get(i)) {
        assertEquals(null, owner.put(number, i), "packet " + number + " twice");
        assertEquals((number - 1) % size, i, "packet " + number);
      }
    }
    assertEquals(LongStream.rangeClosed(1, count).boxed().toList(), List.copyOf(owner.keySet()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void turnsKeepTheSchedule(int parts) {
    for (int part = 0; part < parts; part++) {
      Schedule schedule = Schedule.by(Pacer.perSecond(3, 500)).part(part, parts);
      for (long i = part; i < 100; i += parts) {
        assertEquals(500 + i * SECOND / 3, schedule.next(), "packet " + i + " of part " + part);
        schedule.sent(60);
      }
    }
  }

  @Test
  void whatEndsOneEndsAll() throws IOException {
    IOException cause = new IOException("disk on fire");
    PacketFeed broken =
        record -> {
          throw cause;
        };
    PacketFeed endless = new Numbered(Long.MAX_VALUE, new ArrayList<>());
    SendCrew crew =
        crew(2, new Rate(Rate.Kind.PER_SECOND, 10), List.of(endless, broken), new Heard());
    assertEquals(cause, assertThrows(IOException.class, crew::run));
  }

  @Test
  void aPacketIsNamedByItsNumberAmongAll() throws IOException {
    PacketFeed[] feeds = new PacketFeed[3];
    for (int i = 0; i < feeds.length; i++) {
      Numbered whole = new Numbered(9, new ArrayList<>());
      feeds[i] =
          record -> {
            if (!whole.next(record)) {
              return false;
            }
            if (whole.number == 5) {
              throw new UnsendableException("no way");
            }
            return true;
          };
    }
    Heard heard = new Heard();
    SendCrew crew = crew(3, Rate.FLOOD, List.of(feeds), heard);
    crew.run();
    String path = "path: packet (ip.chksum is literal; a raw socket would correct it)";
    assertEquals(List.of("5 no way", path), heard.lines.stream().sorted().toList());
    assertEquals(8, crew.counts().sent());
    assertEquals(1, crew.counts().refused());
    assertTrue(crew.elapsed() >= 0);
  }
}
