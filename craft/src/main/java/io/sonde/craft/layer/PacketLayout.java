// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the layers of one packet lie in its octets: the result of building as well as of
 * dissecting. Reused from packet to packet.
 */
public final class PacketLayout {
  /** Layers of one packet; what is nested deeper is data. */
  public static final int MAX_LAYERS = 64;

  /** The octets; the packet is {@code from … to - 1}. */
  public byte[] octets = new byte[2048];

  /** Index of the packet's first octet. */
  public int from;

  /** Index behind the packet's last octet that is there. */
  public int to;

  /** Octets the packet had on the wire, at least those that are there. */
  public int wireLength;

  /** Number of the packet in the run, from 1. */
  public long number;

  /** What the sending host gives to the packet that is built. */
  public final Origin origin = new Origin();

  /** How many layers there are. */
  public int count;

  /** The kind of each layer. */
  public final LayerSpec[] specs = new LayerSpec[MAX_LAYERS];

  /** Index of each layer's first octet. */
  public final int[] start = new int[MAX_LAYERS];

  /** Index behind each layer's own octets, options included. */
  public final int[] headerEnd = new int[MAX_LAYERS];

  /** Index behind what each layer carries. */
  public final int[] payloadEnd = new int[MAX_LAYERS];

  /** Index behind each layer's tail; {@code payloadEnd} for most. */
  public final int[] end = new int[MAX_LAYERS];

  /** Whether a layer claims octets that are not there, or is part of a fragment. */
  public final boolean[] cut = new boolean[MAX_LAYERS];

  private ByteBuffer view = ByteBuffer.wrap(octets);

  /** A view of all of {@link #octets}, for the checksum. */
  public ByteBuffer view() {
    if (view.array() != octets) {
      view = ByteBuffer.wrap(octets);
    }
    return view;
  }

  /** Makes the array hold {@code length} octets, all 0, and the packet all of them. */
  public void clear(int length) {
    if (octets.length < length) {
      octets = new byte[Math.max(length, 2 * octets.length)];
    } else {
      Arrays.fill(octets, 0, length, (byte) 0);
    }
    from = 0;
    to = length;
    wireLength = length;
  }

  /**
   * Adds a layer that ends where its octets end.
   *
   * @param mayEnd index behind its last octet
   * @return its index
   */
  public int push(LayerSpec spec, int at, int mayEnd, boolean isCut) {
    int layer = count++;
    specs[layer] = spec;
    start[layer] = at;
    headerEnd[layer] = mayEnd;
    payloadEnd[layer] = mayEnd;
    end[layer] = mayEnd;
    cut[layer] = isCut;
    return layer;
  }

  /** The octet at an index, 0 … 255. */
  public int u8(int at) {
    return octets[at] & 0xff;
  }

  /** Two octets, 0 … 65535. */
  public int u16(int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /** Four octets as an int whose bits count. */
  public int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  /** Four octets, unsigned. */
  public long u32(int at) {
    return i32(at) & 0xffffffffL;
  }

  /** Eight octets as a long whose bits count. */
  public long i64(int at) {
    return u32(at) << 32 | u32(at + 4);
  }

  /** Writes two octets. */
  public void put16(int at, int value) {
    octets[at] = (byte) (value >>> 8);
    octets[at + 1] = (byte) value;
  }

  /** Writes a link address, six octets. */
  public void put48(int at, long value) {
    put16(at, (int) (value >>> 32));
    put32(at + 2, value);
  }

  /** Writes four octets. */
  public void put32(int at, long value) {
    put16(at, (int) (value >>> 16));
    put16(at + 2, (int) value);
  }

  /** The kind of what layer {@code layer} carries; null if it is the last or a trailer follows. */
  public @Nullable LayerSpec following(int layer) {
    return layer + 1 < count && !specs[layer + 1].isTrailer() ? specs[layer + 1] : null;
  }
}
