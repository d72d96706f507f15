// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets that are all in memory before the first is asked for, as often as wanted. */
final class PreloadedPackets implements PartedSource {
  /** Octets of many packets lie in one array of this length. */
  private static final int CHUNK = 1 << 20;

  private record Stored(
      CaptureInterface source, long time, long originalLength, ByteBuffer octets, long part) {}

  private final List<Stored> packets = new ArrayList<>();
  private final long rounds;
  private final long parts;
  private ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private long round;
  private int next;
  private long part;

  /**
   * Reads everything.
   *
   * @param source closed by then
   * @param rounds how often all packets are given
   */
  PreloadedPackets(PartedSource source, long rounds) throws IOException {
    this.rounds = rounds;
    CaptureRecord record = new CaptureRecord();
    try (source) {
      while (source.next(record)) {
        ByteBuffer octets = copy(record.octets());
        packets.add(
            new Stored(
                record.source(), record.time(), record.originalLength(), octets, source.part()));
      }
    }
    parts = source.part();
  }

  private ByteBuffer copy(ByteBuffer octets) {
    int length = octets.remaining();
    if (length > chunk.remaining()) {
      chunk = ByteBuffer.allocate(Math.max(CHUNK, length));
    }
    ByteBuffer copy = chunk.slice(chunk.position(), length);
    chunk.put(octets.duplicate());
    return copy;
  }

  @Override
  public boolean next(CaptureRecord record) {
    if (next == packets.size()) {
      next = 0;
      round++;
    }
    if (round >= rounds || packets.isEmpty()) {
      return false;
    }
    Stored packet = packets.get(next++);
    part = round * parts + packet.part;
    record.set(packet.source, packet.time, packet.originalLength, packet.octets);
    return true;
  }

  @Override
  public long part() {
    return part;
  }

  @Override
  public @Nullable String file() {
    return null;
  }

  @Override
  public void close() {}
}
