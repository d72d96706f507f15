// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.wire.Addressing;
import io.sonde.craft.wire.Rate;
import io.sonde.craft.wire.SendRun;
import io.sonde.craft.wire.SendSettings;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Network;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft send}: packets onto the wire. */
public final class SendVerb extends WireVerb {
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
    WireOptions.addOptions(table);
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
            output.wantsEachPacket());
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
    long most = captured ? arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE) : 0;
    try (Network network = ports.networks().open();
        PacketSource source =
            written != null ? written : FirstPackets.ofStandardInput(outside(), most);
        PacketSource divided = plan == null ? source : new FragmentedPackets(source, plan, seed)) {
      SendRun run = new SendRun(settings, ports, network, output);
      if (written != null) {
        written.leaveBy(new Addressing(run.ways()));
      }
      return run(run, divided, output);
    }
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
}
