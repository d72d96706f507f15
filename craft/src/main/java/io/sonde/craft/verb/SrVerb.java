// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.Addressing;
import io.sonde.craft.wire.HeldPorts;
import io.sonde.craft.wire.PacketFeed;
import io.sonde.craft.wire.Path;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.SrListener;
import io.sonde.craft.wire.SrRun;
import io.sonde.craft.wire.SrSettings;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft sr}: packets onto the wire, and what answers them. */
public final class SrVerb extends WireVerb {
  private static final String SECOND = "1s";
  private static final int MOST_RETRIES = 1000;

  /**
   * The verb.
   *
   * @param terminal whether standard error is a terminal
   */
  public SrVerb(Outside outside, WirePorts ports, Signals signals, boolean terminal) {
    super(
        "sr",
        "[options] PACKET [+ PACKET]... | -",
        "Sends packets and shows what answers them; exits with 1 if nothing does.",
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
    table
        .section("Answers")
        .value("-t --timeout", "T", "how long an answer is waited for: 250ms, 2 (1s)")
        .value("--retries", "N", "how often what nobody answers is sent again (0)")
        .flag("--all", "exit 0 only if every probe is answered")
        .flag("--multi", "waits for more than one answer to each")
        .value("--listen-first", "T", "listens so long before the first packet");
    WireOptions.addOptions(table);
    RateOptions.addOptions(table);
    table.section("Output");
    Naming.addOptions(table);
    table
        .value("-o --output", "FORMAT", "text or json (text)")
        .flag("--json", "-o json")
        .value("-w --write", "FILE", "both directions to a file: .pcap .pcapng .json .hex")
        .value("--color", "WHEN", "auto always never: colours in text (auto: on a terminal)")
        .flag("--micro", "pcap with microseconds, for old readers")
        .flag("-q --quiet", "no summary")
        .flag("-v --verbose", "every field of each answer");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    String format = arguments.value("--output", "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new UsageException("-o " + format + ": text or json");
    }
    Rate rate = RateOptions.rate(arguments);
    if (rate.kind() == Rate.Kind.FLOOD) {
      throw new UsageException("--flood: nobody could tell what answers what; --rate");
    }
    long duration = RateOptions.time(arguments, "--duration");
    boolean captured = arguments.operands().equals(List.of("-")) && !arguments.has("--from");
    WrittenPackets written =
        captured ? null : WrittenPackets.of(arguments, outside(), out, duration != Long.MAX_VALUE);
    Announcement.say(written, rate, duration, arguments, out);
    for (String option : List.of("--frag-gap", WireOptions.VERIFY)) {
      if (arguments.has(option) && WireOptions.paths(arguments).size() > 1) {
        throw new UsageException(option + ": by one way only, --via names several");
      }
    }
    if (arguments.has("--dry-run")) {
      return CraftExit.OK;
    }
    SrOutput output = new SrOutput(arguments, outside(), out, name(), terminal);
    List<Path> paths = WireOptions.paths(arguments);
    @Nullable Path first = paths.isEmpty() ? null : paths.get(0);
    boolean eachPacket = output.wantsEachPacket() || arguments.has(WireOptions.VERIFY);
    SrSettings settings = settings(arguments, written, first, duration, eachPacket);
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
    long most = captured ? arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE) : 0;
    FragmentPlan plan = FragmentOptions.plan(arguments);
    try (Network network = ports.networks().open();
        PacketSource source =
            written != null ? written : FirstPackets.ofStandardInput(outside(), most);
        DividedFeed divided = DividedFeed.of(arguments, source, plan, seed);
        HeldPorts held = WireOptions.hold(arguments, ports, output::note);
        Verification verification = verification(arguments, output, out)) {
      @Nullable Comparison comparison = paths.size() > 1 ? new Comparison(output, paths) : null;
      SrListener listener = comparison == null ? output : comparison;
      SrRun run =
          verification == null
              ? new SrRun(settings, ports, network, listener)
              : new SrRun(
                  settings,
                  ports,
                  network,
                  new VerifiedExchange(verification, listener),
                  verification.watch());
      if (written != null) {
        written.leaveBy(new Addressing(run.ways()));
      }
      KeptPackets kept = new KeptPackets(held.before(divided, run.ways()));
      PacketFeed feed = comparison == null ? held.before(divided, run.ways()) : kept;
      @Nullable IOException failure =
          run(
              () -> {
                run.run(feed, divided.begins(rate, network.time()));
                if (verification != null) {
                  verification.settle();
                }
              },
              run::stop,
              output);
      if (comparison != null) {
        held.release();
        return compare(comparison, kept, settings, failure, run, arguments, output);
      }
      return output.end(SrTotals.of(run), arguments.has("--all"), -1, failure);
    }
  }

  private @Nullable Verification verification(
      Arguments arguments, SrOutput output, StandardOutput out) throws IOException {
    return arguments.has(WireOptions.VERIFY)
        ? new Verification(
            output,
            output.wantsEachPacket(),
            output.sending(),
            out,
            outside().time(),
            ports.networks().open())
        : null;
  }

  /** Sends by the other ways what has been sent by the first. */
  private int compare(
      Comparison comparison,
      KeptPackets kept,
      SrSettings settings,
      @Nullable IOException first,
      SrRun firstRun,
      Arguments arguments,
      SrOutput output)
      throws IOException {
    List<SrTotals> totals = new ArrayList<>(List.of(SrTotals.of(firstRun)));
    @Nullable IOException failure = first;
    for (Path path : WireOptions.paths(arguments).stream().skip(1).toList()) {
      if (failure != null || output.wasInterrupted()) {
        break;
      }
      comparison.by(path);
      try (Network network = ports.networks().open();
          HeldPorts held = WireOptions.hold(arguments, ports, output::note)) {
        SrRun run = new SrRun(settings.by(path), ports, network, comparison);
        boolean regular = path == Path.SOCKET; // which has the port itself
        PacketFeed again = kept.again();
        PacketFeed feed = regular ? again : held.before(again, run.ways());
        failure = run(() -> run.run(feed), run::stop, output);
        totals.add(SrTotals.of(run));
      }
    }
    comparison.tell(kept.packets());
    SrTotals sum = SrTotals.of(totals, comparison.probes(), comparison.answered());
    return output.end(sum, arguments.has("--all"), comparison.differing(), failure);
  }

  private static SrSettings settings(
      Arguments arguments,
      @Nullable WrittenPackets written,
      @Nullable Path path,
      long duration,
      boolean eachPacket) {
    SendSettings send =
        new SendSettings(
            WireOptions.device(arguments, written),
            path,
            RateOptions.rate(arguments),
            duration,
            RateOptions.time(arguments, "--stats"),
            arguments.has("--yes-i-own-this-network"),
            eachPacket);
    String first = arguments.value("--listen-first");
    return new SrSettings(
        send,
        Amounts.nanos("-t", arguments.value("--timeout", SECOND)),
        (int) arguments.whole("--retries", 0, MOST_RETRIES, 0),
        arguments.has("--multi"),
        first == null ? 0 : Amounts.nanos("--listen-first", first),
        arguments.has("--hold"));
  }

  private @Nullable IOException run(Sending sending, Runnable stop, SrOutput output)
      throws IOException {
    return failure(
        sending,
        () -> {
          output.interrupted();
          stop.run();
        });
  }
}
