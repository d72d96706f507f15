// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.PacketFeed;
import io.sonde.craft.wire.UnsendableException;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets of a feed, kept as they pass so that the same can be sent again another way. */
final class KeptPackets implements PacketFeed {
  private static final int MOST = 100_000;

  private final PacketFeed feed;
  private final List<Kept> packets = new ArrayList<>();

  /** A packet, or why there is none. */
  record Kept(Octets octets, CaptureInterface source, @Nullable UnsendableException reason) {}

  KeptPackets(PacketFeed feed) {
    this.feed = feed;
  }

  /** All that have passed; the first has number 1. */
  List<Kept> packets() {
    return packets;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (packets.size() == MOST) {
      throw new IOException("at most " + MOST + " packets are sent by several ways");
    }
    try {
      if (!feed.next(record)) {
        return false;
      }
    } catch (UnsendableException e) {
      packets.add(new Kept(Octets.EMPTY, CaptureInterface.of(1), e));
      throw e;
    }
    byte[] octets = new byte[record.capturedLength()];
    record.octets().get(record.octets().position(), octets);
    packets.add(new Kept(Octets.of(octets), record.source(), null));
    return true;
  }

  @Override
  public boolean mayWait() {
    return feed.mayWait();
  }

  /** The same packets once more. */
  PacketFeed again() {
    Iterator<Kept> rest = packets.iterator();
    return record -> {
      if (!rest.hasNext()) {
        return false;
      }
      Kept next = rest.next();
      if (next.reason != null) {
        throw next.reason;
      }
      byte[] octets = next.octets.toByteArray();
      record.set(next.source, 0, octets.length, ByteBuffer.wrap(octets));
      return true;
    };
  }
}
