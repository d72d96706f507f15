// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many targets over real sockets: all of 127.0.0.0/8 answers for itself. */
class SweepIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void permission() throws IOException {
    RealRun.assumePermitted(Kind.ICMP_DATAGRAM, IpFamily.IPV4);
  }

  @Test
  void aListInTheOrderGiven() {
    RealRun run = RealRun.of("--many 127.0.0.1 127.0.0.2 127.1");
    assertEquals(0, run.exitCode, run::toString);
    List<String> lines = run.out.lines().toList();
    assertEquals(
        List.of("127.0.0.1 is alive", "127.0.0.2 is alive", "127.1 is alive", ""),
        lines.subList(0, 4));
    assertEquals("--- sweep statistics ---", lines.get(4));
    assertEquals("3 targets, 3 alive, 0 unreachable, 0 unresolved", lines.get(5));
    assertTrue(lines.get(6).startsWith("3 packets transmitted, 3 received, 0% packet loss, time "));
    assertTrue(lines.get(7).startsWith("rtt min/avg/max/mdev = "));
  }

  @Test
  void allOfASlashSixteen() {
    RealRun run = RealRun.of("-q --rate max --retry 0 --timeout 10 127.7.0.0/16");
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(run.out.contains("65534 targets, 65534 alive, 0 unreachable"), run::toString);
    assertTrue(run.out.contains("65534 packets transmitted, 65534 received"), run::toString);
  }

  @Test
  void rawSocketsFindAsMany() throws IOException {
    RealRun.assumePermitted(Kind.RAW, IpFamily.IPV4);
    RealRun run =
        RealRun.of("-q --socket raw --rate max --retry 0 --timeout 10 127.8.0.0/17 --seed 5");
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(run.out.contains("32766 targets, 32766 alive"), run::toString);
  }

  @Test
  void roundTripsAndATable() {
    RealRun run = RealRun.of("-c 3 -i 0.01 127.0.0.1-2 --round-trips --per-target --sort name");
    assertEquals(0, run.exitCode, run::toString);
    List<String> lines = run.out.lines().toList();
    assertTrue(lines.get(0).matches("127\\.0\\.0\\.1 : [0-9.]+ [0-9.]+ [0-9.]+"), run::toString);
    assertTrue(lines.get(1).startsWith("127.0.0.2 : "), run::toString);
    assertEquals(
        "target          sent  recv  loss%      min      p50      p99      max   jitter",
        lines.get(3));
    assertTrue(lines.get(4).startsWith("127.0.0.1          3     3      0 "), run::toString);
  }

  @Test
  void aFileWithABadLine() throws IOException {
    Path file = Files.writeString(folder.resolve("hosts"), "127.0.0.1\n127.0.0.0/33\n127.0.0.9\n");
    RealRun run = RealRun.of("--alive --targets " + file);
    assertEquals(2, run.exitCode, run::toString);
    assertEquals("127.0.0.1\n127.0.0.9\n", run.out);
    assertEquals("ping: " + file + ":2: 127.0.0.0/33: not a prefix length; 0 to 32\n", run.errors);
    RealRun strict = RealRun.of("--strict --targets " + file);
    assertEquals(2, strict.exitCode);
    assertEquals("", strict.out);
    RealRun missing = RealRun.of("--targets " + folder.resolve("none"));
    assertEquals(2, missing.exitCode);
    assertTrue(missing.errors.endsWith(": no such file\n"), missing::toString);
  }
}
