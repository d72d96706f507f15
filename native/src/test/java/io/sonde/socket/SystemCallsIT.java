// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strace(1) sees of a receive that need not wait. */
class SystemCallsIT {
  private static final int CALLS = 100;

  /** What is traced: receives between two listens, which nothing else here calls. */
  static final class Receiver {
    private Receiver() {}

    /** Fills a socket, then empties it. */
    public static void main(String[] arguments) throws IOException {
      try (Socket.SocketPair pair = Socket.pair(DGRAM);
          Socket mark = Socket.open(UNIX, STREAM)) {
        mark.bind(SocketAddr.unixUnnamed());
        ByteBuffer buffer = ByteBuffer.allocateDirect(16);
        for (int round = 0; round < 2; round++) { // in the second one everything is loaded
          for (int i = 0; i < CALLS; i++) {
            pair.first().send(new byte[0], SocketConstants.MSG_DONTWAIT);
            pair.second().recv(16);
          }
        }
        for (int i = 0; i < 10; i++) {
          pair.first().send(new byte[1]);
        }
        pair.second().recv(buffer.clear());
        mark.listen();
        for (int i = 1; i < 10; i++) {
          pair.second().recv(buffer.clear());
        }
        mark.listen();
      }
    }
  }

  @Test
  void receivingWhatIsThereIsOneCall(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/strace")), "there is no strace on this machine");
    Path trace = folder.resolve("trace");
    List<String> command =
        List.of(
            "strace",
            "-f",
            "-qq",
            "-o",
            trace.toString(),
            "-e",
            "trace=%network,poll,ppoll,epoll_wait,epoll_pwait,fcntl,ioctl,eventfd2",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Receiver.class.getName());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(folder.resolve("said"));
    assumeTrue(!said.contains("ptrace"), () -> "strace may not trace here: " + said.strip());
    assertEquals(0, status, said);
    List<String> lines = Files.readAllLines(trace);
    int first = marker(lines, 0);
    int second = marker(lines, first + 1);
    assertEquals(9, second - first - 1, () -> String.join("\n", lines.subList(first, second)));
    for (String line : lines.subList(first + 1, second)) {
      assertEquals(true, line.matches("\\d+ +recv(from|msg)?\\(.*"), line);
    }
  }

  private static int marker(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(" listen(")) {
        return i;
      }
    }
    throw new AssertionError("no listen in the trace");
  }
}
