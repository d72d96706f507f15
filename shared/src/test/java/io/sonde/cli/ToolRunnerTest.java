// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ToolRunnerTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @FunctionalInterface
  private interface Body {
    int run(Arguments arguments, StandardOutput out) throws IOException;
  }

  private static Tool tool(Body body) {
    return new Tool() {
      @Override
      public OptionTable options() {
        return new OptionTable("ping", "[options] destination", "Pings.")
            .value("-c --count", "N", "stop after N");
      }

      @Override
      public int run(Arguments arguments, StandardOutput out) throws IOException {
        return body.run(arguments, out);
      }
    };
  }

  private int run(boolean debug, OutputStream to, Body body, String... arguments) {
    StandardOutput output = new StandardOutput("ping", to, err, false);
    return new ToolRunner(debug).run(tool(body), arguments, output);
  }

  private void assertEnds(int status, String sentence, Body body, String... arguments) {
    assertEquals(status, run(false, out, body, arguments));
    assertEquals(sentence, err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void statusIsTheTools() {
    assertEnds(
        ExitCode.NO_REPLY,
        "",
        (arguments, output) -> {
          output.line(arguments.value("-c", "none"));
          return ExitCode.NO_REPLY;
        },
        "-c5");
    assertEquals("5\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void helpGoesToStandardOutput() {
    assertEnds(0, "", (arguments, output) -> 7, "--help", "x");
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: ping [options] dest"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("  --help "));
  }

  @Test
  void usageErrorsAreTwoAndOneSentence() {
    assertEnds(2, "ping: unknown option --cout; did you mean --count?\n", (a, o) -> 0, "--cout=3");
    assertEquals(0, out.size());
  }

  @Test
  void valueRefusedByTheTool() {
    assertEnds(
        2,
        "ping: -c 0: out of range, 1 to 9\n",
        (arguments, output) -> (int) arguments.whole("-c", 1, 9, 1),
        "-c0");
  }

  @Test
  void whatEndsARunIsOneSentence() {
    assertEnds(
        2,
        "ping: sendto 192.0.2.1: Operation not permitted (EPERM)\n",
        (arguments, output) -> {
          throw new IOException("sendto 192.0.2.1: Operation not permitted (EPERM)");
        });
  }

  @Test
  void aSentenceNeverIsEmpty() {
    assertEnds(
        2,
        "ping: java.io.IOException\n",
        (arguments, output) -> {
          throw new IOException();
        });
  }

  @Test
  void ourOwnMistakesSayWhereToLook() {
    assertEnds(
        2,
        "ping: internal error: java.lang.IllegalStateException: oops; SONDE_DEBUG=1 shows where\n",
        (arguments, output) -> {
          output.line("before");
          throw new IllegalStateException("oops");
        });
    assertEquals("before\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void debugAddsTheTrace() {
    int status =
        run(
            true,
            out,
            (arguments, output) -> {
              throw new IOException("gone");
            });
    assertEquals(2, status);
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("ping: gone\njava.io.IOException: gone\n\tat "), text);
  }

  @Test
  void closedPipeWithoutAWord() {
    int status =
        run(
            false,
            StandardOutputTest.failing(0, "Broken pipe"),
            (arguments, output) -> {
              output.line("a");
              output.flush();
              return 0;
            });
    assertEquals(ExitCode.CLOSED_PIPE, status);
    assertEquals(0, err.size());
  }

  @Test
  void closedPipeFoundByTheLastFlush() {
    int status =
        run(
            false,
            StandardOutputTest.failing(0, "Broken pipe"),
            (arguments, output) -> {
              output.line("a");
              return 0;
            });
    assertEquals(ExitCode.CLOSED_PIPE, status);
    assertEquals(0, err.size());
  }

  @Test
  void failureIsToldAlthoughStandardOutputIsGone() {
    int status =
        run(
            false,
            StandardOutputTest.failing(0, "Broken pipe"),
            (arguments, output) -> {
              output.line("a");
              throw new IOException("first cause");
            });
    assertEquals(ExitCode.CLOSED_PIPE, status);
    assertEquals("ping: first cause\n", err.toString(StandardCharsets.UTF_8));
  }
}
