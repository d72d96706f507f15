// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.FieldWidth;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The MPLS label stack with which the quoted datagram arrived, outermost entry first: RFC 4950
 * section 4, Class-Num 1, C-Type 1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |              Label                    |TC   |S|      TTL      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                               ...                             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public record MplsLabelStack(List<Entry> entries) implements IcmpExtensionObject {
  /** Class-Num. */
  public static final int CLASS_NUMBER = 1;

  /** C-Type: incoming label stack. */
  public static final int CLASS_TYPE = 1;

  /** Takes a copy of the list. */
  public MplsLabelStack {
    entries = List.copyOf(entries);
    FieldWidth.check("object length", LENGTH + 4L * entries.size(), 16);
  }

  /**
   * One entry: RFC 3032 section 2.1.
   *
   * @param label 0 … 2^20 - 1
   * @param trafficClass 0 … 7; once called EXP (RFC 5462)
   * @param bottomOfStack set on the last entry
   * @param timeToLive 0 … 255
   */
  public record Entry(int label, int trafficClass, boolean bottomOfStack, int timeToLive) {
    /** Refuses values wider than their field. */
    public Entry {
      FieldWidth.check("label", label, 20);
      FieldWidth.check("traffic class", trafficClass, 3);
      FieldWidth.check("time to live", timeToLive, 8);
    }
  }

  static @Nullable MplsLabelStack parse(int classType, ByteBuffer in) {
    if (classType != CLASS_TYPE || in.remaining() % 4 != 0) {
      return null;
    }
    List<Entry> entries = new ArrayList<>(in.remaining() / 4);
    while (in.hasRemaining()) {
      int word = in.getInt();
      entries.add(new Entry(word >>> 12, word >>> 9 & 7, (word >>> 8 & 1) != 0, word & 0xff));
    }
    return new MplsLabelStack(entries);
  }

  @Override
  public int classNumber() {
    return CLASS_NUMBER;
  }

  @Override
  public int classType() {
    return CLASS_TYPE;
  }

  @Override
  public int payloadLength() {
    return 4 * entries.size();
  }

  @Override
  public void emitPayload(ByteBuffer out) {
    for (Entry entry : entries) {
      int bottom = entry.bottomOfStack() ? 1 << 8 : 0;
      out.putInt(entry.label() << 12 | entry.trafficClass() << 9 | bottom | entry.timeToLive());
    }
  }
}
