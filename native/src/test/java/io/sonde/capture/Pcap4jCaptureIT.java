// SPDX-License-Identifier: Apache-2.0
package io.sonde.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.link.SystemTime;
import io.sonde.net.Capture;
import io.sonde.net.CaptureBatch;
import io.sonde.net.CaptureCounts;
import io.sonde.net.CaptureSpec;
import io.sonde.net.CaptureSpec.Direction;
import io.sonde.net.Network;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketFilter;
import io.sonde.pcap.CaptureInput;
import io.sonde.pcap.CaptureReader;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.HexReader;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures on loopback of datagrams that the test sends itself. */
class Pcap4jCaptureIT {
  private static final int ETHERNET = 1;
  private static final int RAW = 101;
  private static final int HEADERS = 14 + 20 + 8;

  private static CaptureSpec spec(String filter, int snapLength) {
    return new CaptureSpec("lo", filter, snapLength, false, Direction.BOTH, 1 << 20, true);
  }

  private static Capture open(CaptureSpec spec) throws IOException {
    try {
      return Pcap4jCapture.open(spec);
    } catch (NotPermittedException e) {
      assumeTrue(false, e.getMessage());
      throw e;
    }
  }

  private static void send(int port, String... texts) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (String text : texts) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        InetAddress here = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(octets, octets.length, here, port));
      }
    }
  }

  /** Payloads of {@code count} packets, as far as they were kept. */
  private static List<String> take(Capture capture, CaptureBatch batch, int count)
      throws IOException {
    List<String> texts = new ArrayList<>();
    while (texts.size() < count) {
      capture.receive(batch, Network.FOREVER);
      for (int i = 0; i < batch.count(); i++) {
        int from = batch.start[i] + HEADERS;
        int length = Math.max(0, batch.length[i] - HEADERS);
        texts.add(new String(batch.octets(), from, length, StandardCharsets.US_ASCII));
      }
    }
    return texts;
  }

  @Test
  void theFilterDecidesAndLengthsTimesAndCountsAreTheKernels() throws IOException {
    try (Capture capture = open(spec("udp dst port 40009", 52))) {
      assertEquals(ETHERNET, capture.linkType());
      long before = new SystemTime().epochNanos();
      send(40008, "other");
      send(40009, "one", "a longer one");
      CaptureBatch batch = new CaptureBatch(8);
      List<String> texts = take(capture, batch, 2);
      long after = new SystemTime().epochNanos();
      assertEquals(List.of("one", "a longer o"), texts);
      int last = batch.count() - 1;
      assertEquals(HEADERS + "a longer one".length(), batch.wireLength[last]);
      assertTrue(batch.time[last] >= before - 1_000_000 && batch.time[last] <= after + 1_000_000);
      CaptureCounts counts = capture.counts();
      assertTrue(counts.passed() >= 2, counts.toString());
      assertEquals(0, counts.droppedByKernel());
    }
  }

  @Test
  void aWaitEndsAtItsDeadlineAndByAWakeUp() throws IOException {
    SystemTime time = new SystemTime();
    try (Capture capture = open(spec("udp port 1 and udp port 2", 100))) {
      CaptureBatch batch = new CaptureBatch(8);
      long deadline = time.nanos() + 20_000_000;
      assertEquals(0, capture.receive(batch, deadline));
      assertTrue(time.nanos() >= deadline);
      capture.wakeUp();
      assertEquals(0, capture.receive(batch, Network.FOREVER));
      Thread other = new Thread(capture::wakeUp);
      other.start();
      assertEquals(0, capture.receive(batch, Network.FOREVER));
    }
  }

  @Test
  void aFileIsWrittenPastTheHeap(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("recorded.pcap");
    try (Capture capture = open(spec("udp dst port 40011", 60))) {
      send(40011, "one", "two, which is longer than what is kept of it", "three");
      assertEquals(2, capture.record(file, 2, Network.FOREVER));
      List<Integer> kept = lengths(file);
      assertEquals(HEADERS + 3, kept.get(0));
      assertTrue(kept.get(1) > HEADERS + 3 && kept.get(1) <= 60, kept.toString());
      assertEquals(1, capture.record(file, 9, new SystemTime().nanos() + 50_000_000));
      assertEquals(List.of(HEADERS + 5), lengths(file));
      capture.wakeUp();
      assertEquals(0, capture.record(file, 9, Network.FOREVER));
      IOException refused =
          assertThrows(
              IOException.class,
              () -> capture.record(folder.resolve("no/such"), 1, Network.FOREVER));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("No such file"), refused.getMessage());
    }
  }

  /** What came before the end is in the file, although the kernel had not shown it yet. */
  @Test
  void whatTheKernelGathersIsNotLost(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("gathered.pcap");
    CaptureSpec gathered =
        new CaptureSpec(
            "lo", "udp dst port 40012", 262_144, false, Direction.BOTH, 32 << 20, false);
    String[] many = new String[700]; // more than frames of 256 KiB would fit into the buffer
    Arrays.fill(many, "x");
    try (Capture capture = open(gathered)) {
      send(40012, many);
      assertEquals(700, capture.record(file, 10_000, new SystemTime().nanos()));
      assertEquals(700, lengths(file).size());
      assertEquals(0, capture.counts().droppedByKernel());
      send(40012, many);
      assertEquals(400, capture.record(file, 400, Network.FOREVER));
      assertEquals(300, capture.record(file, 9_000, new SystemTime().nanos() + 50_000_000));
    }
  }

  private static List<Integer> lengths(Path file) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    try (CaptureInput input = CaptureInput.open(Files.newInputStream(file), "recorded")) {
      CaptureReader reader = input.reader(HexReader.GUESS);
      CaptureRecord record = new CaptureRecord();
      while (reader.next(record)) {
        assertEquals(ETHERNET, record.linkType());
        lengths.add(record.capturedLength());
      }
    }
    return lengths;
  }

  @Test
  void everyDeviceAtOnceHasTheCookedHeader() throws IOException {
    CaptureSpec any =
        new CaptureSpec("any", "udp dst port 40010", 100, false, Direction.IN, 1 << 20, true);
    try (Capture capture = open(any)) {
      assertTrue(capture.linkType() == 276 || capture.linkType() == 113);
      send(40010, "x");
      CaptureBatch batch = new CaptureBatch(1);
      assertEquals(1, capture.receive(batch, Network.FOREVER));
      assertEquals('x', batch.octets()[batch.start[0] + batch.length[0] - 1]);
    }
  }

  @Test
  void aMistakeIsSaidInLibpcapsWords() throws IOException {
    open(spec("", 100)).close();
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> Pcap4jCapture.open(spec("udp and and", 100)));
    assertEquals(
        "filter \"udp and and\": can't parse filter expression: syntax error", wrong.getMessage());
    IOException missing =
        assertThrows(
            IOException.class,
            () ->
                Pcap4jCapture.open(
                    new CaptureSpec("nope0", "", 100, false, Direction.BOTH, 1 << 20, true)));
    assertTrue(
        String.valueOf(missing.getMessage()).startsWith("capture on nope0: "),
        missing.getMessage());
  }

  @Test
  void filtersOfFilesKnowTheLinkType() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/lib")) && hasLibpcap(), "libpcap is not installed here");
    byte[] udp =
        Octets.ofHex("45000020000100004011b6c7c0000201c00002020001000a000c0000deadbeef")
            .toByteArray();
    try (PacketFilter raw = Pcap4jCapture.filter(RAW, "udp dst port 10 and src 192.0.2.1");
        PacketFilter ethernet = Pcap4jCapture.filter(ETHERNET, "udp dst port 10");
        PacketFilter longer = Pcap4jCapture.filter(RAW, "greater 1000")) {
      assertTrue(raw.passes(udp, udp.length));
      assertEquals(false, ethernet.passes(udp, udp.length));
      assertEquals(false, longer.passes(udp, udp.length));
      assertTrue(longer.passes(udp, 1000));
    }
  }

  private static boolean hasLibpcap() {
    try {
      Pcap4jCapture.filter(RAW, "udp").close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
