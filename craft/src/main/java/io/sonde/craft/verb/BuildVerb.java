// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.build.BuildException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft build}: packets out of packet text, or out of what other programs wrote. */
public final class BuildVerb extends Verb {
  /** The verb. */
  public BuildVerb(Outside outside) {
    super(
        "build",
        "[options] PACKET [+ PACKET]... | -",
        "Builds packets: from packet text, or from standard input (JSON lines, pcap, pcapng, hex).",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.section("Packets");
    WrittenPackets.addOptions(table);
    FragmentOptions.addOptions(table);
    PacketOutput.addOptions(table);
    Manner.addOptions(table);
    table.flag("--dry-run", "says how many packets there would be; makes none");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    OutputFormat otherwise = out.isTerminal() ? OutputFormat.TREE : OutputFormat.PCAP;
    FragmentPlan plan = FragmentOptions.plan(arguments);
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
    if (arguments.has("--dry-run")) {
      return count(arguments, out);
    }
    try (PacketSource whole = source(arguments, out);
        PacketOutput output =
            new PacketOutput(arguments, outside(), out, name(), otherwise, Manner.of(arguments))) {
      PacketSource source = plan == null ? whole : new FragmentedPackets(whole, plan, seed);
      return copy(source, output, out);
    }
  }

  private int count(Arguments arguments, StandardOutput out) throws IOException {
    if (reads(arguments)) {
      throw new UsageException("--dry-run: only packets that are written here are counted");
    }
    try (WrittenPackets written = WrittenPackets.of(arguments, outside(), out)) {
      long packets = written.size();
      out.error(packets + (packets == 1 ? " packet" : " packets"));
    }
    return CraftExit.OK;
  }

  private static boolean reads(Arguments arguments) {
    return arguments.operands().equals(List.of("-")) && !arguments.has("--from");
  }

  private PacketSource source(Arguments arguments, StandardOutput out) throws IOException {
    return reads(arguments)
        ? new CapturedPackets("-", outside())
        : WrittenPackets.of(arguments, outside(), out);
  }

  /** Writes all packets; what came before a failure is delivered. */
  static int copy(PacketSource source, PacketOutput output, StandardOutput out) throws IOException {
    CaptureRecord record = new CaptureRecord();
    @Nullable IOException failure = null;
    try {
      while (source.next(record)) {
        output.write(record, source.file());
      }
    } catch (IOException e) {
      failure = e;
    } catch (BuildException e) {
      output.flush();
      throw e;
    }
    int status = output.end(failure);
    if (failure != null) {
      out.diagnostic(Sentences.of(failure));
    }
    return status;
  }
}
