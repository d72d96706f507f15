// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.Addressing;
import io.sonde.craft.wire.Counts;
import io.sonde.craft.wire.HeldPorts;
import io.sonde.craft.wire.PacketFeed;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendCrew;
import io.sonde.craft.wire.SendRun;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code craft send}: packets onto the wire. */
public final class SendVerb extends WireVerb {
  private static final String THREADS = "--threads";
  private static final int MOST_THREADS = 64;

  /**
   * The verb.
   *
   * @param terminal whether standard error is a terminal
   */
  public SendVerb(Outside outside, WirePorts ports, Signals signals, boolean terminal) {
    super(
        "send",
        "[options] PACKET [+ PACKET]... | -",
        "Sends packets: of packet text, or from standard input (JSON lines, pcap, pcapng, hex).",
        outside,
        ports,
        signals,
        terminal);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.section("Packets");
    WrittenPackets.addOptions(table);
    FragmentOptions.addOptions(table);
    FragmentOptions.addTiming(table);
    WireOptions.addOptions(table);
    RateOptions.addOptions(table);
    table.value(THREADS, "N", "threads, each sends every N-th packet; for --flood or a rate (1)");
    PacketOutput.addOptions(table);
    table.flag("-q --quiet", "no summary").flag("-v --verbose", "a line for each packet");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    Rate rate = RateOptions.rate(arguments);
    long duration = RateOptions.time(arguments, "--duration");
    boolean flood = rate.kind() == Rate.Kind.FLOOD;
    if (flood && !arguments.has("--count") && duration == Long.MAX_VALUE && !terminal) {
      throw new UsageException("--flood: needs -c, --duration, or a terminal to interrupt it");
    }
    boolean captured = arguments.operands().equals(List.of("-")) && !arguments.has("--from");
    WrittenPackets written =
        captured
            ? null
            : WrittenPackets.of(arguments, outside(), out, flood || duration != Long.MAX_VALUE);
    if (flood && arguments.has(WireOptions.VERIFY)) {
      throw new UsageException(
          WireOptions.VERIFY + ": not with --flood, which nobody could follow; --rate");
    }
    Announcement.say(written, rate, duration, arguments, out);
    if (arguments.has("--dry-run")) {
      return CraftExit.OK;
    }
    FragmentPlan plan = FragmentOptions.plan(arguments);
    SendOutput output = SendOutput.of(arguments, outside(), out, name(), terminal);
    SendSettings settings =
        new SendSettings(
            WireOptions.device(arguments, written),
            WireOptions.path(arguments),
            rate,
            duration,
            RateOptions.time(arguments, "--stats"),
            arguments.has("--yes-i-own-this-network"),
            output.wantsEachPacket() || arguments.has(WireOptions.VERIFY));
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
    int threads = threads(arguments, rate, captured, output);
    for (String option : List.of("--hold", "--frag-gap", WireOptions.VERIFY)) {
      if (threads > 1 && arguments.has(option)) {
        throw new UsageException(option + ": not with " + THREADS);
      }
    }
    if (written != null && threads > 1) {
      return crew(settings, written, plan, seed, threads, output);
    }
    long most = captured ? arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE) : 0;
    try (Network network = ports.networks().open();
        PacketSource source =
            written != null ? written : FirstPackets.ofStandardInput(outside(), most);
        DividedFeed divided = DividedFeed.of(arguments, source, plan, seed);
        HeldPorts held = WireOptions.hold(arguments, ports, output::note);
        Verification verification = verification(arguments, output, out)) {
      SendRun run =
          verification == null
              ? new SendRun(settings, ports, network, output)
              : new SendRun(settings, ports, network, verification, verification.watch());
      if (written != null) {
        written.leaveBy(new Addressing(run.ways()));
      }
      PacketFeed feed = held.before(divided, run.ways());
      return run(
          () -> {
            run.run(feed, divided.begins(rate, network.time()));
            if (verification != null) {
              verification.settle();
            }
          },
          run::stop,
          run::counts,
          run::elapsed,
          output);
    }
  }

  private @Nullable Verification verification(
      Arguments arguments, SendOutput output, StandardOutput out) throws IOException {
    return arguments.has(WireOptions.VERIFY)
        ? new Verification(
            output,
            output.wantsEachPacket(),
            output,
            out,
            outside().time(),
            ports.networks().open())
        : null;
  }

  private static int threads(Arguments arguments, Rate rate, boolean captured, SendOutput output) {
    int threads = (int) arguments.whole(THREADS, 1, MOST_THREADS, 1);
    if (threads > 1 && captured) {
      throw new UsageException(THREADS + ": of packet text only, standard input is read once");
    }
    if (threads > 1 && rate.kind() == Rate.Kind.FREE) {
      throw new UsageException(THREADS + ": needs --flood or a rate");
    }
    if (threads > 1 && output.wantsEachPacket()) {
      throw new UsageException(
          THREADS + ": the packets have no order that -v, -o or -w could show");
    }
    return threads;
  }

  private int crew(
      SendSettings settings,
      WrittenPackets written,
      @Nullable FragmentPlan plan,
      long seed,
      int threads,
      SendOutput output)
      throws IOException {
    List<Network> networks = new ArrayList<>();
    try {
      SendCrew crew = new SendCrew(threads, settings.rate(), output);
      for (int i = 0; i < threads; i++) {
        Network network = ports.networks().open();
        networks.add(network);
        SendRun run = crew.add(listener -> new SendRun(settings, ports, network, listener));
        WrittenPackets packets = i == 0 ? written : written.again();
        packets.leaveBy(new Addressing(run.ways()));
        crew.feed(plan == null ? packets : new FragmentedPackets(packets, plan, seed));
      }
      return run(crew::run, crew::stop, crew::counts, crew::elapsed, output);
    } finally {
      for (Network network : networks) {
        network.close();
      }
    }
  }

  private int run(
      Sending sending,
      Runnable stop,
      Supplier<Counts> counts,
      LongSupplier elapsed,
      SendOutput output)
      throws IOException {
    @Nullable IOException failure =
        failure(
            sending,
            () -> {
              output.interrupted();
              stop.run();
            });
    return output.end(counts.get(), elapsed.getAsLong(), failure);
  }
}
