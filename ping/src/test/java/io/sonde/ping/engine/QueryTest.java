// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.net.HostNames;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.Listeners;
import io.sonde.ping.event.Summary;
import io.sonde.ping.render.JsonRenderer;
import io.sonde.ping.render.TextRenderer;
import io.sonde.sim.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timestamp and address mask requests in the simulated network. */
class QueryTest {
  private static final Pattern LINE =
      Pattern.compile(
          "20 bytes from 203\\.0\\.113\\.9: icmp_seq=(\\d) ttl=63 time=10\\.0 ms originate (\\d+)"
              + " receive (\\d+) transmit (\\d+) offset (-?\\d+\\.\\d{3}) ms \\+/- 5\\.000 ms");

  private final PingLab lab = new PingLab(9);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StandardOutput screen = new StandardOutput("ping", out, out, false);

  @BeforeEach
  void answering() {
    lab.target.timestamp(true);
  }

  private List<String> text() {
    lab.listener =
        new Listeners(
            List.of(lab.events, new TextRenderer(screen, lab.config().output(), HostNames.NONE)));
    lab.run();
    screen.flush();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theTargetsClockIsComparedWithOurs() {
    lab.kinds = Kinds.of(ProbeKind.TIMESTAMP);
    lab.target.clockOffset(-2500);
    List<String> lines = text();
    assertEquals("PING 203.0.113.9 (203.0.113.9) timestamp requests", lines.get(0));
    for (int i = 1; i <= 3; i++) {
      Matcher line = LINE.matcher(lines.get(i));
      assertTrue(line.matches(), lines.get(i));
      assertEquals(i, Integer.parseInt(line.group(1)));
      assertEquals(-2500, Double.parseDouble(line.group(5)), 1.0);
      long gap = Long.parseLong(line.group(3)) - Long.parseLong(line.group(2));
      assertEquals(5.0, (double) Math.floorMod(gap + 2500, 86_400_000L), 1.0, lines.get(i));
    }
    assertEquals(3, lab.events.summary().received());
    assertEquals(0, lab.events.summary().wrongData());
  }

  @Test
  void jsonHasTheNumbersAndTheirProtocol() {
    lab.kinds = Kinds.of(ProbeKind.TIMESTAMP);
    lab.count = 1;
    lab.listener = new JsonRenderer(screen, lab.config().output(), "9.9");
    lab.run();
    screen.flush();
    String reply = out.toString(StandardCharsets.UTF_8).lines().toList().get(1);
    assertTrue(reply.contains("\"protocol\":\"timestamp\",\"seq\":1"), reply);
    assertTrue(
        reply.matches(
            ".*\"originateMs\":\\d+,\"receiveMs\":\\d+,\"transmitMs\":\\d+,\"offsetMs\":-?[0-9.]+.*"),
        reply);
  }

  @Test
  void nobodyAnswersForAMaskAndThatIsALoss() {
    lab.kinds = Kinds.of(ProbeKind.MASK);
    lab.timeout = 300 * PingLab.MILLISECOND;
    assertEquals(1, lab.run());
    assertEquals(3, lab.events.summary().lost());
  }

  @Test
  void answersComeTwiceLateAndCutShort() {
    lab.kinds = Kinds.of(ProbeKind.TIMESTAMP);
    lab.timeout = 300 * PingLab.MILLISECOND;
    lab.target.fault(Fault.only(s -> s == 1, Fault.duplicate(1)));
    lab.target.fault(Fault.only(s -> s == 2, Fault.late(PingLab.SECOND / 2)));
    lab.run();
    Summary f = lab.events.summary();
    assertEquals(
        List.of(2L, 1L, 1L, 1L), List.of(f.received(), f.lost(), f.duplicates(), f.late()));
    assertEquals(f.transmitted(), f.received() + f.lost() + f.pending() + f.kernelDropped());
  }
}
