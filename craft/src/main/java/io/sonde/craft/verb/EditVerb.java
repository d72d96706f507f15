// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.build.BuildException;
import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.edit.Lift;
import io.sonde.craft.edit.PacketChange;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    try (PacketSource source = new CapturedPackets(operands.get(0), outside())) {
      PacketOutput output =
          new PacketOutput(arguments, outside(), out, name(), otherwise, Manner.of(arguments));
      return BuildVerb.copy(new Changed(source, changes, derived), output, out);
    }
  }

  /** Packets of another source, changed. */
  private static final class Changed implements PacketSource {
    private final PacketSource source;
    private final List<PacketChange> changes;
    private final Lift.Derived derived;
    private final Lift lift;
    private final Dissection dissection = new Dissection();
    private final PacketBuilder builder = new PacketBuilder();
    private long number;

    Changed(PacketSource source, List<PacketChange> changes, Lift.Derived derived) {
      this.source = source;
      this.changes = changes;
      this.derived = derived;
      lift = Lift.forChanges(derived);
    }

    @Override
    public boolean next(CaptureRecord record) throws IOException {
      if (!source.next(record)) {
        return false;
      }
      number++;
      byte[] octets = new byte[record.capturedLength()];
      record.octets().duplicate().get(octets);
      int wire = (int) Math.min(Integer.MAX_VALUE - 1, record.originalLength());
      dissection.read(octets, 0, octets.length, wire, record.linkType());
      Draft draft = lift.lift(dissection.packet());
      boolean changed = derived == Lift.Derived.FOLLOW;
      for (PacketChange change : changes) {
        changed |= change.apply(draft);
      }
      if (changed) {
        rebuild(record, draft, octets.length);
      }
      return true;
    }

    private void rebuild(CaptureRecord record, Draft draft, int before) throws IOException {
      try {
        PacketLayout built = builder.build(draft, number);
        long missing = Math.max(0, record.originalLength() - before);
        CaptureInterface from = record.source();
        List<String> comments = record.comments();
        ByteBuffer view = ByteBuffer.wrap(built.octets, 0, built.to);
        record.set(from, record.time(), built.to + missing, view).comments(comments);
      } catch (BuildException e) {
        throw new IOException("packet " + number + ": " + e.getMessage(), e);
      }
    }

    @Override
    public @Nullable String file() {
      return source.file();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
