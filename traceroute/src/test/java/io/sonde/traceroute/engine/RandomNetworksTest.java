// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.sim.ErrorStyle;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.IpAddress;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hundreds of seeded paths that lose, double, reorder and limit: never a wrong router. */
class RandomNetworksTest {
  private static final String[] LINES = {
    "-n", "-n -I", "-n -T", "-n -6", "-n -N 3", "-n -w 1,3,10", "-n -6 -I", "-n --encoding ip-id"
  };

  @Test
  void everyAnswerStandsWhereItBelongs() {
    SplittableRandom random = new SplittableRandom(20_261_125);
    int answered = 0;
    for (int round = 0; round < 400; round++) {
      int routers = 1 + random.nextInt(15);
      TraceLab lab = new TraceLab(round, routers);
      lab.target.tcpOpen(80);
      for (int i = 0; i < lab.links.size(); i++) {
        double loss = random.nextInt(4) == 0 ? random.nextDouble() * 0.2 : 0;
        double copies = random.nextInt(8) == 0 ? 0.3 : 0;
        double held = random.nextInt(8) == 0 ? 0.3 : 0;
        lab.links
            .get(i)
            .both(way -> way.loss(loss).duplicate(copies).reorder(held, 7 * TraceLab.MILLISECOND));
      }
      for (int i = 0; i < routers; i++) {
        if (random.nextInt(8) == 0) {
          lab.routers.get(i).errors(ErrorStyle::silent);
        }
      }
      String line = LINES[random.nextInt(LINES.length)];
      assertEquals(0, lab.run(line));
      assertTrue(lab.hops.size() <= 30);
      for (Hop hop : lab.hops) {
        assertEquals(3, hop.probes().size());
        for (Hop.Sample sample : hop.probes()) {
          if (sample.answer() != null) {
            answered++;
            check(hop.ttl(), Objects.requireNonNull(sample.answer()), routers, line);
          }
        }
      }
      assertTrue(lab.elapsed() < 40_000 * TraceLab.MILLISECOND, line);
    }
    assertTrue(answered > 5000, "most of it comes through");
  }

  private static void check(int ttl, Answer answer, int routers, String line) {
    boolean ipv4 = !line.contains("-6");
    IpAddress target = ipv4 ? TraceLab.TARGET : TraceLab.TARGET6;
    IpAddress router = ipv4 ? TraceLab.router(ttl) : TraceLab.router6(ttl);
    // behind lost answers of the target itself, its later ones end the trace further off
    assertEquals(ttl <= routers ? router : target, answer.address(), line);
    assertTrue(answer.roundTrip() >= Math.min(ttl, routers + 1) * 2L * TraceLab.MILLISECOND);
    assertEquals(0, answer.differences());
  }
}
