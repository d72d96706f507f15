// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;
import io.sonde.link.LinuxInterfaces;
import io.sonde.link.LinuxNeighbours;
import io.sonde.link.LinuxNetwork;
import io.sonde.link.LinuxRandom;
import io.sonde.link.LinuxRefusals;
import io.sonde.link.LinuxSourcePorts;
import io.sonde.link.LinuxTcpDefaults;
import io.sonde.link.SignalQueue;
import io.sonde.link.SystemResolver;
import io.sonde.link.Terminal;
import io.sonde.traceroute.config.Lookups;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.engine.Outside;
import io.sonde.traceroute.engine.Tracer;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.names.NamedLines;
import io.sonde.traceroute.names.Names;
import io.sonde.traceroute.render.JsonRenderer;
import io.sonde.traceroute.render.TextRenderer;
import java.io.IOException;
import java.util.OptionalInt;

/** The program traceroute: puts the engine between the host's network and a renderer. */
public final class TracerouteMain implements Tool {
  private static final int SIGNALLED = 128;

  private final TracerouteCommand command;
  private final int count;

  /**
   * One run.
   *
   * @param count arguments of its command line
   */
  public TracerouteMain(TracerouteCommand command, int count) {
    this.command = command;
    this.count = count;
  }

  /** Runs and exits. {@code sonde.name} is the name that the program was called by. */
  public static void main(String[] arguments) {
    String name = System.getProperty("sonde.name", "traceroute");
    TracerouteCommand command = TracerouteCommand.calledAs(name);
    StandardOutput out =
        StandardOutput.ofProcess("traceroute", Terminal.is(Terminal.STANDARD_OUTPUT));
    TracerouteMain tool = new TracerouteMain(command, arguments.length);
    System.exit(ToolRunner.ofProcess().run(tool, arguments, out));
  }

  @Override
  public OptionTable options() {
    return command.options();
  }

  @Override
  public void usageError(UsageException error, StandardOutput out) {
    out.error(TracerouteCommand.sentence(error));
  }

  @Override
  public int run(Arguments arguments, StandardOutput out) throws IOException {
    OptionalInt answered = command.answer(arguments, count, out);
    if (answered.isPresent()) {
      return answered.getAsInt();
    }
    TracerouteConfig config = config(arguments);
    try (LinuxNetwork network = new LinuxNetwork()) {
      Outside outside =
          new Outside(
              network,
              new SystemResolver(),
              new LinuxInterfaces(),
              new LinuxNeighbours(),
              new LinuxSourcePorts(),
              LinuxTcpDefaults::read,
              new LinuxRefusals(),
              LinuxRandom.bits());
      Tracer tracer = new Tracer(config, outside, listener(config, network, out));
      SignalQueue signals = SignalQueue.listen(signal -> heed(signal, tracer));
      try {
        return tracer.run();
      } finally {
        signals.close();
      }
    }
  }

  /** Every sentence about arguments stands alone, as those of traceroute do. */
  private TracerouteConfig config(Arguments arguments) {
    try {
      return command.toConfig(arguments);
    } catch (UsageException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static TraceListener listener(
      TracerouteConfig config, LinuxNetwork network, StandardOutput out) {
    Lookups lookups = config.lookups();
    AddressBook book = Names.book(lookups, network::wakeUp);
    TraceListener renderer =
        config.output().json()
            ? new JsonRenderer(out, book, config.output().replies(), Version.NUMBER)
            : new TextRenderer(out, config, book);
    return lookups.any()
        ? new NamedLines(book, network.time(), lookups.timeout(), renderer)
        : renderer;
  }

  /** A first SIGINT or SIGTERM ends the run with what is known, a second one at once. */
  private static void heed(int signal, Tracer tracer) {
    if (signal != SignalQueue.QUIT && !tracer.stop(SIGNALLED + signal)) {
      SignalQueue.endBy(signal);
    }
  }
}
