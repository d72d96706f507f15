// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What tools say in a network that ships with the lab: command lines after {@code $}, each followed
 * by its output, standard error behind it, and {@code exit N} where that is not 0. Commands after
 * {@code ~} run in memory only, because chance or long waits have a part in them.
 */
final class Script {
  private final String text;

  private Script(String text) {
    this.text = text;
  }

  /** That of a network, by its name. */
  static Script of(String network) throws IOException {
    try (InputStream in = Script.class.getResourceAsStream("networks/" + network + ".txt")) {
      if (in == null) {
        throw new IOException("networks/" + network + ".txt: a network that ships has none");
      }
      return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** All of it, as written. */
  @Override
  public String toString() {
    return text;
  }

  /** The part that runs on real sockets as well. */
  Script onSockets() {
    StringBuilder out = new StringBuilder();
    boolean wanted = false;
    for (String line : text.lines().toList()) {
      wanted = line.startsWith("$ ") || (wanted && !line.startsWith("~ "));
      out.append(wanted ? line + "\n" : "");
    }
    return new Script(out.toString());
  }

  /** The same without figures that no two runs on real sockets share. */
  Script withoutTimes() {
    return new Script(
        text.replaceAll(" \\d+\\.\\d{3} ms", " # ms")
            .replaceAll("time=[0-9.]+ ms", "time=# ms")
            .replaceAll(", time \\d+ms", ", time #ms")
            .replaceAll("mdev = [0-9./]+ ms", "mdev = # ms"));
  }

  /** Runs the commands again, each by the tool that its line names. */
  Script run(Function<List<String>, Tool> tools) {
    Predicate<String> isCommand = line -> line.startsWith("$ ") || line.startsWith("~ ");
    StringBuilder said = new StringBuilder();
    for (String line : text.lines().filter(isCommand).toList()) {
      List<String> words = List.of(line.substring(2).split(" ", -1));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      StandardOutput streams = new StandardOutput(words.get(0), out, errors, false);
      String[] arguments = Arrays.copyOfRange(words.toArray(new String[0]), 1, words.size());
      int status = new ToolRunner(true).run(tools.apply(words), arguments, streams);
      said.append(line).append('\n');
      said.append(out.toString(StandardCharsets.UTF_8));
      said.append(errors.toString(StandardCharsets.UTF_8));
      said.append(status == 0 ? "" : "exit " + status + "\n");
    }
    return new Script(said.toString());
  }
}
