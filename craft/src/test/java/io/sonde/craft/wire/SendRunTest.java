// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.sim.Match;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.wire.InternetChecksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that send, in virtual time. */
final class SendRunTest {
  private static final long SECOND = 1_000_000_000L;

  private final SimulatedNetwork network = SimulatedPorts.network(SimulatedPorts.NETWORK);
  private final Heard heard = new Heard();

  /** Everything that a listener is told, a line each. */
  private static final class Heard implements SendListener {
    final List<String> lines = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    @Nullable TimeSource clock;
    int packets;

    @Override
    public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType) {
      packets++;
    }

    @Override
    public void handled(long number, int outcome, int detail) {
      lines.add(number + " " + Counts.name(outcome));
      times.add(clock == null ? 0 : clock.nanos());
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
    public void progress(Counts counts, long elapsed) {
      lines.add(elapsed / 1_000_000 + " ms " + counts.sent());
    }
  }

  private static SendSettings settings(Rate rate) {
    return settings("", null, rate, Long.MAX_VALUE);
  }

  private static SendSettings settings(
      String device, @Nullable Path path, Rate rate, long duration) {
    return new SendSettings(device, path, rate, duration, Long.MAX_VALUE, false, true);
  }

  private Counts run(SendSettings settings, PacketFeed feed) throws IOException {
    SendRun run = new SendRun(settings, SimulatedPorts.of(network), network, heard);
    run.run(feed);
    return run.counts();
  }

  /** IPv4 with a UDP datagram of no data, its number as identification. */
  private static byte[] datagram(int number, int source, int destination) {
    ByteBuffer octets = ByteBuffer.allocate(28);
    octets.putInt(0x4500001c).putShort((short) number).putShort((short) 0).putInt(0x40110000);
    octets.putInt(source).putInt(destination).putInt(0x9c400009).putInt(0x00080000);
    octets.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, octets, 0, 20)));
    return octets.array();
  }

  private static PacketFeed datagrams(int count, int destination) {
    int[] number = {0};
    CaptureInterface ipv4 = CaptureInterface.of(LinkType.IPV4);
    return record -> {
      byte[] octets = datagram(number[0] + 1, 0xc000020a, destination);
      record.set(ipv4, CaptureRecord.NO_TIME, octets.length, ByteBuffer.wrap(octets));
      return number[0]++ < count;
    };
  }

  private static PacketFeed of(int linkType, byte[]... packets) {
    int[] next = {0};
    return record -> {
      if (next[0] == packets.length) {
        return false;
      }
      byte[] octets = packets[next[0]++];
      record.set(CaptureInterface.of(linkType), 0, octets.length, ByteBuffer.wrap(octets));
      return true;
    };
  }

  @Test
  void everythingLeavesInOrder() throws IOException {
    Counts counts = run(settings(Rate.FREE), datagrams(1000, 0xcb007109));
    assertEquals(1000, counts.sent());
    assertEquals(28_000, counts.octets());
    assertEquals(0, counts.refused());
    assertEquals(1000, heard.packets);
    assertEquals(1000, heard.lines.size());
    assertEquals("1000 sent", heard.lines.get(999));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000000", "3, 333333333", "100000, 10000", "200000, 5000"})
  void aRateIsKeptExactly(int rate, long apart) throws IOException {
    long begin = network.time().nanos();
    heard.clock = network.time();
    run(settings(new Rate(Rate.Kind.PER_SECOND, rate)), datagrams(100, 0xcb007109));
    List<Long> sent = heard.times.stream().map(at -> at - begin).toList();
    for (int i = 0; i < 100; i++) {
      assertEquals(i * SECOND / rate, sent.get(i), "packet " + i);
    }
    assertTrue(Math.abs(99 * apart - sent.get(99)) <= 99, "the last at " + sent.get(99));
  }

  /** Whoever stops before the first is due sends nothing, although it waits already. */
  @Test
  void whatWasNeverDueIsNotSent() throws IOException {
    SendRun[] run = new SendRun[1];
    SendSettings settings = settings(new Rate(Rate.Kind.PER_SECOND, 10));
    run[0] = new SendRun(settings, SimulatedPorts.of(network), network, heard);
    PacketFeed packets = datagrams(5, 0xcb007109);
    run[0].run(
        record -> {
          run[0].stop();
          return packets.next(record);
        });
    assertEquals(0, run[0].counts().sent());
    assertEquals(0, run[0].elapsed());
  }

  @Test
  void whatCannotBeReadTakesNoTime() throws IOException {
    SendRun run = new SendRun(settings(Rate.FREE), SimulatedPorts.of(network), network, heard);
    PacketFeed missing =
        record -> {
          throw new IOException("no such file");
        };
    assertThrows(IOException.class, () -> run.run(missing));
    assertThrows(IOException.class, () -> run.run(missing, start -> Schedule.atOnce(start)));
    assertEquals(0, run.elapsed());
  }

  @Test
  void aLineOfAMegabitTakesEightMicrosecondsAnOctet() throws IOException {
    long begin = network.time().nanos();
    run(settings(new Rate(Rate.Kind.MEGABITS, 1)), datagrams(11, 0xcb007109));
    assertEquals(10 * 28 * 8000, network.time().nanos() - begin);
  }

  @Test
  void whatIsTheSameIsNotMadeAgain() throws IOException {
    network.host().sendRoom(7, 1000);
    byte[] octets = datagram(1, 0xc000020a, 0xcb007109);
    List<String> entering = new ArrayList<>();
    network
        .simulation()
        .watch(
            (time, buffer, offset, length) -> {
              byte[] copy = new byte[length];
              buffer.get(offset, copy);
              entering.add(HexFormat.of().formatHex(copy));
            });
    PacketFeed feed =
        new PacketFeed() {
          private int left = 500;

          @Override
          public boolean next(CaptureRecord record) {
            record.set(CaptureInterface.of(LinkType.IPV4), 0, 28, ByteBuffer.wrap(octets));
            return left-- > 0;
          }

          @Override
          public boolean isConstant() {
            return left < 498;
          }
        };
    SendSettings settings =
        new SendSettings("", null, Rate.FREE, Long.MAX_VALUE, Long.MAX_VALUE, false, false);
    assertEquals(500, run(settings, feed).sent());
    String sent = HexFormat.of().formatHex(octets);
    assertEquals(500, entering.stream().filter(sent::equals).count());
  }

  @Test
  void aDurationEndsWhatWouldNeverEnd() throws IOException {
    Rate rate = new Rate(Rate.Kind.PER_SECOND, 100);
    Counts counts = run(settings("", null, rate, SECOND), datagrams(1 << 30, 0xcb007109));
    assertEquals(100, counts.sent());
  }

  @Test
  void aFullSocketIsWaitedForAndNothingIsLost() throws IOException {
    network.host().sendRoom(5, 1_000_000);
    Counts counts = run(settings(Rate.FREE), datagrams(200, 0xcb007109));
    assertEquals(200, counts.sent());
    assertEquals(0, counts.refused());
  }

  @Test
  void fullQueuesAreTriedAgainForASecondAndThenCounted() throws IOException {
    long begin = network.time().nanos();
    network.host().refuse(Match.ALL, PacketBatch.NO_BUFFERS);
    Counts counts = run(settings(Rate.FREE), datagrams(3, 0xcb007109));
    assertEquals(0, counts.sent());
    assertEquals(3, counts.of(PacketBatch.NO_BUFFERS));
    assertTrue(counts.retries() > 30, "tried again " + counts.retries() + " times");
    long took = network.time().nanos() - begin;
    assertTrue(took >= SECOND && took < 2 * SECOND, took + " ns");
  }

  @Test
  void fullQueuesThatEmptyLoseNothing() throws IOException {
    network.host().refuse(Match.ALL, PacketBatch.NO_BUFFERS);
    network.simulation().at(network.time().nanos() + 5_000_000, network.host()::refuseNothing);
    Counts counts = run(settings(Rate.FREE), datagrams(150, 0xcb007109));
    assertEquals(150, counts.sent());
    assertEquals(150, new HashSet<>(heard.lines).size());
    assertTrue(counts.retries() >= 64);
  }

  @Test
  void aRefusedPacketDoesNotStopTheOthers() throws IOException {
    byte[] far = datagram(1, 0xc000020a, 0xcb007109);
    byte[] wide = new byte[1600];
    System.arraycopy(datagram(2, 0xc000020a, 0xcb007109), 0, wide, 0, 28);
    wide[2] = (byte) (1600 >>> 8);
    wide[3] = (byte) 1600;
    Counts counts = run(settings(Rate.FREE), of(LinkType.IPV4, far, wide, far));
    assertEquals(2, counts.sent());
    assertEquals(1, counts.of(PacketBatch.TOO_BIG));
    assertTrue(heard.lines.contains("2 tooBig"), heard.lines.toString());
  }

  @Test
  void whatCannotBeSentIsToldAndTheRestGoesOn() throws IOException {
    byte[] good = datagram(1, 0xc000020a, 0xcb007109);
    byte[] hostile = {0x45, 0, 0};
    Counts counts = run(settings(Rate.FREE), of(LinkType.RAW, hostile, good, new byte[0], good));
    assertEquals(2, counts.sent());
    assertEquals(2, counts.refused());
    assertTrue(
        heard.lines.contains("1 neither a frame nor an IP packet, 3 octets"),
        heard.lines.toString());
  }

  @Test
  void wrongOctetsLeaveByTheDeviceAsTheyAre() throws IOException {
    byte[] wrong = datagram(1, 0xc000020a, 0xcb007109);
    wrong[10] ^= 0x55;
    run(settings(Rate.FREE), of(LinkType.IPV4, wrong));
    assertEquals(
        "path: packet (ip.chksum is literal; a raw socket would correct it)", heard.lines.get(0));
    assertEquals("1 sent", heard.lines.get(1));
  }

  @Test
  void aRawSocketThatWasAskedForWarns() throws IOException {
    byte[] wrong = datagram(1, 0xc000020a, 0xcb007109);
    wrong[10] ^= 0x55;
    run(settings("", Path.RAW, Rate.FREE, Long.MAX_VALUE), of(LinkType.IPV4, wrong));
    assertEquals(
        "path: raw (ip.chksum is literal; a raw socket would correct it)", heard.lines.get(0));
  }

  @Test
  void towardsPublicAddressesThePaceIsSlow() throws IOException {
    long begin = network.time().nanos();
    run(settings(Rate.FREE), datagrams(11, 0x08080808));
    assertEquals(10 * SECOND / 100, network.time().nanos() - begin);
    assertTrue(
        heard.lines.contains("pace: at most 100 packets a second, towards public addresses"),
        heard.lines.toString());
  }

  @Test
  void theGuardEndsTheRun() {
    ForbiddenException e =
        assertThrows(
            ForbiddenException.class,
            () -> run(settings(new Rate(Rate.Kind.PER_SECOND, 101)), datagrams(11, 0x08080808)));
    assertTrue(String.valueOf(e.getMessage()).startsWith("8.8.8.8: a public address"));
    assertThrows(
        ForbiddenException.class,
        () -> run(settings(Rate.FREE), of(LinkType.IPV4, datagram(1, 0xc0000263, 0x08080808))));
    assertThrows(
        ForbiddenException.class, () -> run(settings(Rate.FLOOD), datagrams(1, 0x08080808)));
  }

  @Test
  void aDeviceThatIsNotThereIsAnError() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                run(
                    settings("nonexistent", null, Rate.FREE, Long.MAX_VALUE),
                    datagrams(1, 0xcb007109)));
    assertEquals("nonexistent: no such interface; there are eth0 lo", e.getMessage());
  }

  @Test
  void framesNeedAnInterfaceThatTakesThem() throws IOException {
    byte[] frame = new byte[60];
    Arrays.fill(frame, 0, 6, (byte) 0xff);
    frame[12] = (byte) 0x88;
    frame[13] = (byte) 0xb5;
    run(settings(Rate.FREE), of(LinkType.ETHERNET, frame));
    run(settings("eth0", null, Rate.FREE, Long.MAX_VALUE), of(LinkType.ETHERNET, frame));
    assertEquals(
        List.of(
            "1 noRoute",
            "1 a frame: say by which interface it leaves, -i",
            "1 noRoute",
            "1 eth0: takes IP packets without a link header; leave it out"),
        heard.lines);
  }

  @Test
  void countsAreShownAtEqualDistances() throws IOException {
    SendSettings settings =
        new SendSettings(
            "", null, new Rate(Rate.Kind.PER_SECOND, 10), Long.MAX_VALUE, SECOND, false, false);
    run(settings, datagrams(25, 0xcb007109));
    assertEquals(List.of("1000 ms 11", "2000 ms 21"), heard.lines);
  }
}
