// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.edit.Lift;
import io.sonde.craft.edit.PacketChange;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendRun;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft replay}: packets of captures onto the wire, when they came or otherwise. */
public final class ReplayVerb extends WireVerb {
  private static final String SPEED = "--speed";
  private static final String LOOP = "--loop";
  private static final String UNTIL = "--until";
  private static final String FILTER = "--filter";
  private static final double SLOWEST = 1e-6;
  private static final double FASTEST = 1e6;

  /**
   * The verb.
   *
   * @param terminal whether standard error is a terminal
   */
  public ReplayVerb(Outside outside, WirePorts ports, Signals signals, boolean terminal) {
    super(
        "replay",
        "[options] FILE... [CHANGE...]",
        "Sends the packets of captures as they were timed, or by a pace; CHANGE as in edit.",
        outside,
        ports,
        signals,
        terminal);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Packets")
        .value("-c --count", "N", "the first N only, of each round")
        .value(FILTER, "FILTER", "only packets that pass it: pcap-filter(7)")
        .value(UNTIL, "T", "only packets of the first T of the capture's time")
        .value(LOOP, "N", "all of it N times (1)")
        .flag("--preload", "reads everything into memory before the first packet leaves")
        .flag("--stream", "reads while it sends, again for each round (the default)")
        .section("Way")
        .value("-i --interface", "NAME", "the interface by which they leave (the route's)")
        .flag("--yes-i-own-this-network", "lets public addresses have what they should not")
        .section("Pace")
        .value(SPEED, "X", "the capture's time X times as fast (1)")
        .flag("--topspeed --flood", "as fast as the host takes them")
        .value("--rate", "N[k|M][/s]", "packets a second, by an absolute schedule")
        .value("--gap", "T", "time between two packets: 10ms, 5us, 0.5 (seconds)")
        .value("--mbps", "X", "megabits a second")
        .value("--duration", "T", "ends after this time")
        .value("--stats", "T", "says at such distances how many have left");
    PacketOutput.addOptions(table);
    table.flag("-q --quiet", "no summary").flag("-v --verbose", "a line for each packet");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    Rate rate = RateOptions.rate(arguments);
    String speed = arguments.value(SPEED);
    if (speed != null && rate.kind() != Rate.Kind.FREE) {
      throw new UsageException(SPEED + ": not with another pace, one of them decides");
    }
    double factor = speed == null ? 1 : Numbers.real(SPEED, speed, SLOWEST, FASTEST);
    long loops = arguments.whole(LOOP, 1, Long.MAX_VALUE, 1);
    boolean preload = preload(arguments);
    ReplayFiles files = files(arguments, preload ? 1 : loops);
    SendOutput output = SendOutput.of(arguments, outside(), out, name(), terminal);
    SendSettings settings =
        new SendSettings(
            arguments.value("--interface", ""),
            null,
            rate,
            RateOptions.time(arguments, "--duration"),
            RateOptions.time(arguments, "--stats"),
            arguments.has("--yes-i-own-this-network"),
            output.wantsEachPacket());
    try (Network network = ports.networks().open();
        PartedSource packets = preload ? new PreloadedPackets(files, loops) : files) {
      CapturedTimes times = new CapturedTimes(packets, output::note);
      SendRun run = new SendRun(settings, ports, network, output);
      return run(run, times, rate.kind() == Rate.Kind.FREE ? factor : 0, output);
    }
  }

  private static boolean preload(Arguments arguments) {
    if (arguments.has("--preload") && arguments.has("--stream")) {
      throw new UsageException("--preload and --stream exclude each other");
    }
    return arguments.has("--preload");
  }

  /** Operands that name a layer in front of the first dot, # or = are changes, all others files. */
  private static boolean isChange(String operand) {
    int end = 0;
    while (end < operand.length() && ".#=".indexOf(operand.charAt(end)) < 0) {
      end++;
    }
    return operand.indexOf('=') >= 0 && LayerSpecs.named(operand.substring(0, end)) != null;
  }

  private ReplayFiles files(Arguments arguments, long rounds) throws IOException {
    VerbSources sources = new VerbSources(outside());
    List<String> files = new ArrayList<>();
    List<PacketChange> changes = new ArrayList<>();
    for (String operand : arguments.operands()) {
      if (isChange(operand)) {
        changes.add(PacketChange.of(operand, sources));
      } else {
        files.add(operand);
      }
    }
    if (files.isEmpty()) {
      throw new UsageException("file: missing; craft replay FILE... [CHANGE...]");
    }
    if (rounds > 1 && files.contains("-")) {
      throw new UsageException(LOOP + ": standard input is read once; --preload keeps it");
    }
    String filter = arguments.value(FILTER);
    String until = arguments.value(UNTIL);
    return new ReplayFiles(
        files,
        rounds,
        arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        until == null ? Long.MAX_VALUE : Amounts.nanos(UNTIL, until),
        name -> {
          PacketSource source = new CapturedPackets(name, outside());
          if (filter != null) {
            source = new FilteredPackets(source, outside().captures(), filter);
          }
          return changes.isEmpty()
              ? source
              : new ChangedPackets(source, changes, Lift.Derived.RIGHT_ONES_FOLLOW);
        });
  }

  private int run(SendRun run, CapturedTimes times, double factor, SendOutput output)
      throws IOException {
    @Nullable IOException failure = null;
    Signals.Listening listening =
        signals.listen(
            () -> {
              output.interrupted();
              run.stop();
            });
    try {
      if (factor == 0) {
        run.run(times);
      } else {
        run.run(times, start -> times.schedule(start, factor));
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      listening.close();
    }
    return output.end(run.counts(), run.elapsed(), failure);
  }
}
