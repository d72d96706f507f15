// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.linux.FcntlH;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Signals to a JVM of our own: in its process nothing else of the tests could go on. */
class SignalQueueIT {
  /** What that JVM runs: says each signal, ends by SIGTERM. */
  static final class Listener {
    private Listener() {}

    /** Prints what {@link SignalQueue#isListening} says, then the number of each signal. */
    public static void main(String[] arguments) throws Exception {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      BlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
      out.println(SignalQueue.listen(signals::add).isListening());
      while (true) {
        int signal = signals.take();
        out.println(signal);
        if (signal == FcntlH.SIGTERM) {
          SignalQueue.endBy(signal);
        }
      }
    }
  }

  private static Process start(String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xrs", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Listener.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void send(Process process, String signal) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor());
  }

  @Test
  void blockedSignalsAreReadAndTheProcessCanStillEndByThem() throws Exception {
    Process blocking = new ProcessBuilder("env", "--block-signal=INT", "true").start();
    assumeTrue(blocking.waitFor() == 0, "env cannot block signals here");
    Process process = start("env", "--block-signal=INT,QUIT,TERM");
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("true", said.readLine());
      send(process, "INT");
      assertEquals("2", said.readLine());
      send(process, "QUIT");
      assertEquals("3", said.readLine());
      send(process, "TERM");
      assertEquals("15", said.readLine());
      assertEquals(128 + 15, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutThemBlockedNothingIsStarted() throws Exception {
    Process process = start("env", "--default-signal=INT");
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("false", said.readLine());
      send(process, "INT");
      assertEquals(128 + 2, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
    assertFalse(process.isAlive());
  }
}
