// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.LengthFilters;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.Signals;
import io.sonde.link.SystemTime;
import io.sonde.net.HostNames;
import io.sonde.sim.LonelyHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The verb echo in a thread of its own, from its first line on. */
final class EchoRun implements AutoCloseable, Signals {
  private final SystemTime time = new SystemTime();
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FutureTask<Integer> task;
  private volatile @Nullable Runnable stop;

  private EchoRun(String... arguments) {
    Outside outside =
        new Outside(
            LonelyHost.NAMES,
            () -> HostNames.NONE,
            time,
            InputStream.nullInputStream(),
            new LengthFilters(),
            7);
    StandardOutput out = new StandardOutput("craft", new Lines(), err, false);
    task =
        new FutureTask<>(
            () -> {
              int status = new ToolRunner(true).run(new EchoVerb(outside, this), arguments, out);
              said.add("");
              return status;
            });
    new Thread(task, "echo").start();
  }

  /** Starts it; every endpoint listens when this returns. */
  static EchoRun of(String... arguments) throws IOException {
    EchoRun run = new EchoRun(arguments);
    for (String argument : arguments) {
      if (argument.matches("(tcp|udp|unix|unixgram|seqpacket):.*|icmp")) {
        String line = run.next();
        line = line.contains("\"event\":\"start\"") ? run.next() : line;
        if (!line.matches("(listening |.\"event\":\"listening\").*")) {
          throw new IOException(run.err());
        }
      }
    }
    return run;
  }

  /** The exit status of a run that does not come to listen. */
  static int failing(String... arguments) throws Exception {
    return new EchoRun(arguments).status();
  }

  private String next() {
    try {
      String line = said.poll(30, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("says nothing");
      }
      lines.add(line);
      return line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line that it printed, from 0. */
  String line(int index) {
    while (lines.size() <= index) {
      next();
    }
    return lines.get(index);
  }

  /** All that it prints, up to its end. */
  String text() {
    while (!lines.get(lines.size() - 1).isEmpty()) {
      next();
    }
    return String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
  }

  /** The port in the first line. */
  int port() {
    return Integer.parseInt(line(0).replaceAll(".*[:@]", ""));
  }

  long nanos() {
    return time.nanos();
  }

  /** As SIGINT would. */
  void stop() {
    Runnable now = stop;
    if (now != null) {
      now.run();
    }
  }

  /** Its exit status, when it has ended. */
  int status() throws InterruptedException, ExecutionException {
    return task.get();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Listening listen(Runnable how) {
    stop = how;
    return () -> {};
  }

  @Override
  public void close() {
    stop();
    try {
      task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes lines apart. */
  private final class Lines extends OutputStream {
    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(int octet) {
      if (octet == '\n') {
        said.add(line.toString());
        line.setLength(0);
      } else {
        line.append((char) octet);
      }
    }
  }
}
