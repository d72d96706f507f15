// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private StandardOutput to(boolean terminal) {
    return new StandardOutput("ping", out, err, terminal);
  }

  /** A stream that fails with one message from a certain octet on. */
  static OutputStream failing(int room, String message) {
    return new OutputStream() {
      private int left = room;

      @Override
      public void write(int octet) throws IOException {
        if (left-- <= 0) {
          throw new IOException(message);
        }
      }
    };
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalSeesEachLine() {
    StandardOutput output = to(true);
    output.print("a");
    assertEquals("", written());
    output.line("b");
    assertEquals("ab\n", written());
    output.write(new byte[] {'{', '}', '\n', 'x'}, 3);
    assertEquals("ab\n{}\n", written());
    output.flushEachLine(false);
    output.line("c");
    assertEquals("ab\n{}\nc\n", written());
  }

  @Test
  void aFileSeesLinesOnceASecond() {
    StandardOutput output = to(false);
    output.tick(0);
    assertEquals(Long.MAX_VALUE, output.flushBy());
    output.line("a");
    output.tick(5);
    assertEquals(5 + SECOND, output.flushBy());
    output.line("b");
    output.tick(4 + SECOND);
    assertEquals("", written());
    output.tick(5 + SECOND);
    assertEquals("a\nb\n", written());
    assertEquals(Long.MAX_VALUE, output.flushBy());
    output.flushEachLine(true);
    output.line("c");
    assertEquals("a\nb\nc\n", written());
  }

  @Test
  void everythingArrivesInOrderWhateverItsLength() {
    StandardOutput output = to(false);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String text = "\u00e9\ud83d\ude00".repeat(i % 7) + "x".repeat(i % 50);
      output.line(text);
      expected.append(text).append('\n');
    }
    String large = "y".repeat(100_000);
    output.print(large);
    output.write(large.getBytes(StandardCharsets.US_ASCII), 50_000);
    output.flush();
    assertEquals(expected + large + large.substring(50_000), written());
  }

  @Test
  void diagnosticsFollowWhatIsBuffered() {
    StandardOutput output = new StandardOutput("ping", out, out, false);
    output.line("first");
    output.diagnostic("second \u00e9");
    output.error("third");
    assertEquals("first\nping: second \u00e9\nthird\n", written());
  }

  @Test
  void noTerminalObeysWhatADiagnosticQuotes() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new StandardOutput("tool", OutputStream.nullOutputStream(), err, false)
        .diagnostic("x: \33[2J\u009b2J\u202eabc\t\nx: \u00e9");
    assertEquals("tool: x: ?[2J?2J?abc?\nx: \u00e9\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void closedPipeIsQuiet() {
    StandardOutput output = new StandardOutput("ping", failing(0, "Broken pipe"), err, true);
    StandardOutput.Gone gone = assertThrows(StandardOutput.Gone.class, () -> output.line("a"));
    assertEquals(ExitCode.CLOSED_PIPE, gone.exitCode());
    output.line("dropped");
    output.flush();
    assertArrayEquals(new byte[0], err.toByteArray());
  }

  @Test
  void standardErrorThatIsClosedStopsNothing() {
    StandardOutput output = new StandardOutput("ping", out, failing(0, "Broken pipe"), true);
    output.diagnostic("nobody hears");
    output.line("a");
    assertEquals("a\n", written());
  }
}
