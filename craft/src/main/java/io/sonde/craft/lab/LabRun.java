// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.net.Tunnel;
import io.sonde.sim.LiveSimulation;
import io.sonde.sim.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command in one network, from the device's making to the command's end. */
final class LabRun {
  /** Set by the launcher when it has made the namespace. */
  private static final String NAMESPACE = "SONDE_LAB_NAMESPACE";

  /**
   * Wraps the command. setpriv: it dies with this thread. env: the launcher has this process ignore
   * the signals of the keyboard, which are the command's. unshare: its children die with it. The
   * shell: the first process of a PID namespace ignores signals that it does not handle, so the
   * command is the second.
   */
  private static final List<String> WRAPPER =
      List.of(
          "setpriv",
          "--pdeathsig",
          "KILL",
          "env",
          "--default-signal=INT,QUIT",
          "unshare",
          "--pid",
          "--fork",
          "--mount",
          "--kill-child",
          "sh",
          "-c",
          "mount -t proc proc /proc 2>/dev/null; \"$@\"; exit $?",
          "sh");

  private final Topology topology;
  private final LabSettings settings;
  private final Tunnels tunnels;

  LabRun(Topology topology, LabSettings settings, Tunnels tunnels) {
    this.topology = topology;
    this.settings = settings;
    this.tunnels = tunnels;
  }

  /**
   * Runs it.
   *
   * @return the command's exit status; 128 and the number of the signal that ended it
   */
  int run(List<String> command) throws IOException {
    if (!"1".equals(System.getenv(NAMESPACE))) {
      throw new IOException(
          "lab: no network namespace has been made; start it by bin/craft, lab and run or shell being"
              + " its first words");
    }
    try (Tunnel tunnel = tunnels.make(LabDevice.NAME);
        Recorder recorder = Recorder.to(settings.capture())) {
      LabDevice.configure(topology);
      Rehearsal.of(topology, tunnel.time());
      LiveSimulation live =
          new LiveSimulation(
              topology.simulate(settings.seed()), tunnel, settings.speed(), recorder);
      Process child = start(command);
      Thread end = new Thread(() -> stopAfter(child, live), "command");
      end.setDaemon(true);
      end.start();
      try {
        live.run();
      } finally {
        child.destroyForcibly();
      }
      return child.exitValue();
    }
  }

  private static Process start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(WRAPPER);
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.remove(NAMESPACE);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException("setpriv: cannot be run; install util-linux", e);
    }
  }

  private static void stopAfter(Process child, LiveSimulation live) {
    while (true) {
      try {
        child.waitFor();
        break;
      } catch (InterruptedException e) {
        // nobody interrupts this thread; the wait goes on
      }
    }
    live.stop();
  }
}
