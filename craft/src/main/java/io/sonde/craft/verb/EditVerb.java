// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.edit.Lift;
import io.sonde.craft.edit.PacketChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code craft edit}: packets changed field by field, what depends on the change made right. */
public final class EditVerb extends Verb {
  /** The verb. */
  public EditVerb(Outside outside) {
    super(
        "edit",
        "[options] FILE|- CHANGE...",
        "Changes packets: LAYER[#N].KEY=VALUE, LAYER[#N]=del, LAYER[#N]=before:PACKET.",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Packets")
        .value("--filter", "FILTER", "only packets that pass it are written: pcap-filter(7)")
        .section("Changes")
        .flag("--keep", "touch nothing but what is named: no length, no checksum")
        .flag("--fix", "compute every length, checksum and next protocol anew");
    PacketOutput.addOptions(table);
    Manner.addOptions(table);
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    List<String> operands = arguments.operands();
    if (operands.isEmpty()) {
      throw new UsageException("file: missing; craft edit FILE|- CHANGE...");
    }
    if (arguments.has("--keep") && arguments.has("--fix")) {
      throw new UsageException("--keep and --fix exclude each other");
    }
    VerbSources sources = new VerbSources(outside());
    List<PacketChange> changes = new ArrayList<>();
    for (String text : operands.subList(1, operands.size())) {
      changes.add(PacketChange.of(text, sources));
    }
    Lift.Derived derived =
        arguments.has("--keep")
            ? Lift.Derived.STAY
            : arguments.has("--fix") ? Lift.Derived.FOLLOW : Lift.Derived.RIGHT_ONES_FOLLOW;
    OutputFormat otherwise = out.isTerminal() ? OutputFormat.TREE : OutputFormat.PCAP;
    String filter = arguments.value("--filter");
    try (PacketSource whole = new CapturedPackets(operands.get(0), outside());
        PacketSource source =
            filter == null ? whole : new FilteredPackets(whole, outside().captures(), filter);
        PacketOutput output =
            new PacketOutput(arguments, outside(), out, name(), otherwise, Manner.of(arguments))) {
      return BuildVerb.copy(new ChangedPackets(source, changes, derived), output, out);
    }
  }
}
