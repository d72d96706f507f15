// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.TimeSource;
import io.sonde.probe.AnswerKind;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which lines wait for which names, and for how long. Times are nanoseconds of a clock by hand. */
class NamedLinesTest {
  private static final long TIMEOUT = 1000;
  private static final long FAR = 1_000_000;

  private final Set<IpAddress> asked = new HashSet<>();
  private final Set<IpAddress> settled = new HashSet<>();
  private final List<Integer> passed = new ArrayList<>();
  private long now;
  private final NamedLines lines =
      new NamedLines(new Book(), new Clock(), TIMEOUT, new Listener(passed));

  private final class Book implements AddressBook {
    @Override
    public void ask(IpAddress address) {
      asked.add(address);
    }

    @Override
    public boolean isSettled(IpAddress address) {
      return settled.contains(address);
    }

    @Override
    public AddressFacts facts(IpAddress address) {
      return AddressFacts.NOTHING;
    }
  }

  private final class Clock implements TimeSource {
    @Override
    public long nanos() {
      return now;
    }

    @Override
    public long epochNanos() {
      return now;
    }
  }

  /** Notes the TTLs of the hops. */
  private record Listener(List<Integer> passed) implements TraceListener {
    @Override
    public void started(Started event) {}

    @Override
    public void reply(int ttl, int probe, Answer answer) {}

    @Override
    public void hop(Hop hop) {
      passed.add(hop.ttl());
    }

    @Override
    public void finding(long time, Finding finding) {}

    @Override
    public void lateReply(int ttl, int probe, Answer answer) {}

    @Override
    public void failed(long time, List<String> text, int exitCode, boolean beforeHeader) {}

    @Override
    public void finished(Summary summary) {}
  }

  private static IpAddress router(int ttl) {
    return IpAddress.ofIpv4(0xc6336400 + ttl);
  }

  private static Hop hop(int ttl) {
    Answer answer =
        new Answer(
            0,
            router(ttl),
            1,
            AnswerKind.TIME_EXCEEDED,
            11,
            0,
            0,
            0,
            64,
            1,
            0,
            28,
            0,
            List.of(),
            false,
            false);
    return new Hop(0, ttl, List.of(new Hop.Sample(answer, "", 0, 0)));
  }

  @Test
  void aLineWaitsForItsNameAndThoseBehindItForTheirTurn() throws IOException {
    lines.hop(hop(1));
    lines.hop(hop(2));
    assertEquals(Set.of(router(1), router(2)), asked);
    settled.add(router(2));
    assertEquals(TIMEOUT, lines.waiting(now, FAR));
    assertEquals(List.of(), passed);
    settled.add(router(1));
    assertEquals(FAR, lines.waiting(now, FAR));
    assertEquals(List.of(1, 2), passed);
    assertTrue(lines.isIdle());
  }

  /** However many names stay away, no line is later than the time-out. */
  @Test
  void allLinesWaitAtOnce() throws IOException {
    for (int ttl = 1; ttl <= 5; ttl++) {
      now = ttl;
      lines.hop(hop(ttl));
    }
    now = 500;
    assertEquals(1 + TIMEOUT, lines.waiting(now, FAR));
    assertEquals(600, lines.waiting(now, 600));
    now = 3 + TIMEOUT;
    assertEquals(4 + TIMEOUT, lines.waiting(now, FAR));
    assertEquals(List.of(1, 2, 3), passed);
    assertFalse(lines.isIdle());
    lines.hurry();
    assertEquals(List.of(1, 2, 3, 4, 5), passed);
    assertTrue(lines.isIdle());
  }
}
