// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "+7,7",
    "-7,-7",
    "007,7",
    "65507,65507",
    "9223372036854775807,9223372036854775807",
    "-9223372036854775808,-9223372036854775808"
  })
  void whole(String text, long expected) {
    assertEquals(expected, Numbers.whole("-c", text, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|-c abc: not a whole number; 1 to 9223372036854775807",
        "''|-c \"\": not a whole number; 1 to 9223372036854775807",
        "3x|-c 3x: not a whole number; 1 to 9223372036854775807",
        "' 3'|-c  3: not a whole number; 1 to 9223372036854775807",
        "3.0|-c 3.0: not a whole number; 1 to 9223372036854775807",
        "0x10|-c 0x10: not a whole number; 1 to 9223372036854775807",
        "-|-c -: not a whole number; 1 to 9223372036854775807",
        "--3|-c --3: not a whole number; 1 to 9223372036854775807",
        "\u0663|-c \u0663: not a whole number; 1 to 9223372036854775807",
        "0|-c 0: out of range, 1 to 9223372036854775807",
        "-1|-c -1: out of range, 1 to 9223372036854775807",
        "9223372036854775808|-c 9223372036854775808: out of range, 1 to 9223372036854775807",
        "99999999999999999999999|-c 99999999999999999999999: out of range, 1 to 9223372036854775807",
      })
  void wholeRefused(String text, String message) {
    UsageException e =
        assertThrows(UsageException.class, () -> Numbers.whole("-c", text, 1, Long.MAX_VALUE));
    assertEquals(message, e.getMessage());
  }

  @Test
  void rangeSaysWhatItHoldsFor() {
    assertEquals(
        "-s 65508: out of range, 0 to 65507 for IPv4",
        assertThrows(
                UsageException.class, () -> Numbers.whole("-s", "65508", 0, 65507, " for IPv4"))
            .getMessage());
    assertEquals(
        "-s 65508: out of range, 0 to 65507 for IPv4",
        Numbers.outOfRange("-s", "65508", 0, 65507, " for IPv4").getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0x0,0", "0xff,255", "0XfF,255", "010,10", "12,12", "0xfffff,1048575"})
  void hex(String text, long expected) {
    assertEquals(expected, Numbers.wholeOrHex("-F", text, 0, 0xfffff));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x|-F 0x: not a whole number; 0 to 1048575",
        "0xg|-F 0xg: not a whole number; 0 to 1048575",
        "0x-1|-F 0x-1: not a whole number; 0 to 1048575",
        "ff|-F ff: not a whole number; 0 to 1048575",
        "0x100000|-F 0x100000: out of range, 0 to 1048575",
        "0x10000000000000000|-F 0x10000000000000000: out of range, 0 to 1048575",
      })
  void hexRefused(String text, String message) {
    UsageException e =
        assertThrows(UsageException.class, () -> Numbers.wholeOrHex("-F", text, 0, 0xfffff));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,1000000000",
    "0.2,200000000",
    ".5,500000000",
    "5.,5000000000",
    "1e-3,1000000",
    "0.000000001,1",
    "2147483,2147483000000000",
    "+0.1,100000000",
    "-0,0"
  })
  void nanos(String text, long expected) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(expected, Numbers.nanos("-i", text, 2_147_483));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,5|-i 0,5: not a number; 0 to 2147483",
        "''|-i \"\": not a number; 0 to 2147483",
        ".|-i .: not a number; 0 to 2147483",
        "1.2.3|-i 1.2.3: not a number; 0 to 2147483",
        "1s|-i 1s: not a number; 0 to 2147483",
        "1d|-i 1d: not a number; 0 to 2147483",
        "1e|-i 1e: not a number; 0 to 2147483",
        "0x1p3|-i 0x1p3: not a number; 0 to 2147483",
        "NaN|-i NaN: not a number; 0 to 2147483",
        "inf|-i inf: not a number; 0 to 2147483",
        "-1|-i -1: out of range, 0 to 2147483",
        "2147483.5|-i 2147483.5: out of range, 0 to 2147483",
        "1e999|-i 1e999: out of range, 0 to 2147483",
      })
  void nanosRefused(String text, String message) {
    UsageException e =
        assertThrows(UsageException.class, () -> Numbers.nanos("-i", text, 2_147_483));
    assertEquals(message, e.getMessage());
  }
}
