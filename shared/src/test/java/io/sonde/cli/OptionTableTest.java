// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.UsageException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionTableTest {
  private static final List<String> FLAGS =
      List.of("-4", "-6", "-q", "-f", "-n", "-v", "-D", "-3", "--quiet", "--quick", "--json");

  /** The options that the golden lines were made with. */
  private static OptionTable table() {
    OptionTable table = new OptionTable("t", "[options] host", "Tests.");
    for (String name : FLAGS) {
      table.flag(name, "a flag");
    }
    for (String name : List.of("-c", "-i", "-W", "-M", "-p", "-s")) {
      table.value(name, "X", "a value");
    }
    table.value("--count", "N", "a value").value("--rate", "N", "a value");
    return table.value("--report", "F", "a value").value("--report-every", "S", "a value");
  }

  static List<String[]> golden() throws IOException {
    List<String[]> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                OptionTableTest.class.getResourceAsStream("getopt.tsv"), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#")) {
          lines.add(line.split("\t", -1));
        }
      }
    }
    assertTrue(lines.size() > 300);
    return lines;
  }

  @ParameterizedTest
  @MethodSource("golden")
  void readsAsGetopt(String arguments, String expected) {
    String[] split = arguments.split("\u001f", -1);
    if (expected.equals("ERROR")) {
      assertThrows(UsageException.class, () -> table().parse(split));
    } else {
      assertEquals(expected, normalised(table().parse(split)));
    }
  }

  private static String normalised(Arguments read) {
    List<String> all = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String name : read.order()) {
      all.add(name);
      if (!FLAGS.contains(name)) {
        all.add(read.values(name).get(seen.merge(name, 1, Integer::sum) - 1));
      }
    }
    all.add("--");
    all.addAll(read.operands());
    return String.join("\u001f", all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-x|unknown option -x|UNKNOWN_OPTION|-x",
        "-qx|unknown option -x in -qx|UNKNOWN_OPTION|-x",
        "--cuont|unknown option --cuont; did you mean --count?|UNKNOWN_OPTION|--cuont",
        "--reprot=3|unknown option --reprot; did you mean --report?|UNKNOWN_OPTION|--reprot",
        "-jsn|unknown option -j in -jsn; did you mean --json?|UNKNOWN_OPTION|-j",
        "--bogus|unknown option --bogus|UNKNOWN_OPTION|--bogus",
        "--qui|--qui: ambiguous, could be --quiet or --quick|AMBIGUOUS_OPTION|--qui",
        "-c|-c: needs a value, X|MISSING_VALUE|-c",
        "--rate|--rate: needs a value, N|MISSING_VALUE|--rate",
        "--json=1|--json: takes no value, \"1\" given|UNEXPECTED_VALUE|--json",
      })
  void saysWhatIsWrong(String argument, String sentence, Reason reason, String subject) {
    UsageException e = assertThrows(UsageException.class, () -> table().parse("host", argument));
    assertEquals(sentence, e.getMessage());
    assertEquals(reason, e.reason());
    assertEquals(subject, e.subject());
    assertEquals(1, e.argument());
  }

  @Test
  void lastWinsAndAllAreKept() {
    Arguments read = table().parse("-c1", "-q", "-c", "2", "h", "--count=3");
    assertEquals("2", read.value("-c"));
    assertEquals(List.of("1", "2"), read.values("-c"));
    assertEquals("3", read.value("--count"));
    assertNull(read.value("-W"));
    assertEquals("7", read.value("-W", "7"));
    assertEquals(List.of(), read.values("-W"));
    assertEquals("-c", read.last("-q", "-c"));
    assertEquals("-q", read.last("-4", "-q"));
    assertNull(read.last("-4", "-6"));
    assertEquals(List.of("h"), read.operands());
    assertEquals(4, read.operandIndex(0));
    assertEquals(2, read.whole("-c", 1, 9, 5));
    assertEquals(5, read.whole("-s", 1, 9, 5));
    assertEquals(2_000_000_000L, read.nanos("-c", 10, 5));
    assertEquals(5, read.nanos("-i", 10, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "=",
    "==",
    "--",
    "-1",
    "'\"a\"'",
    "'''a'''",
    "'a,b'",
    "@file",
    "${sys:user}",
    "'a b'",
    "a=b"
  })
  void valuesAndOperandsArriveAsTyped(String text) {
    for (String option : List.of("-p", "--report")) {
      assertEquals(text, table().parse(option, text, "h").value(option));
    }
    assertEquals(text, table().parse("--report=" + text, "h").value("--report"));
    assertEquals(List.of(text, text), table().parse("--", text, text).operands());
  }

  @Test
  void severalNamesAreOneOption() {
    OptionTable table =
        new OptionTable("t", "", "Tests.").flag("-q --quiet", "x").value("-m --max-hops", "N", "x");
    Arguments read = table.parse("--quiet", "-m", "5", "--max-h", "6");
    assertTrue(read.has("-q"));
    assertEquals("6", read.value("-m"));
    assertEquals(List.of("5", "6"), read.values("--max-hops"));
    assertEquals(List.of("-q", "-m", "-m"), read.order());
  }

  @Test
  void oneDashAndSeveralLettersIsTakenWhole() {
    OptionTable table =
        new OptionTable("t", "", "Tests.").flag("-U", "udp").flag("-L", "l").flag("-UL", "udplite");
    assertEquals(List.of("-UL"), table.parse("-UL").order());
    assertEquals(List.of("-L", "-U"), table.parse("-LU").order());
    assertEquals(List.of("-U", "-L"), table.parse("-U", "-L").order());
  }

  @Test
  void optionalValueMustBeAttached() {
    OptionTable table = new OptionTable("t", "", "Tests.").optionalValue("-o --log", "F", "x");
    assertEquals("", table.parse("-o", "f").value("-o"));
    assertEquals("f", table.parse("-of").value("-o"));
    assertEquals("", table.parse("--log", "f").value("-o"));
    assertEquals("f", table.parse("--log=f").value("-o"));
    assertFalse(table.parse("f").has("-o"));
  }

  @Test
  void mistakesInATableAreSeenAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> table().flag("-q", "again"));
    assertThrows(IllegalArgumentException.class, () -> table().flag("q", "no dash"));
    assertThrows(IllegalArgumentException.class, () -> table().parse().has("-z"));
  }

  @Test
  void helpIsOneColumnOfNamesAndOneOfText() {
    OptionTable table = new OptionTable("t", "[options] host", "Tests something.");
    table.section("First").flag("-q --quiet", "say less").value("-c --count", "N", "stop after N");
    table.value("-i", "S", "interval in seconds, ".repeat(5) + "and that is all there is to say");
    table.section("Second").value("--a-very-long-name-indeed", "FILE", "its text");
    table.optionalValue("--log", "FILE", "log");
    assertEquals(
        """
        Usage: t [options] host
        Tests something.

        First:
          -q, --quiet               say less
          -c, --count=N             stop after N
          -i S                      interval in seconds, interval in seconds, interval in seconds, interval
                                    in seconds, interval in seconds, and that is all there is to say

        Second:
          --a-very-long-name-indeed=FILE
                                    its text
          --log[=FILE]              log
        """,
        table.help());
  }
}
