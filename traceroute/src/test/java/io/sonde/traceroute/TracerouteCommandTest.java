// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.traceroute.config.TracerouteConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arguments to configuration, or to the exact sentence: {@code arguments.txt} has a command line,
 * then {@code ->} and the components that differ from those of {@code traceroute host}, or {@code
 * !} and the sentence.
 */
class TracerouteCommandTest {
  private static final Pattern COMPONENT =
      Pattern.compile("(\\w+)=(\\[[^]\\[]*]|\\{[^}]*}|[^,\\]\\[]*)");

  static List<String> rows() throws IOException {
    return resource("arguments.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void table(String row) {
    boolean good = row.contains(" -> ");
    int at = row.indexOf(good ? " -> " : " ! ");
    String expected = row.substring(at + (good ? 4 : 3)).strip();
    assertEquals(expected, outcome(words(row.substring(0, at))), row);
  }

  @Test
  void theTableIsLong() throws IOException {
    assertTrue(rows().size() >= 120, () -> "rows");
  }

  private static String outcome(List<String> words) {
    TracerouteCommand command = TracerouteCommand.calledAs(words.get(0));
    String[] arguments = words.subList(1, words.size()).toArray(new String[0]);
    try {
      Set<String> given = components(command.toConfig(command.options().parse(arguments)));
      TracerouteCommand plain = TracerouteCommand.calledAs("traceroute");
      given.removeAll(components(plain.toConfig(plain.options().parse("host"))));
      return given.isEmpty() ? "nothing" : String.join(" ", given);
    } catch (UsageException e) {
      return TracerouteCommand.sentence(e);
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Set<String> components(TracerouteConfig config) {
    Set<String> components = new LinkedHashSet<>();
    Matcher matcher = COMPONENT.matcher(config.toString());
    while (matcher.find()) {
      if (!matcher.group(1).equals("argument")) {
        components.add(matcher.group());
      }
    }
    return components;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(line);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      words.add(token.equals("\"\"") ? "" : token);
    }
    return words;
  }

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  private OptionalInt answer(String... arguments) {
    StandardOutput out = new StandardOutput("traceroute", stdout, stderr, false);
    TracerouteCommand command = TracerouteCommand.calledAs("traceroute");
    OptionalInt status = command.answer(command.options().parse(arguments), arguments.length, out);
    out.flush();
    return status;
  }

  @Test
  void withoutArgumentsHelp() throws IOException {
    assertEquals(OptionalInt.of(0), answer());
    assertEquals(resource("help.txt"), stdout.toString(StandardCharsets.UTF_8));
  }

  /** Scripts look for a version at the end of the first line. */
  @Test
  void version() {
    assertEquals(OptionalInt.of(0), answer("-V"));
    assertEquals(
        List.of("Modern traceroute for Linux, version 2.1.6", "traceroute from sonde 0.1.0"),
        stdout.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void optionsOfAMethod() {
    assertEquals(OptionalInt.of(0), answer("-T", "-O", "help"));
    String text = stderr.toString(StandardCharsets.UTF_8);
    for (String word : List.of("syn", "flags=NUM", "mss=NUM", "sysctl", "info", "reuse")) {
      assertTrue(text.contains(word), word);
    }
    stderr.reset();
    assertEquals(OptionalInt.of(0), answer("-O", "help"));
    assertEquals("No options for module `default'\n", stderr.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anOrdinaryRunIsNotAnswered() {
    assertEquals(OptionalInt.empty(), answer("-n", "192.0.2.1"));
    assertEquals(0, stdout.size() + stderr.size());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TracerouteCommandTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
