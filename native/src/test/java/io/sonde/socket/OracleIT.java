// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.RAW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * CPython's socket module does the same: each script of the folder {@code oracle} gives here, step
 * by step, what it gave there when it was recorded, and gives there now.
 */
class OracleIT {
  private static final String ARROW = " -> ";

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".script")).sorted().toList().stream();
    }
  }

  private static Path folder() throws IOException {
    try {
      URL script = Objects.requireNonNull(OracleIT.class.getResource("oracle/tcp.script"));
      return Objects.requireNonNull(Path.of(script.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Path expected(Path script) {
    return script.resolveSibling(script.getFileName().toString().replace(".script", ".expected"));
  }

  private static void assumePrivileged(Path script) throws IOException {
    if (Files.readString(script).startsWith("# needs: CAP_NET_RAW")) {
      try {
        Socket.open(INET, RAW, 1).close();
      } catch (SystemCallException e) {
        assumeTrue(!e.is(Errno.EPERM), "no CAP_NET_RAW here");
        throw e;
      }
    }
  }

  private static List<String> steps(Stream<String> lines) {
    return lines.filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
  }

  /** The first difference says more than all that follow from it. */
  private static void compare(List<String> python, List<String> ours) {
    assertEquals(python.size(), ours.size());
    for (int i = 0; i < python.size(); i++) {
      assertEquals(python.get(i), ours.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void asCpythonDid(Path script, @TempDir Path scratch) throws IOException {
    assumePrivileged(script);
    List<String> lines = Files.readAllLines(expected(script));
    assertTrue(lines.get(0).startsWith("# source: CPython 3."), lines.get(0));
    List<String> recorded = steps(lines.stream());
    assertEquals(
        steps(Files.readAllLines(script).stream()),
        recorded.stream().map(line -> line.substring(0, line.indexOf(ARROW))).toList(),
        "the record is of another script");
    try (Script ours = new Script(scratch)) {
      List<String> got =
          recorded.stream()
              .map(line -> line.substring(0, line.indexOf(ARROW)))
              .map(step -> step + ARROW + ours.outcome(step))
              .toList();
      compare(recorded, got);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void asCpythonDoes(Path script, @TempDir Path scratch) throws Exception {
    assumePrivileged(script);
    Path interpreter = Path.of("src/test/python/sockets.py");
    assumeTrue(Files.exists(interpreter), "not in the module's folder");
    Process python;
    try {
      python =
          new ProcessBuilder("python3", interpreter.toString(), script.toString())
              .redirectError(scratch.resolve("errors").toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 on this machine");
      return;
    }
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    String errors = Files.readString(scratch.resolve("errors"));
    assumeTrue(
        !errors.contains("AttributeError: module 'socket'"),
        () -> "this python3 lacks a constant: " + errors.strip().lines().reduce((a, b) -> b));
    assertEquals(0, python.waitFor(), errors);
    try (Script ours = new Script(scratch)) {
      List<String> got =
          steps(Files.readAllLines(script).stream()).stream()
              .map(step -> step + ARROW + ours.outcome(step))
              .toList();
      compare(steps(said.lines()), got);
    }
  }

  @Test
  void thereAreManySteps() throws IOException {
    long steps = 0;
    for (Path script : scripts().toList()) {
      steps += steps(Files.readAllLines(script).stream()).size();
    }
    assertTrue(steps > 400, "" + steps);
  }
}
