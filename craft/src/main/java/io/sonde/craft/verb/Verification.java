// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.render.PacketDifferences;
import io.sonde.craft.render.PacketDifferences.Difference;
import io.sonde.craft.wire.PathChoice;
import io.sonde.craft.wire.Relay;
import io.sonde.craft.wire.SendListener;
import io.sonde.craft.wire.Watch;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.wire.Octets;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** What {@code --verify} says: each field of a packet that left otherwise, as {@code diff} does. */
final class Verification extends Relay implements Watch.Verdicts, Closeable {
  private final boolean eachPacket;
  private final SendOutput output;
  private final StandardOutput out;
  private final TimeSource time;
  private final Watch watch;
  private final PacketDifferences differences = new PacketDifferences(Set.of(), false);

  /**
   * Hears what a run says, and what it puts on the wire.
   *
   * @param to to whom it is passed on
   * @param eachPacket whether that wants to hear of each packet
   * @param network of its own, which it closes
   */
  Verification(
      SendListener to,
      boolean eachPacket,
      SendOutput output,
      StandardOutput out,
      TimeSource time,
      Network network) {
    super(to);
    this.eachPacket = eachPacket;
    this.output = output;
    this.out = out;
    this.time = time;
    watch = new Watch(network, this);
  }

  /** What hears of packets before they leave. */
  Watch watch() {
    return watch;
  }

  @Override
  public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType)
      throws IOException {
    watch.handedOver(number);
    if (eachPacket) {
      super.packet(number, choice, octets, linkType);
    }
  }

  @Override
  public void handled(long number, int outcome, int detail) {
    if (outcome != PacketBatch.SENT) {
      watch.refused(number);
    }
    super.handled(number, outcome, detail);
  }

  @Override
  public void different(long number, Octets asked, Octets left, int linkType) {
    List<Difference> found = differences.between(asked, linkType, left, linkType);
    JsonWriter json = output.json();
    if (json != null) {
      json.event("difference", time.epochNanos()).number("index", number).array("fields");
      for (Difference one : found) {
        json.object().string("layer", one.layer()).string("field", one.field());
        json.string("first", one.left()).string("second", one.right()).end();
      }
      json.end().end();
      return;
    }
    for (Difference one : found) {
      out.line(number + "  " + one);
    }
  }

  @Override
  public void unseen(long number) {
    JsonWriter json = output.json();
    if (json != null) {
      json.event("only", time.epochNanos()).number("index", number).string("in", "first").end();
    } else {
      out.line(number + "  was not seen to leave");
    }
  }

  /** Waits for the last, and says how many left as they were asked for. */
  void settle() throws IOException {
    watch.settle();
    output.note(
        "verified: "
            + watch.same()
            + " left as asked, "
            + watch.different()
            + " otherwise, "
            + watch.unseen()
            + " not seen");
    if (watch.different() + watch.unseen() > 0) {
      output.differs();
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
