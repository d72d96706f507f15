// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.Events;
import io.sonde.net.Capture;
import io.sonde.net.CaptureBatch;
import io.sonde.net.CaptureCounts;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Captures;
import io.sonde.net.Device;
import io.sonde.net.HostNames;
import io.sonde.net.Interfaces;
import io.sonde.net.Network;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketFilter;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.PcapWriter;
import io.sonde.sim.LonelyHost;
import io.sonde.wire.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb sniff on a device of the test's own, one UDP datagram a millisecond. */
final class SniffVerbTest {
  /** ip src=192.0.2.1 dst=192.0.2.2 id=1 / udp sport=1 dport=10 / data hex:deadbeef, by scapy. */
  private static final byte[] PACKET =
      Octets.ofHex("45000020000100004011f6c8c0000201c00002020001000a000cde29deadbeef")
          .toByteArray();

  private static final long MILLI = 1_000_000;

  /** Time passes with the packets. */
  private static final class Device0 implements TimeSource, Captures, Capture, Interfaces {
    private long now;
    private int sent;
    private boolean woken;
    private @Nullable CaptureSpec spec;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public long epochNanos() {
      return now;
    }

    @Override
    public Capture open(CaptureSpec asked) throws IOException {
      if (asked.device().equals("closed0")) {
        throw new NotPermittedException(new IOException("capture on closed0: no"));
      }
      spec = asked;
      return this;
    }

    @Override
    public PacketFilter filter(int linkType, String text) {
      throw new IllegalArgumentException("filter \"" + text + "\": syntax error");
    }

    @Override
    public int linkType() {
      return 101;
    }

    /** Three packets at a time, the last of them perhaps behind the deadline. */
    @Override
    public int receive(CaptureBatch in, long deadline) {
      in.clear();
      for (int i = 0; i < 3 && !woken; i++) {
        now += MILLI;
        in.add(now, PACKET.length, PACKET);
        sent++;
      }
      return in.count();
    }

    /** A file of as many packets as asked for, 3 where the time decides. */
    @Override
    public long record(Path file, long most, long deadline) throws IOException {
      long packets = deadline == Network.FOREVER ? most : 3;
      try (PcapWriter writer = new PcapWriter(Files.newOutputStream(file), false)) {
        writer.begin(101);
        CaptureRecord packet = new CaptureRecord();
        for (long i = 0; i < packets && deadline > 0; i++) {
          sent++;
          ByteBuffer octets = ByteBuffer.wrap(PACKET);
          writer.write(packet.set(CaptureInterface.of(101), i, PACKET.length, octets));
        }
      }
      return deadline > 0 ? packets : 0;
    }

    @Override
    public CaptureCounts counts() {
      return new CaptureCounts(sent + 2L, 2, 1);
    }

    @Override
    public void wakeUp() {
      woken = true;
    }

    @Override
    public void close() {}

    @Override
    public int indexOf(String name) {
      return name.endsWith("0") ? 1 : 0;
    }

    @Override
    public String nameOf(int index) {
      return "";
    }

    @Override
    public List<Device> devices() {
      return List.of();
    }
  }

  private record Run(int status, String text, String err) {}

  private static Run sniff(Device0 device, Signals signals, String words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Outside outside =
        new Outside(
            LonelyHost.NAMES,
            () -> HostNames.NONE,
            device,
            new ByteArrayInputStream(new byte[0]),
            device,
            7);
    int status =
        new ToolRunner(false)
            .run(
                new SniffVerb(outside, device, signals),
                words.split(" ", -1),
                new StandardOutput("craft", out, err, false));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Run sniff(String words) {
    return sniff(new Device0(), Signals.NONE, words);
  }

  @Test
  void aCountEndsItWithinABatch() {
    Run run = sniff("-i eth0 -c 4 -o summary udp");
    assertEquals(0, run.status);
    assertEquals(
        "1 0.000000 192.0.2.1 > 192.0.2.2 udp 1 > 10 len 4\n",
        run.text.lines().findFirst().orElse("") + "\n");
    assertEquals(4, run.text.lines().count());
    assertEquals(
        "4 packets captured, 8 passed the filter, 2 dropped by the kernel, 1 by the interface\n",
        run.err);
  }

  @Test
  void aPacketBehindTheTimeDoesNotCount() {
    Run run = sniff("-i eth0 --duration 5ms -o summary");
    assertEquals(5, run.text.lines().count());
    Run quiet = sniff("-i eth0 --duration 5ms -o summary -q");
    assertEquals("", quiet.text + quiet.err);
  }

  @Test
  void aSignalEndsItWithItsSummary() {
    Device0 device = new Device0();
    Signals atOnce =
        stop -> {
          stop.run();
          return () -> {};
        };
    Run run = sniff(device, atOnce, "-i eth0 --json");
    assertEquals(0, run.status);
    List<String> lines = run.text.lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines
            .get(1)
            .endsWith(
                "\"packets\":0,\"passedFilter\":2,\"droppedByKernel\":2,\"droppedByInterface\":1,"
                    + "\"exitCode\":0}"),
        lines.get(1));
  }

  @Test
  void everyLineIsAnEvent() throws IOException {
    Run run = sniff(new Device0(), Signals.NONE, "-i eth0 --json -c 5");
    assertEquals(7, Events.check(run.text), run.text);
    assertTrue(run.text.startsWith("{\"event\":\"start\""), run.text);
  }

  @Test
  void optionsReachTheCapture() {
    Device0 device = new Device0();
    sniff(
        device,
        Signals.NONE,
        "-i eth0 -c 1 --snaplen 96 --promiscuous --direction out --buffer 2M udp or icmp");
    assertEquals(
        new CaptureSpec(
            "eth0", "udp or icmp", 96, true, CaptureSpec.Direction.OUT, 2_000_000, true),
        device.spec);
  }

  @Test
  void aCaptureOfNothingIsAFileOfItsLinkType(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("none.pcap");
    Run run = sniff(new Device0(), Signals.NONE, "-i eth0 --duration 0 -q -w " + file);
    assertEquals(0, run.status, run.err);
    byte[] octets = Files.readAllBytes(file);
    assertEquals(24, octets.length);
    assertEquals(101, octets[20]);
  }

  @Test
  void aFileAloneIsRecordedPastTheProcess(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("five.pcap");
    Run run = sniff("-i eth0 -c 5 -w " + file);
    assertEquals(24 + 5 * 48, Files.size(file));
    assertEquals(
        "5 packets captured, 7 passed the filter, 2 dropped by the kernel, 1 by the interface\n",
        run.err);
    Path shown = folder.resolve("shown.pcap");
    assertEquals(2, sniff("-i eth0 -c 2 -o summary -w " + shown).text.lines().count());
    assertEquals(24 + 2 * 48, Files.size(shown));
  }

  @Test
  void aRingIsFilesOfASizeAndTheFirstIsWrittenAgain(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ring.pcap");
    // 24 octets, and 16 + 32 a packet: three packets are 168
    Run run = sniff("-i eth0 -c 11 -q --ring 170:3 -w " + file);
    assertEquals(0, run.status, run.err);
    assertEquals(24 + 2 * 48, Files.size(folder.resolve("ring.pcap.1"))); // packets 10 and 11
    assertEquals(24 + 3 * 48, Files.size(folder.resolve("ring.pcap.2")));
    assertEquals(24 + 3 * 48, Files.size(folder.resolve("ring.pcap.3")));
    assertFalse(Files.exists(folder.resolve("ring.pcap.4")));
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4 | -i nope             | nope: no such interface; craft interfaces lists them
          3 | -i closed0          | capture on closed0: no
          2 | -i eth0 --ring 5    | --ring 5: expected SIZE:FILES, 10M:5
          2 | -i eth0 --ring 5:2  | --ring: needs -w FILE
          2 | --direction up      | --direction up: unknown; in, out or both
          2 | --duration 5h       | --duration 5h: expected a time such as 10s, 250ms, 0.5 (seconds)
          2 | --buffer 1k         | --buffer 1k: expected a number such as 65536, 64k, 2M, from 65536 to 2147483647
          2 | -r - -i eth0        | --interface: is for a device, not for a file
          4 | -r /nonexistent     | /nonexistent: no such file
          """)
  void mistakesAreOneSentence(int status, String words, String sentence) {
    Run run = sniff(words);
    assertEquals("craft: " + sentence + "\n", run.err);
    assertEquals(status, run.status);
  }
}
