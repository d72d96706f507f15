// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Internet time stamp option, RFC 791 section 3.1 and RFC 781.
 *
 * <pre>
 * +---------------+---------------+---------------+-------+-------+
 * |    Type 68    |    Length     |    Pointer    |Overfl.| Flag  |
 * +---------------+---------------+---------------+-------+-------+
 * |             Address, if the flag is 1 or 3                    |
 * +---------------------------------------------------------------+
 * |                           Timestamp                           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param pointer octet of the option, counted from 1, at which the next stamp goes: least 5
 * @param overflow routers that found no room, 0 … 15
 * @param flag 0: stamps only, 1: each behind its router's address, 3: only the named routers stamp
 * @param entries all slots, those not yet filled in included
 */
public record Ipv4TimestampOption(int pointer, int overflow, int flag, List<Entry> entries)
    implements Ipv4Option {
  /** Flag: stamps only. */
  public static final int STAMPS_ONLY = 0;

  /** Flag: each router puts its address in front of its stamp. */
  public static final int WITH_ADDRESSES = 1;

  /** Flag: the sender names the routers that shall stamp. */
  public static final int PRESPECIFIED = 3;

  /** Bit of a stamp that is not milliseconds since midnight UT (RFC 791). */
  public static final long NOT_STANDARD = 0x8000_0000L;

  /**
   * One slot.
   *
   * @param address null if the flag is 0
   * @param timestamp milliseconds since midnight UT, or anything with {@link #NOT_STANDARD} set
   */
  public record Entry(@Nullable IpAddress address, long timestamp) {
    /** Checks that the values fit. */
    public Entry {
      FieldWidth.check("timestamp", timestamp, 32);
      if (address != null && address.family() != IpFamily.IPV4) {
        throw new IllegalArgumentException("a time stamp entry holds an IPv4 address");
      }
    }
  }

  /** Checks that the values fit and that the entries have the flag's form. */
  public Ipv4TimestampOption {
    FieldWidth.check("pointer", pointer, 8);
    FieldWidth.check("overflow", overflow, 4);
    if (flag != STAMPS_ONLY && flag != WITH_ADDRESSES && flag != PRESPECIFIED) {
      throw new IllegalArgumentException("flag (" + flag + ") must be 0, 1 or 3");
    }
    entries = List.copyOf(entries);
    for (Entry entry : entries) {
      if ((entry.address() == null) != (flag == STAMPS_ONLY)) {
        throw new IllegalArgumentException("an entry has an address if the flag is 1 or 3");
      }
    }
    FieldWidth.check("length", 4 + (long) entrySize(flag) * entries.size(), 8);
  }

  static @Nullable Ipv4TimestampOption of(Octets data) {
    if (data.length() < 2) {
      return null;
    }
    int flag = data.at(1) & 0xf;
    boolean known = flag == STAMPS_ONLY || flag == WITH_ADDRESSES || flag == PRESPECIFIED;
    if (!known || (data.length() - 2) % entrySize(flag) != 0) {
      return null;
    }
    ByteBuffer in = data.buffer().position(2);
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      IpAddress address = flag == STAMPS_ONLY ? null : IpAddress.take(IpFamily.IPV4, in);
      entries.add(new Entry(address, BigEndian.unsignedInt(in, in.position())));
      in.position(in.position() + 4);
    }
    return new Ipv4TimestampOption(data.at(0), data.at(1) >>> 4, flag, entries);
  }

  @Override
  public int type() {
    return TIMESTAMP;
  }

  @Override
  public int length() {
    return 4 + entrySize(flag) * entries.size();
  }

  @Override
  public void emit(ByteBuffer out) {
    out.put((byte) TIMESTAMP).put((byte) length());
    out.put((byte) pointer).put((byte) (overflow << 4 | flag));
    for (Entry entry : entries) {
      if (entry.address() != null) {
        entry.address().emit(out);
      }
      BigEndian.putInt(out, out.position(), entry.timestamp());
      out.position(out.position() + 4);
    }
  }

  private static int entrySize(int flag) {
    return flag == STAMPS_ONLY ? 4 : 8;
  }
}
