// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

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
import java.util.List;

/** Packets of another source, changed. */
final class ChangedPackets extends DerivedPackets {
  private final List<PacketChange> changes;
  private final Lift.Derived derived;
  private final Lift lift;
  private final Dissection dissection = new Dissection();
  private final PacketBuilder builder = new PacketBuilder();
  private long number;

  ChangedPackets(PacketSource source, List<PacketChange> changes, Lift.Derived derived) {
    super(source);
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
}
