// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.link.LinuxNetwork;
import io.sonde.net.ChannelSpec;
import io.sonde.net.NotPermittedException;
import io.sonde.wire.IpFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A ping with everything of the program but its process: real sockets, text as it would be seen.
 */
final class RealRun {
  /** What the program would have ended with. */
  final int exitCode;

  final String out;
  final String errors;

  private RealRun(int exitCode, String out, String errors) {
    this.exitCode = exitCode;
    this.out = out;
    this.errors = errors;
  }

  /** Runs {@code ping} with the words of a command line. */
  static RealRun of(String line) {
    return of(line, new ByteArrayOutputStream());
  }

  /** As {@link #of(String)}, with a standard output that may do something of its own. */
  static RealRun of(String line, ByteArrayOutputStream out) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode =
        new ToolRunner(false)
            .run(
                new PingMain(PingCommand.calledAs("ping"), List.of(("ping " + line).split(" "))),
                line.split(" "),
                new StandardOutput("ping", out, errors, false));
    return new RealRun(
        exitCode, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** The whole of it, for messages of failed tests. */
  @Override
  public String toString() {
    return out + errors + "exit " + exitCode;
  }

  /** Skips a test where a socket of a kind may not be opened. */
  static void assumePermitted(ChannelSpec.Kind kind, IpFamily family) throws IOException {
    try (LinuxNetwork network = new LinuxNetwork()) {
      network.open(ChannelSpec.of(kind, family, family == IpFamily.IPV4 ? 1 : 58)).close();
    } catch (NotPermittedException e) {
      abort(e.getMessage());
    }
  }

  /** Skips a test that changes devices and routes where these are anybody's. */
  static void assumePrivateNamespace() throws IOException {
    List<String> devices = new ArrayList<>();
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      devices.add(device.getName());
    }
    if (!devices.equals(List.of("lo"))) {
      abort("not in a private network namespace: devices " + devices);
    }
  }

  /** Runs commands of the shell, all of which must succeed. */
  static void shell(String commands) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-ec", commands).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(commands + ": " + said.strip());
    }
  }
}
