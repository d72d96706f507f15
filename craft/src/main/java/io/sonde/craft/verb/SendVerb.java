// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.Addressing;
import io.sonde.craft.wire.Path;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendRun;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft send}: packets onto the wire. */
public final class SendVerb extends Verb {
  /** More packets than this are announced. */
  private static final long MANY = 10_000;

  private final WirePorts ports;
  private final Signals signals;
  private final boolean terminal;

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
        outside);
    this.ports = ports;
    this.signals = signals;
    this.terminal = terminal;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.section("Packets");
    WrittenPackets.addOptions(table);
    FragmentOptions.addOptions(table);
    table
        .section("Way")
        .value("-i --interface", "NAME", "the interface by which they leave (the route's)")
        .value("--via", "PATH", "raw or packet: the kind of socket (as the packet needs)")
        .flag("--yes-i-own-this-network", "lets public addresses have what they should not")
        .flag("--dry-run", "says how many packets there are and how long they take; sends none");
    RateOptions.addOptions(table);
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
    announce(written, rate, duration, arguments.has("--dry-run"), out);
    if (arguments.has("--dry-run")) {
      return CraftExit.OK;
    }
    FragmentPlan plan = FragmentOptions.plan(arguments);
    SendOutput output = new SendOutput(arguments, outside(), out, name(), terminal);
    SendSettings settings =
        new SendSettings(
            device(arguments, written),
            path(arguments.value("--via")),
            rate,
            duration,
            RateOptions.time(arguments, "--stats"),
            arguments.has("--yes-i-own-this-network"),
            output.wantsEachPacket());
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
    long most = captured ? arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE) : 0;
    try (Network network = ports.networks().open();
        PacketSource source = written != null ? written : captured(most);
        PacketSource divided = plan == null ? source : new FragmentedPackets(source, plan, seed)) {
      SendRun run = new SendRun(settings, ports, network, output);
      if (written != null) {
        written.leaveBy(new Addressing(run.ways()));
      }
      return run(run, divided, output);
    }
  }

  private PacketSource captured(long most) throws IOException {
    return new FirstPackets(new CapturedPackets("-", outside()), most);
  }

  private int run(SendRun run, PacketSource source, SendOutput output) throws IOException {
    @Nullable IOException failure = null;
    Signals.Listening listening =
        signals.listen(
            () -> {
              output.interrupted();
              run.stop();
            });
    try {
      run.run(source);
    } catch (IOException e) {
      failure = e;
    } finally {
      listening.close();
    }
    return output.end(run.counts(), run.elapsed(), failure);
  }

  private static String device(Arguments arguments, @Nullable WrittenPackets written) {
    return arguments.value("--interface", written == null ? "" : written.zone());
  }

  private static @Nullable Path path(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "raw" -> Path.RAW;
      case "packet" -> Path.PACKET;
      default -> throw new UsageException("--via " + text + ": raw or packet");
    };
  }

  private static void announce(
      @Nullable WrittenPackets written,
      Rate rate,
      long duration,
      boolean always,
      StandardOutput out) {
    long packets = written == null ? -1 : written.size();
    if (always || packets > MANY) {
      out.error(Announcement.of(packets, rate, duration));
    }
  }
}
