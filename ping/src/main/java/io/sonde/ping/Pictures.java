// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.WholeFile;
import io.sonde.ping.config.Output;
import io.sonde.ping.event.Listeners;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.picture.HistogramText;
import io.sonde.ping.picture.Report;
import io.sonde.ping.picture.Screen;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The pictures that were asked for; most runs have none, and then nothing of them is loaded. */
final class Pictures implements Closeable {
  private final List<PingListener> all = new ArrayList<>();
  private final @Nullable WholeFile file;

  private Pictures(@Nullable WholeFile file) {
    this.file = file;
  }

  /**
   * Opens what they are written to.
   *
   * @param columns of the terminal on standard output; 0: unknown
   * @throws IOException if the report's file cannot be written
   */
  static Pictures of(
      Output output, List<String> commandLine, StandardOutput out, IntSupplier columns)
      throws IOException {
    WholeFile file = output.report().isEmpty() ? null : WholeFile.create(output.report());
    Pictures pictures = new Pictures(file);
    if (output.histogram()) {
      Screen screen = Screen.of(out.isTerminal(), columns.getAsInt(), System.getenv());
      pictures.all.add(new HistogramText(out, screen));
    }
    if (file != null) {
      pictures.all.add(new Report(file, commandLine));
    }
    return pictures;
  }

  /** A listener that hears first, and they after it. */
  PingListener beside(PingListener first) {
    if (all.isEmpty()) {
      return first;
    }
    List<PingListener> together = new ArrayList<>(all);
    together.add(0, first);
    return new Listeners(together);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
