// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "1234567,6,3,1.235",
    "1234499,6,3,1.234",
    "1234500,6,3,1.235",
    "999500,6,3,1.000",
    "0,6,3,0.000",
    "499,6,3,0.000",
    "500,6,3,0.001",
    "-500,6,3,-0.001",
    "-499,6,3,0.000",
    "99999999,6,0,100",
    "7,0,0,7",
    "-7,0,0,-7",
    "1,1,1,0.1",
    "5,1,0,1",
    "4,1,0,0"
  })
  void fixed(long value, int scale, int decimals, String expected) {
    assertEquals(expected, Decimals.fixed(value, scale, decimals));
  }

  @Test
  void fixedAgreesWithBigDecimal() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L) >> random.nextInt(40);
      int scale = random.nextInt(10);
      int decimals = random.nextInt(scale + 1);
      String expected =
          BigDecimal.valueOf(value, scale).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
      assertEquals(expected, Decimals.fixed(value, scale, decimals), value + "e-" + scale);
    }
  }

  /** The bits of a float and what glibc's printf makes of it by %g. */
  @ParameterizedTest
  @CsvFileSource(resources = "printf-g.csv")
  void generalIsPrintf(String bits, String expected) {
    assertEquals(
        expected, Decimals.general(Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16))));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0.0,0",
    "50,50",
    "30.5,30.5",
    "33.333333333333336,33.333333333333336",
    "0.1,0.1",
    "1001.2,1001.2",
    "2.2e-17,2.2e-17",
    "0.0001,0.0001",
    "1e-7,0.0000001",
    "1e-8,0.00000001",
    "1e-10,1e-10",
    "1e15,1000000000000000",
    "1e20,100000000000000000000",
    "1e21,1e21",
    "-2.5,-2.5",
    "2e23,2e23",
    "4.9e-324,5e-324",
    "1.7976931348623157e308,1.7976931348623157e308",
    "0.30000000000000004,0.30000000000000004",
    "9007199254740993,9007199254740992",
    "2.0E-3,0.002",
    "1.0E23,1e23",
    "-1e-300,-1e-300"
  })
  void shortest(double value, String expected) {
    assertEquals(expected, Decimals.shortest(value));
  }

  @Test
  void shortestReadsBackAndIsNotLongerThanJava() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 50_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / 1000.0;
            case 2 -> random.nextDouble() * 100;
            default -> random.nextLong(1_000_000_000_000L) / 1e6;
          };
      if (!Double.isFinite(value)) {
        continue;
      }
      String text = Decimals.shortest(value);
      assertEquals(value, Double.parseDouble(text), 0.0, text);
      BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      assertTrue(
          new BigDecimal(text).stripTrailingZeros().precision() <= java.precision(),
          () -> text + " for " + java);
      assertTrue(text.length() <= Decimals.MAX_LENGTH, text);
    }
  }
}
