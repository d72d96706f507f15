// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands as processes of this host. */
final class Processes implements Commands {
  private static final String SELF = "craft";
  private static final long GRACE_MILLIS = 500;

  /** What the launcher told this process about JNA is told to another of its kind. */
  private static final List<String> PROPERTIES =
      List.of(
          "jna.boot.library.path",
          "jna.platform.library.path",
          "jna.nounpack",
          "jna.nosys",
          "org.pcap4j.core.pcapLibName");

  private final String mainClass;
  private final boolean quiet;
  private final List<Process> running = new ArrayList<>();

  /**
   * @param mainClass of this program
   * @param quiet whether standard output is not theirs
   */
  Processes(String mainClass, boolean quiet) {
    this.mainClass = mainClass;
    this.quiet = quiet;
  }

  private Process begin(List<String> words, String text, boolean reads) throws IOException {
    List<String> command = new ArrayList<>();
    if (words.get(0).equals(SELF)) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xrs", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k"));
      command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
      for (String property : PROPERTIES) {
        String value = System.getProperty(property);
        if (value != null) {
          command.add("-D" + property + "=" + value);
        }
      }
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add(mainClass);
      command.addAll(words.subList(1, words.size()));
    } else {
      command.addAll(List.of("sh", "-c", text));
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    if (reads) {
      builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    } else if (quiet) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    running.add(process);
    return process;
  }

  @Override
  public void start(List<String> words, String text) throws IOException {
    boolean self = words.get(0).equals(SELF);
    Process process = begin(words, text, self);
    if (!self) {
      return;
    }
    // The first line says that it listens. What follows is read so that it never waits for us.
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    if (said.readLine() == null) {
      throw new IOException("start " + text + ": ended at once");
    }
    Thread reader =
        new Thread(
            () -> {
              try {
                while (said.readLine() != null) {
                  // nobody asked for it
                }
              } catch (IOException e) {
                // it has ended
              }
            },
            "started");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public int exec(List<String> words, String text) throws IOException {
    Process process = begin(words, text, false);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("exec " + text + ": interrupted", e);
    }
  }

  /** Ends what runs, children included: by SIGTERM, and by SIGKILL what does not heed it. */
  @Override
  public void close() {
    List<ProcessHandle> handles = new ArrayList<>();
    for (Process process : running) {
      if (process.isAlive()) {
        process.descendants().forEach(handles::add);
        handles.add(process.toHandle());
      }
    }
    handles.forEach(ProcessHandle::destroy);
    for (Process process : running) {
      try {
        process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    handles.forEach(ProcessHandle::destroyForcibly);
  }
}
