// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts against this host's own stack, on loopback. */
@Timeout(60)
final class RunIT {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static WireRun run(String script, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "run";
    all[1] = "-";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    WireRun run = WireRun.of(script.getBytes(StandardCharsets.UTF_8), all);
    assumeTrue(run.status() != 3, run.err());
    return run;
  }

  @Test
  void theHostKeepsSilentAtTheScriptsPorts() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      WireRun run =
          run(
              """
              send ip dst=127.0.0.1 / tcp sport=40321 dport=${D} syn seq=100
              expect ip src=127.0.0.1 / tcp sport=${D} dport=40321 syn ack ack=101 as sa
              reject ip / tcp sport=40321 rst within 200ms
              send ip dst=127.0.0.1 / tcp sport=40321 dport=${D} ack seq=101 ack=${sa.tcp.seq+1} / data hi
              expect ip / tcp sport=${D} dport=40321 ack ack=103
              """,
              "--set",
              "D=" + server.getLocalPort());
      assertEquals(0, run.status(), run.out() + run.err());
    }
  }

  @Test
  void whatFailsIsShownAndTheRestIsNotDone() {
    WireRun run =
        run(
            """
            send ip dst=127.0.0.1 / icmp echo id=77 seq=1
            expect ip src=127.0.0.1 / icmp reply id=77 seq=2 within 100ms
            exec touch /nonexistent/never
            """);
    assertEquals(1, run.status());
    assertTrue(
        run.out().lines().anyMatch(line -> line.matches(" +icmp.seq +2 +1 +<-- differs")),
        run.out());
    assertTrue(run.out().contains("FAILED -:2: expect") && !run.out().contains("-:3:"), run.out());
  }

  @Test
  void everyStepIsAnEvent() throws IOException {
    WireRun run =
        run(
            """
            let P = 77
            send ip dst=127.0.0.1 / icmp echo id=${P} seq=1
            expect ip src=127.0.0.1 / icmp reply id=${P} seq=1 as r
            repeat 2
            send ip dst=127.0.0.1 / icmp echo id=${P} seq=2..3
            end
            wait 1ms
            reject ip / tcp rst within 1ms
            expect ip / icmp reply id=78 within 1ms
            """,
            "--json",
            "--trace");
    assertEquals(1, run.status(), run.err());
    assertTrue(Events.check(run.out()) >= 10, run.out());
    assertTrue(run.out().startsWith("{\"event\":\"start\""), run.out());
    String last = run.out().lines().reduce((first, second) -> second).orElse("");
    assertTrue(last.contains("\"event\":\"summary\"") && last.contains("\"exitCode\":1"), last);
  }

  @Test
  void commandsRunBesideTheScriptAndEndWithIt() {
    WireRun run =
        run(
            """
            exec test 1 = 1
            start craft echo -q udp:127.0.0.1@40322
            send ip dst=127.0.0.1 / udp sport=40323 dport=40322 / data hello
            expect ip / udp sport=40322 dport=40323 / data hello
            exec test 1 = 2
            """);
    assertEquals(1, run.status());
    assertTrue(run.out().contains("FAILED -:5: exec test 1 = 2   # exit status 1"), run.out());
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive),
        "something still runs");
  }
}
