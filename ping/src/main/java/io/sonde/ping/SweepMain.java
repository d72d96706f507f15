// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import io.sonde.link.SignalQueue;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.engine.Outside;
import io.sonde.ping.render.SweepJson;
import io.sonde.ping.render.SweepText;
import io.sonde.ping.sweep.NewTargets;
import io.sonde.ping.sweep.Sweep;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.ping.sweep.SweepTargets;
import io.sonde.ping.targets.TargetSet;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program ping with many targets: between the host's network and a renderer. */
final class SweepMain {
  private SweepMain() {}

  /** Runs to the exit status. */
  static int run(SweepConfig config, Outside outside, StandardOutput out, Exports exports)
      throws IOException {
    SweepListener listener =
        exports.beside(
            config.output().json()
                ? new SweepJson(out, config, Version.NUMBER)
                : new SweepText(out, config));
    Sweep sweep = new Sweep(config, outside, listener);
    Runnable reload = () -> sweep.replace(readAgain(config, outside));
    boolean reloads = config.tries().endless() && !config.lists().isEmpty();
    SignalQueue signals =
        SignalQueue.listen(signal -> heed(signal, sweep, reloads ? reload : null));
    try {
      SweepTargets targets = new SweepTargets(config, outside, SweepMain::open, out::diagnostic);
      return sweep.run(targets.read(), targets.mistakes());
    } finally {
      signals.close();
    }
  }

  /** Reads all lists; one that cannot be read whole, or has a bad line, is of no use. */
  private static NewTargets readAgain(SweepConfig config, Outside outside) {
    List<String> complaints = new ArrayList<>();
    try {
      if (config.lists().contains("-")) {
        throw new IOException("--targets -: standard input cannot be read again");
      }
      SweepTargets reader = new SweepTargets(config, outside, SweepMain::open, complaints::add);
      TargetSet targets = reader.read();
      if (reader.mistakes() == 0) {
        return new NewTargets(targets, complaints);
      }
    } catch (IOException | IllegalArgumentException e) {
      complaints.add(String.valueOf(e.getMessage()));
    }
    complaints.add("the targets stay as they were");
    return new NewTargets(null, complaints);
  }

  private static BufferedReader open(String name) throws IOException {
    InputStream in;
    if (name.equals("-")) {
      in = new FileInputStream(FileDescriptor.in);
    } else {
      try {
        in = Files.newInputStream(Path.of(name));
      } catch (NoSuchFileException e) {
        throw new IOException("--targets " + name + ": no such file", e);
      } catch (IOException e) {
        throw new IOException("--targets " + name + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /**
   * A first SIGINT or SIGTERM ends the run with its summary, a second one at once. SIGHUP reads the
   * targets again, aside because names may take their time, or ends the process.
   */
  private static void heed(int signal, Sweep sweep, @Nullable Runnable reload) {
    if (signal == SignalQueue.QUIT) {
      sweep.report();
    } else if (signal == SignalQueue.HANGUP && reload != null) {
      Thread thread = new Thread(null, reload, "targets");
      thread.setDaemon(true);
      thread.start();
    } else if (signal == SignalQueue.HANGUP || !sweep.stop()) {
      SignalQueue.endBy(signal);
    }
  }
}
