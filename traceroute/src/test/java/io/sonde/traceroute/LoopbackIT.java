// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program on the loopback device, over each kind of socket that this host allows. */
class LoopbackIT {
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  private int run(String line) {
    String[] arguments = line.split(" ");
    TracerouteMain tool =
        new TracerouteMain(TracerouteCommand.calledAs("traceroute"), arguments.length);
    StandardOutput out = new StandardOutput("traceroute", stdout, stderr, false);
    return new ToolRunner(true).run(tool, arguments, out);
  }

  private List<String> lines() {
    return stdout.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String errors() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n 127.0.0.1",
        "-n ::1",
        "-n -I 127.0.0.1",
        "-n -I ::1",
        "-n -T 127.0.0.1",
        "-n -T ::1",
        "-n -U 127.0.0.1",
        "-n -UL 127.0.0.1",
        "-n -M tcpconn 127.0.0.1",
        "-n -M tcpconn ::1",
        "-n -I -O dgram 127.0.0.1",
        "-n --mtu 127.0.0.1",
        "-n 127.0.0.1 3000",
        "-n -N 1 127.0.0.1"
      })
  void oneHop(String line) {
    int status = run(line);
    assumeFalse(
        errors().contains("enough privileges") || errors().contains("Protocol not supported"),
        errors());
    assertEquals(0, status, this::errors);
    List<String> words = new ArrayList<>(List.of(lines().get(1).trim().split(" +")));
    assertEquals("1", words.get(0));
    assertEquals(line.contains("::1") ? "::1" : "127.0.0.1", words.get(1));
    assertEquals(8, words.size(), lines().get(1));
    for (int i = 2; i < 8; i += 2) {
      double roundTrip = Double.parseDouble(words.get(i));
      assertTrue(roundTrip >= 0 && roundTrip < 2000, lines().get(1));
      assertEquals("ms", words.get(i + 1));
    }
    assertEquals(2, lines().size());
    assertEquals("", errors());
  }

  @Test
  void hostAndErrors() {
    assertEquals(1, run("-n -s 192.0.2.77 127.0.0.1"));
    assertEquals("\nbind: Cannot assign requested address\n", errors());
    assertEquals(
        "traceroute to 127.0.0.1 (127.0.0.1), 30 hops max, 60 byte packets",
        stdout.toString(StandardCharsets.UTF_8));
    stderr.reset();
    assertEquals(1, run("-n -i nosuch 127.0.0.1"));
    assertEquals("\nsetsockopt SO_BINDTODEVICE: No such device\n", errors());
    stderr.reset();
    assertEquals(2, run("-n -4 ::1"));
    assertEquals(
        """
        ::1: Address family for hostname not supported
        Cannot handle "host" cmdline arg `::1' on position 1 (argc 3)
        """,
        errors());
  }
}
