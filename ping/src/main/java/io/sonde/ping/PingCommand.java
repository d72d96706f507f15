// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.HostArgument;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;
import io.sonde.net.PathMtu;
import io.sonde.ping.config.Destination;
import io.sonde.ping.config.Exporting;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.TimestampRequest;
import io.sonde.wire.IpFamily;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** ping's command line: its options and what they make of a run. */
public final class PingCommand {
  /** Longest interval and wait, seconds: iputils' limit, 2^31 milliseconds. */
  private static final long MAX_SECONDS = 2_147_483;

  private static final long MAX_DEADLINE = Integer.MAX_VALUE;
  private static final long MAX_MARK = 0xffff_ffffL;

  private final @Nullable IpFamily calledFor;

  private PingCommand(@Nullable IpFamily calledFor) {
    this.calledFor = calledFor;
  }

  /**
   * The command line of a program of this name.
   *
   * @param name as called, with or without its folder; one that ends in 4 or 6 is for that family
   */
  public static PingCommand calledAs(String name) {
    return new PingCommand(
        name.endsWith("4") ? IpFamily.IPV4 : name.endsWith("6") ? IpFamily.IPV6 : null);
  }

  /** All options, in the order and the groups of the help. */
  public OptionTable options() {
    OptionTable table =
        new OptionTable(
            "ping",
            "[options] [hop...] destination",
            "Sends ICMP echo requests and tells of the answers.");
    table
        .section("When")
        .value("-c", "N", "stop after N probes are answered or given up")
        .value("-i", "S", "seconds from one probe to the next (1)")
        .value("-w", "S", "end after S seconds, or at the first error")
        .value("-W", "S", "wait for the last probes while nothing answers (10)")
        .value("--timeout", "S", "longest wait for any single probe")
        .flag("-f", "flood: each reply releases the next probe, dots on the screen")
        .flag("-A", "adaptive: each reply releases the next probe")
        .value("-l", "N", "preload: N probes at once before the first wait (1)")
        .flag("--first", "stop at the first reply")
        .section("What")
        .value("--probe", "KIND", "icmp, timestamp or mask (IPv4): what ICMP asks for (icmp)")
        .value("-s", "N", "data bytes (56)")
        .value("--sweep-size", "A-B[:STEP]", "one size after the other")
        .flag("--find-mtu", "search the path MTU")
        .value("-p", "HEX", "fill the data with up to 16 bytes")
        .value("-t", "N", "time to live, hop limit: 1 to 255")
        .value("-Q", "N", "type of service, traffic class: 0 to 255, 0x allowed")
        .value("-e", "ID", "identifier: 0 to 65535")
        .flag("-R", "record route (IPv4)")
        .value("-T", "KIND", "time stamps (IPv4): tsonly, tsandaddr, or tsprespec host...")
        .value("-F", "LABEL", "flow label (IPv6): 0 to 0xfffff, 0: the kernel chooses")
        .value("-N", "QUERY", "node information query (IPv6); -N help lists them")
        .section("How")
        .flag("-4", "IPv4 only")
        .flag("-6", "IPv6 only")
        .flag("--all-addresses", "try every address of the name until one answers")
        .value("-I", "X", "source address, or device; repeatable")
        .flag("-B", "keep the source address of the first probe")
        .flag("-C", "connect the socket to the destination")
        .flag("-b", "allow a broadcast destination")
        .flag("-L", "multicast packets do not come back")
        .flag("-r", "past the routing table; a source route is strict")
        .value("-m", "MARK", "routing mark: 0 to 0xffffffff")
        .value("-M", "MODE", "path MTU discovery: do, want, dont, probe")
        .value("-S", "N", "size of the socket's send buffer")
        .flag("-d", "SO_DEBUG")
        .value("--socket", "KIND", "dgram or raw (dgram where it can do the job)")
        .value("--clock", "KIND", "kernel, hardware or user (kernel)")
        .flag("-U", "round trips from user space to user space: --clock user")
        .flag("--check-source", "an answer from another address is no answer")
        .section("Output")
        .flag("-q", "header and summary only")
        .flag("-v", "every ICMP message, quoted headers, the identifier")
        .flag("-n", "addresses without names")
        .flag("-H", "names even for a destination given as an address")
        .flag("-O", "tell of probes unanswered when the next is due")
        .flag("-D", "time of day before each line")
        .flag("-a", "a bell before each reply line")
        .flag("-3", "three decimals in each round trip: --decimals 3")
        .value("--decimals", "3", "three decimals in each round trip")
        .flag("--stats", "percentiles, jitter and rarer counts after the summary")
        .value("--report-every", "S", "the figures so far every S seconds, on standard error")
        .flag("--histogram", "a histogram of the round trips after the summary")
        .value("--report", "FILE", "a page for the browser, with pictures, when the run is over")
        .flag("--json", "events as JSON lines");
    PortOptions.add(table);
    SweepOptions.add(table);
    ExportOptions.add(table);
    table
        .section("Help")
        .flag(OptionTable.HELP, "this text")
        .flag("-h", "this text on standard error, exit status 2")
        .flag("-V --version", "the version");
    return table;
  }

  /**
   * Answers what needs no run: help, version, list of queries.
   *
   * @return the exit status; empty: a run was asked for
   */
  public OptionalInt answer(Arguments arguments, StandardOutput out) {
    for (String name : arguments.order()) {
      switch (name) {
        case "-h" -> {
          out.flush();
          out.errorText(options().help());
          return OptionalInt.of(ExitCode.ERROR);
        }
        case "-V" -> {
          out.line("ping from sonde " + Version.NUMBER + " (options compatible with iputils)");
          return OptionalInt.of(ExitCode.OK);
        }
        default -> {}
      }
    }
    if (arguments.values("-N").contains("help")) {
      out.print(NodeQueryArgument.HELP);
      return OptionalInt.of(ExitCode.OK);
    }
    return OptionalInt.empty();
  }

  /**
   * The run that the arguments ask for.
   *
   * @throws UsageException or another IllegalArgumentException with the sentence for the user: what
   *     was typed, and what is valid
   */
  public PingConfig toConfig(Arguments arguments) {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      throw new UsageException("destination: missing; ping [options] [hop...] destination");
    }
    for (String operand : operands) {
      HostArgument.parse(operand);
    }
    HostArgument host = HostArgument.parse(operands.get(operands.size() - 1));
    IpFamily family = family(arguments, host);
    List<String> before = operands.subList(0, operands.size() - 1);
    TimestampRequest stamps = ProbeOptions.timestamps(arguments, before);
    List<String> hops = stamps == null ? before : List.of();
    Destination destination =
        new Destination(
            host.text(),
            hops,
            arguments.has("-r") && !hops.isEmpty(),
            family,
            arguments.has("--all-addresses"));
    Probe probe = ProbeOptions.probe(arguments, stamps, family, !hops.isEmpty());
    Kinds kinds = PortOptions.kinds(arguments);
    PingConfig config =
        new PingConfig(
            destination,
            schedule(arguments, kinds),
            probe,
            sockets(arguments),
            output(arguments),
            kinds);
    checkSocket(config);
    return config;
  }

  /** Whether the arguments ask for a run over many targets. */
  public boolean wantsSweep(Arguments arguments) {
    return SweepOptions.wanted(arguments);
  }

  /**
   * The run over many targets that the arguments ask for.
   *
   * @throws UsageException or another IllegalArgumentException with the sentence for the user
   */
  public SweepConfig toSweepConfig(Arguments arguments) {
    IpFamily family = queried(arguments, family(arguments));
    return SweepOptions.toConfig(
        arguments,
        family,
        PortOptions.icmp(arguments),
        ProbeOptions.probe(arguments, null, family, false),
        sockets(arguments),
        output(arguments));
  }

  /** The family that the program's name or an option restricts a run to; null: none does. */
  private @Nullable IpFamily family(Arguments arguments) {
    boolean v4 = arguments.has("-4") || calledFor == IpFamily.IPV4;
    boolean v6 = arguments.has("-6") || calledFor == IpFamily.IPV6;
    if (v4 && v6) {
      throw new UsageException(
          calledFor == null
              ? "-4 and -6 exclude each other"
              : arguments.has("-4") ? "-4: this is ping6" : "-6: this is ping4");
    }
    return v4 ? IpFamily.IPV4 : v6 ? IpFamily.IPV6 : null;
  }

  private @Nullable IpFamily family(Arguments arguments, HostArgument host) {
    IpFamily family = family(arguments);
    if (host.address() != null) {
      if (family != null && family != host.address().family()) {
        String wanted = family == IpFamily.IPV4 ? "IPv4" : "IPv6";
        throw new UsageException(host.text() + ": not an " + wanted + " address");
      }
      family = host.address().family();
    }
    family = queried(arguments, family);
    for (String name : List.of("-R", "-T")) {
      family = restricted(arguments, name, family, IpFamily.IPV4, "IPv4");
    }
    return restricted(arguments, "-N", family, IpFamily.IPV6, "IPv6");
  }

  /** Only echo has a counterpart in IPv6. */
  private static @Nullable IpFamily queried(Arguments arguments, @Nullable IpFamily family) {
    ProbeKind kind = PortOptions.icmp(arguments);
    if (kind.isEcho()) {
      return family;
    }
    if (family == IpFamily.IPV6) {
      throw new UsageException("--probe " + kind + ": IPv4 only");
    }
    return IpFamily.IPV4;
  }

  private static @Nullable IpFamily restricted(
      Arguments arguments, String name, @Nullable IpFamily family, IpFamily only, String text) {
    if (!arguments.has(name)) {
      return family;
    }
    if (family != null && family != only) {
      throw new UsageException(name + ": " + text + " only");
    }
    return only;
  }

  private static Schedule schedule(Arguments arguments, Kinds kinds) {
    boolean flood = arguments.has("-f");
    return new Schedule(
        arguments.decimal("-c", 1, Long.MAX_VALUE, 0),
        arguments.nanos("-i", MAX_SECONDS, flood ? 0 : Schedule.DEFAULT_INTERVAL),
        arguments.has("-i"),
        (int) arguments.decimal("-l", 1, Schedule.MAX_PRELOAD, 1),
        arguments.has("-l"),
        flood,
        arguments.has("-A"),
        arguments.nanos("-w", MAX_DEADLINE, 0),
        arguments.nanos("-W", MAX_SECONDS, Schedule.DEFAULT_LINGER),
        arguments.nanos("--timeout", MAX_SECONDS, usualTimeout(arguments, kinds)),
        arguments.has("--first"),
        arguments.nanos("--report-every", MAX_SECONDS, 0));
  }

  private static long usualTimeout(Arguments arguments, Kinds kinds) {
    if (!kinds.isIcmp()) {
      return PortOptions.DEFAULT_TIMEOUT;
    }
    return ExportOptions.exports(arguments) ? Exporting.DEFAULT_TIMEOUT : 0;
  }

  private static Sockets sockets(Arguments arguments) {
    for (String text : arguments.values("-I")) {
      if (text.isEmpty()) {
        throw new UsageException("-I \"\": empty; a source address or a device");
      }
    }
    return new Sockets(
        arguments.values("-I"),
        arguments.has("-B"),
        arguments.has("-C"),
        arguments.has("-d"),
        arguments.has("-r"),
        !arguments.has("-L"),
        arguments.has("-b"),
        (int) arguments.whole("-m", 0, MAX_MARK, 0),
        pathMtu(arguments.value("-M")),
        (int) arguments.decimal("-S", 1, Integer.MAX_VALUE, 0),
        choice(arguments.value("--socket")),
        clock(arguments),
        arguments.has("--check-source"));
  }

  private static PathMtu pathMtu(@Nullable String text) {
    if (text == null) {
      return PathMtu.DEFAULT;
    }
    return switch (text) {
      case "do" -> PathMtu.DO;
      case "want" -> PathMtu.WANT;
      case "dont" -> PathMtu.DONT;
      case "probe" -> PathMtu.PROBE;
      default -> throw UsageException.unknown("-M", text, "do, want, dont, probe");
    };
  }

  private static Sockets.Choice choice(@Nullable String text) {
    if (text == null) {
      return Sockets.Choice.BEST;
    }
    return switch (text) {
      case "dgram" -> Sockets.Choice.DATAGRAM;
      case "raw" -> Sockets.Choice.RAW;
      default -> throw UsageException.unknown("--socket", text, "dgram, raw");
    };
  }

  private static Sockets.Clock clock(Arguments arguments) {
    String text = arguments.value("--clock", "kernel");
    Sockets.Clock clock =
        switch (text) {
          case "kernel" -> Sockets.Clock.KERNEL;
          case "hardware" -> Sockets.Clock.HARDWARE;
          case "user" -> Sockets.Clock.USER;
          default -> throw UsageException.unknown("--clock", text, "kernel, hardware, user");
        };
    return "-U".equals(arguments.last("-U", "--clock")) ? Sockets.Clock.USER : clock;
  }

  private static String report(Arguments arguments) {
    arguments.exclude("--report", "--all-addresses");
    String file = arguments.value("--report", "");
    if (arguments.has("--report") && file.isEmpty()) {
      throw new UsageException("--report: the name of a file is missing");
    }
    return file;
  }

  private static Output output(Arguments arguments) {
    arguments.exclude("--histogram", "--json");
    String names = arguments.last("-n", "-H");
    String decimals = arguments.value("--decimals");
    if (decimals != null && !decimals.equals("3")) {
      throw UsageException.unknown("--decimals", decimals, "3");
    }
    return new Output(
        arguments.has("--json"),
        arguments.has("-q"),
        arguments.has("-v"),
        arguments.has("-a"),
        arguments.has("-D"),
        arguments.has("-O"),
        "-n".equals(names),
        "-H".equals(names),
        arguments.has("-3") || decimals != null,
        arguments.has("--stats"),
        arguments.has("--histogram"),
        report(arguments));
  }

  private static void checkSocket(PingConfig config) {
    if (config.sockets().choice() != Sockets.Choice.DATAGRAM) {
      return;
    }
    NodeQuery query = config.probe().nodeQuery();
    if (query != null || config.probe().identifier() == 0) {
      throw new UsageException(
          "--socket dgram: " + (query != null ? "-N" : "-e 0") + " needs a raw socket");
    }
  }
}
