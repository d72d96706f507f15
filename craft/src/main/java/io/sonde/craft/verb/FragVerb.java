// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.fragment.Reassembly;
import io.sonde.craft.spec.LayerSpecs;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code craft frag}: datagrams into fragments, or fragments into datagrams. */
public final class FragVerb extends Verb {
  /** The verb. */
  public FragVerb(Outside outside) {
    super(
        "frag",
        "[options] FILE | - | PACKET",
        "Divides datagrams into fragments, or joins fragments (--join).",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table.section("Packets");
    WrittenPackets.addOptions(table);
    FragmentOptions.addOptions(table);
    table
        .section("Joining")
        .flag("--join", "fragments into datagrams; tells of gaps, overlaps and conflicts")
        .value("--policy", "NAME", "octets that come twice: linux first last reject (linux)");
    PacketOutput.addOptions(table);
    Manner.addOptions(table);
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    OutputFormat otherwise = out.isTerminal() ? OutputFormat.TREE : OutputFormat.PCAP;
    try (PacketSource source = source(arguments, out)) {
      FragmentedPackets fragments;
      if (arguments.has("--join")) {
        Reassembly reassembly = new Reassembly(policy(arguments), out::diagnostic);
        fragments = new FragmentedPackets(source, reassembly);
      } else {
        FragmentPlan plan = FragmentOptions.plan(arguments);
        if (plan == null) {
          throw new UsageException("--frag: missing; octets of payload a fragment, or --join");
        }
        long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside().seed());
        fragments = new FragmentedPackets(source, plan, seed);
      }
      try (PacketOutput output =
          new PacketOutput(arguments, outside(), out, name(), otherwise, Manner.of(arguments))) {
        int status = BuildVerb.copy(fragments, output, out);
        return status == CraftExit.OK && fragments.incomplete() > 0 ? CraftExit.DIFFERS : status;
      }
    }
  }

  private PacketSource source(Arguments arguments, StandardOutput out) throws IOException {
    List<String> operands = arguments.operands();
    boolean written =
        arguments.has("--from") || !operands.isEmpty() && LayerSpecs.named(operands.get(0)) != null;
    if (written) {
      return WrittenPackets.of(arguments, outside(), out);
    }
    if (operands.size() > 1) {
      throw new UsageException(operands.get(1) + ": one file at a time");
    }
    return new CapturedPackets(operands.isEmpty() ? "-" : operands.get(0), outside());
  }

  private static Reassembly.Policy policy(Arguments arguments) {
    String name = arguments.value("--policy", "linux");
    for (Reassembly.Policy policy : Reassembly.Policy.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(name)) {
        return policy;
      }
    }
    throw new UsageException("--policy " + name + ": unknown; linux, first, last or reject");
  }
}
