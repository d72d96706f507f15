// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTextTest {
  private static Distribution some() {
    Distribution distribution = new Distribution();
    for (int i = 0; i < 6; i++) {
      distribution.add(1_000_000);
    }
    distribution.add(1_100_000);
    distribution.add(1_310_720);
    distribution.add(1_310_721);
    return distribution;
  }

  @Test
  void ascii() {
    assertEquals(
        List.of(
            "        rtt ms",
            "0.999 .. 1.016  6  #####################",
            "1.016 .. 1.032  0",
            "1.032 .. 1.049  0",
            "1.049 .. 1.081  0",
            "1.081 .. 1.114  1  ####",
            "1.114 .. 1.147  0",
            "1.147 .. 1.180  0",
            "1.180 .. 1.212  0",
            "1.212 .. 1.245  0",
            "1.245 .. 1.278  0",
            "1.278 .. 1.311  0",
            "1.311 .. 1.343  2  #######",
            "          lost  3  ###########"),
        HistogramText.lines(some(), 3, new Screen(40, false, false)));
  }

  @Test
  void blocks() {
    List<String> lines = HistogramText.lines(some(), 3, new Screen(40, true, true));
    assertEquals("0.999 .. 1.016  6  " + "█".repeat(21), lines.get(1));
    assertEquals("1.081 .. 1.114  1  ███▌", lines.get(5));
    assertEquals("          lost  3  \033[31m██████████▌\033[m", lines.get(13));
  }

  @Test
  void rowsNarrowerThanAMicrosecondHaveEndsThatDiffer() {
    Distribution distribution = new Distribution();
    distribution.add(10_240);
    distribution.add(11_000);
    List<String> lines = HistogramText.lines(distribution, 0, new Screen(60, false, false));
    assertEquals("          rtt ms", lines.get(0).substring(0, 16));
    assertEquals("0.0102 .. 0.0105", lines.get(1).substring(0, 16));
    assertEquals(lines.size() - 1, Set.copyOf(lines.subList(1, lines.size())).size());
  }

  @Test
  void nothing() {
    Screen screen = new Screen(80, false, false);
    assertEquals(
        List.of("no round trips to show"), HistogramText.lines(new Distribution(), 0, screen));
    assertEquals(2, HistogramText.lines(new Distribution(), 7, screen).size());
  }

  @Test
  void neverWiderThanTheScreen() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Distribution distribution = new Distribution();
      for (int i = random.nextInt(1000); i >= 0; i--) {
        distribution.add((long) Math.exp(random.nextDouble() * 30));
      }
      Screen screen = new Screen(60 + random.nextInt(100), random.nextBoolean(), false);
      List<String> lines = HistogramText.lines(distribution, random.nextInt(5), screen);
      assertTrue(lines.size() <= 22, lines.toString());
      for (String line : lines) {
        assertTrue(line.length() <= screen.columns(), line);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, 120, LANG=de_DE.UTF-8, 120, true, true",
    "true, 0, LANG=de_DE.utf8, 80, true, true",
    "true, 10, LANG=C, 40, false, true",
    "false, 120, LC_ALL=C.UTF-8, 80, true, false",
    "true, 100, NO_COLOR=1, 100, false, false",
    "true, 100, NO_COLOR=, 100, false, true"
  })
  void screens(
      boolean terminal, int columns, String variable, int shown, boolean blocks, boolean colours) {
    String[] parts = variable.split("=", 2);
    assertEquals(
        new Screen(shown, blocks, colours),
        Screen.of(terminal, columns, Map.of(parts[0], parts[1])));
  }

  @Test
  void theLocaleOfCharactersIsThatOfSetlocale() {
    Map<String, String> environment = Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8");
    assertEquals(false, Screen.of(true, 80, environment).blocks());
  }
}
