// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.Arguments;
import io.sonde.cli.StandardOutput;
import io.sonde.ping.config.PingConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arguments to configuration, or to the exact sentence. A row of {@code arguments.txt} is the
 * command line, then either {@code ->} and what differs from the configuration without options, or
 * {@code !} and the sentence.
 */
class PingCommandTest {
  private static final String TABLE = "arguments.txt";

  static List<String> rows() throws IOException {
    return resource(TABLE)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void table(String row) {
    int arrow = row.indexOf(" -> ");
    int bang = row.indexOf(" ! ");
    boolean good = arrow >= 0;
    String line = row.substring(0, good ? arrow : bang).strip();
    String expected = row.substring((good ? arrow : bang) + 3).strip();
    assertEquals(expected, outcome(words(line)), line);
  }

  @Test
  void theTableIsLong() throws IOException {
    assertTrue(rows().size() >= 150, () -> "rows");
  }

  /** Differences in the order of their names; {@code nothing} for none. */
  private static String outcome(List<String> words) {
    PingCommand command = PingCommand.calledAs(words.get(0));
    try {
      Arguments arguments =
          command.options().parse(words.subList(1, words.size()).toArray(new String[0]));
      TreeMap<String, String> usual = new TreeMap<>();
      PingCommand plain = PingCommand.calledAs("ping");
      flatten(plain.toConfig(plain.options().parse("host")), usual);
      TreeMap<String, String> given = new TreeMap<>();
      flatten(command.toConfig(arguments), given);
      StringBuilder text = new StringBuilder();
      given.forEach(
          (key, value) -> {
            if (!value.equals(usual.get(key))) {
              text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value);
            }
          });
      return text.isEmpty() ? "nothing" : text.toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void flatten(Record value, Map<String, String> into) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part;
      try {
        part = component.getAccessor().invoke(value);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
      if (part instanceof Record inner && value instanceof PingConfig) {
        flatten(inner, into);
      } else {
        into.put(component.getName(), String.valueOf(part));
      }
    }
  }

  /** Words between blanks; double quotes hold blanks and nothing. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    return words;
  }

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  private OptionalInt answer(String... arguments) {
    StandardOutput out = new StandardOutput("ping", stdout, stderr, false);
    PingCommand command = PingCommand.calledAs("/usr/bin/ping");
    OptionalInt status = command.answer(command.options().parse(arguments), out);
    out.flush();
    return status;
  }

  @Test
  void help() throws IOException {
    assertEquals(resource("help.txt"), PingCommand.calledAs("ping").options().help());
    assertEquals(OptionalInt.of(2), answer("-h"));
    assertEquals(resource("help.txt"), stderr.toString(StandardCharsets.UTF_8));
    assertEquals(0, stdout.size());
  }

  @Test
  void version() {
    for (String name : List.of("-V", "--version", "-qV")) {
      stdout.reset();
      assertEquals(OptionalInt.of(0), answer(name));
      assertEquals(
          "ping from sonde 0.1.0 (options compatible with iputils)",
          stdout.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
    }
  }

  @Test
  void theFirstQuestionIsAnswered() {
    assertEquals(OptionalInt.of(0), answer("-V", "-h"));
    assertEquals(OptionalInt.of(2), answer("-h", "-V"));
  }

  @Test
  void listOfQueries() {
    assertEquals(OptionalInt.of(0), answer("-N", "help"));
    String text = stdout.toString(StandardCharsets.UTF_8);
    for (String query :
        List.of(
            "name",
            "fqdn",
            "ipv6",
            "ipv6-all",
            "ipv6-compatible",
            "ipv6-global",
            "ipv6-linklocal",
            "ipv6-sitelocal",
            "ipv4",
            "ipv4-all",
            "subject-ipv6=ADDRESS",
            "subject-ipv4=ADDRESS",
            "subject-name=NAME",
            "subject-fqdn=NAME")) {
      assertTrue(
          text.lines().anyMatch(line -> (line.strip() + " ").startsWith(query + " ")), query);
    }
  }

  @Test
  void anOrdinaryRunIsNotAnswered() {
    assertEquals(OptionalInt.empty(), answer("-q", "192.0.2.1"));
    assertEquals(0, stdout.size() + stderr.size());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PingCommandTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
