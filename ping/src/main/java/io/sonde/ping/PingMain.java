// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.HostArgument;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.ToolRunner;
import io.sonde.cli.Version;
import io.sonde.link.BackgroundNames;
import io.sonde.link.LinuxInterfaces;
import io.sonde.link.LinuxNetwork;
import io.sonde.link.LinuxPrivileges;
import io.sonde.link.LinuxRandom;
import io.sonde.link.LinuxSourcePorts;
import io.sonde.link.SignalQueue;
import io.sonde.link.SystemResolver;
import io.sonde.link.Terminal;
import io.sonde.net.HostNames;
import io.sonde.net.Resolver;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.engine.Outside;
import io.sonde.ping.engine.Pinger;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.render.JsonRenderer;
import io.sonde.ping.render.TextRenderer;
import io.sonde.socket.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The program ping: puts the engine between the host's network and a renderer. */
public final class PingMain implements Tool {
  private final PingCommand command;
  private final List<String> commandLine;

  /**
   * A run of what that command line says.
   *
   * @param commandLine its words, as a report shows them
   */
  public PingMain(PingCommand command, List<String> commandLine) {
    this.command = command;
    this.commandLine = commandLine;
  }

  /** Runs and exits. {@code sonde.name} is the name that the program was called by. */
  public static void main(String[] arguments) {
    PingCommand command = PingCommand.calledAs(System.getProperty("sonde.name", "ping"));
    StandardOutput out = StandardOutput.ofProcess("ping", Terminal.is(Terminal.STANDARD_OUTPUT));
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add(0, "ping");
    System.exit(ToolRunner.ofProcess().run(new PingMain(command, words), arguments, out));
  }

  @Override
  public OptionTable options() {
    return command.options();
  }

  @Override
  public int run(Arguments arguments, StandardOutput out) throws IOException {
    OptionalInt answered = command.answer(arguments, out);
    if (answered.isPresent()) {
      return answered.getAsInt();
    }
    Resolver resolver = new SystemResolver();
    if (command.wantsSweep(arguments)) {
      SweepConfig sweep = command.toSweepConfig(arguments);
      try (LinuxNetwork network = new LinuxNetwork();
          Exports exports = Exports.of(arguments, Kinds.ICMP, resolver, out)) {
        return SweepMain.run(sweep, outside(network, resolver), out, exports);
      }
    }
    PingConfig config = command.toConfig(arguments);
    try (LinuxNetwork network = new LinuxNetwork();
        Pictures pictures =
            Pictures.of(
                config.output(),
                commandLine,
                out,
                () -> Terminal.columns(Terminal.STANDARD_OUTPUT));
        Exports exports = Exports.of(arguments, config.kinds(), resolver, out)) {
      PingListener listener = exports.beside(pictures.beside(renderer(config, resolver, out)));
      Pinger pinger = new Pinger(config, outside(network, resolver), listener);
      SignalQueue signals = SignalQueue.listen(signal -> heed(signal, pinger));
      try {
        return pinger.run();
      } finally {
        signals.close();
      }
    }
  }

  private static Outside outside(LinuxNetwork network, Resolver resolver) throws IOException {
    return new Outside(
        network,
        resolver,
        new LinuxInterfaces(),
        new LinuxPrivileges(),
        number -> new Errno(number).description(),
        new LinuxSourcePorts(),
        LinuxRandom.bits());
  }

  private static PingListener renderer(PingConfig config, Resolver resolver, StandardOutput out) {
    if (config.output().json()) {
      return new JsonRenderer(out, config.output(), Version.NUMBER);
    }
    boolean named =
        config.output().lookUp()
            || HostArgument.parse(config.destination().host()).address() == null;
    HostNames names =
        named && !config.output().numeric() ? new BackgroundNames(resolver) : HostNames.NONE;
    return new TextRenderer(out, config.output(), names);
  }

  /**
   * SIGHUP ends the process; a first SIGINT or SIGTERM ends the run with its summary, a second one
   * at once.
   */
  private static void heed(int signal, Pinger pinger) {
    if (signal == SignalQueue.QUIT) {
      pinger.report();
    } else if (signal == SignalQueue.HANGUP || !pinger.stop()) {
      SignalQueue.endBy(signal);
    }
  }
}
