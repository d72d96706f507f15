// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.compare.Findings.Aspect;
import io.sonde.ping.compare.Findings.Verdict;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.ProbeKind.Protocol;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is named, and for what. */
class ComparisonTest {
  private static final double MILLI = 1_000_000;
  private static final ProbeKind TCP = new ProbeKind(Protocol.TCP, 443);
  private static final ProbeKind UDP = new ProbeKind(Protocol.UDP, 33_434);
  private static final ProbeKind SYN = new ProbeKind(Protocol.TCP_SYN, 443);

  /** A kind whose round trips lie closely around a median. */
  private static Sample sample(ProbeKind kind, int decided, int lost, double medianMillis) {
    double[] roundTrips = new double[decided - lost];
    for (int i = 0; i < roundTrips.length; i++) {
      roundTrips[i] = (medianMillis + 0.001 * (i - roundTrips.length / 2)) * MILLI;
    }
    double median =
        roundTrips.length == 0
            ? Double.NaN
            : Arrays.stream(roundTrips).sorted().toArray()[roundTrips.length / 2];
    return new Sample(kind, decided, lost, median, roundTrips);
  }

  private static Findings compare(Sample... samples) {
    return new Comparison(0.01, MILLI).of(List.of(samples));
  }

  @Test
  void ofTwoTheOneThatLosesMoreIsNamed() {
    for (int first = 0; first < 2; first++) {
      Sample icmp = sample(ProbeKind.ICMP, 200, 61, 10);
      Sample tcp = sample(TCP, 200, 0, 10);
      Findings findings = first == 0 ? compare(icmp, tcp) : compare(tcp, icmp);
      assertEquals(Verdict.DIFFERENT, findings.verdict());
      assertEquals(List.of(ProbeKind.ICMP), findings.kinds());
      assertEquals(Aspect.LOSS, findings.differences().get(0).aspect());
      assertEquals(TCP, findings.differences().get(0).against().kind());
      assertEquals("icmp loses more", findings.pairs().get(0).text());
    }
  }

  @Test
  void equalKindsAreNotNamed() {
    Findings findings = compare(sample(ProbeKind.ICMP, 200, 10, 10), sample(TCP, 200, 12, 10));
    assertEquals(Verdict.NO_DIFFERENCE_SEEN, findings.verdict());
    assertEquals("no difference seen", findings.pairs().get(0).text());
  }

  @Test
  void belowTwentyNothingIsSaid() {
    Findings few = compare(sample(ProbeKind.ICMP, 19, 19, 10), sample(TCP, 19, 0, 10));
    assertEquals(Verdict.NOT_ENOUGH_SAMPLES, few.verdict());
    assertTrue(Double.isNaN(few.pairs().get(0).lossPValue()));
    Findings enough = compare(sample(ProbeKind.ICMP, 20, 20, 10), sample(TCP, 20, 0, 10));
    assertEquals(Verdict.DIFFERENT, enough.verdict());
    assertTrue(Double.isNaN(enough.pairs().get(0).roundTripPValue()));
  }

  @Test
  void theOneThatDiffersFromTheMajorityIsNamed() {
    Findings findings =
        compare(
            sample(TCP, 200, 0, 10),
            sample(UDP, 200, 70, 10),
            sample(ProbeKind.ICMP, 200, 1, 10),
            sample(SYN, 200, 0, 10));
    assertEquals(List.of(UDP), findings.kinds());
  }

  /** The odd one may be the one that fares better. */
  @Test
  void theMajorityIsWhatIsUsual() {
    Findings findings =
        compare(
            sample(TCP, 200, 60, 10), sample(UDP, 200, 60, 10), sample(ProbeKind.ICMP, 200, 0, 10));
    assertEquals(List.of(ProbeKind.ICMP), findings.kinds());
  }

  @Test
  void ofTwoEqualCampsTheWorseIsNamed() {
    Findings findings =
        compare(
            sample(TCP, 200, 0, 10),
            sample(UDP, 200, 60, 10),
            sample(ProbeKind.ICMP, 200, 62, 10),
            sample(SYN, 200, 0, 10));
    assertEquals(List.of(UDP, ProbeKind.ICMP), findings.kinds());
  }

  @Test
  void aSlowerKindIsNamed() {
    Findings findings = compare(sample(ProbeKind.ICMP, 100, 0, 10), sample(UDP, 100, 0, 30));
    assertEquals(List.of(UDP), findings.kinds());
    assertEquals(Aspect.ROUND_TRIP, findings.differences().get(0).aspect());
    assertEquals("udp:33434 is slower", findings.pairs().get(0).text());
  }

  /** Significant, but less than 10 % or less than a millisecond apart. */
  @Test
  void mediansCloseTogetherAreNoDifference() {
    for (double[] medians : new double[][] {{100, 109}, {2, 2.9}}) {
      Findings findings = compare(sample(TCP, 100, 0, medians[0]), sample(UDP, 100, 0, medians[1]));
      assertTrue(findings.pairs().get(0).roundTripPValue() < 0.01);
      assertFalse(findings.pairs().get(0).roundTripDifferent());
      assertEquals(Verdict.NO_DIFFERENCE_SEEN, findings.verdict());
    }
  }

  @Test
  void aLongStreamIsSampledFairly() {
    Reservoir reservoir = new Reservoir(1000, 7);
    for (int i = 0; i < 100_000; i++) {
      reservoir.add(i);
    }
    double[] kept = reservoir.values();
    assertEquals(1000, kept.length);
    assertEquals(100_000, reservoir.seen());
    assertEquals(1000, Arrays.stream(kept).distinct().count());
    // the mean of 1000 draws has a deviation of 913
    assertEquals(50_000, Arrays.stream(kept).average().orElseThrow(), 4_000);
  }
}
