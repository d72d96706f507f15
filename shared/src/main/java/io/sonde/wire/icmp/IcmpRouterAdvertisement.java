// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Router advertisement of ICMP: RFC 1256. That of ICMPv6 is a message of Neighbor Discovery.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |           Checksum            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   Num Addrs   |Addr Entry Size|           Lifetime            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                       Router Address[1]                       |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      Preference Level[1]                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                               .                               |
 * </pre>
 *
 * @param addressCount entries that follow, 0 … 255
 * @param addressEntrySize 32-bit words of an entry, 0 … 255: 2, but a reader accepts more
 * @param lifetime seconds, 0 … 0xffff
 */
public record IcmpRouterAdvertisement(
    IcmpHeader header, int addressCount, int addressEntrySize, int lifetime, List<Entry> entries)
    implements IcmpMessage {
  /** Octets, without the entries. */
  public static final int LENGTH = 8;

  /** Words of an entry: RFC 1256 section 3. */
  public static final int ADDRESS_ENTRY_SIZE = 2;

  /** Refuses values wider than their field; takes a copy of the list. */
  public IcmpRouterAdvertisement {
    FieldWidth.check("address count", addressCount, 8);
    FieldWidth.check("address entry size", addressEntrySize, 8);
    FieldWidth.check("lifetime", lifetime, 16);
    entries = List.copyOf(entries);
  }

  /**
   * One router address.
   *
   * @param preferenceLevel signed, higher is better; -2^31: not to be used by default
   * @param rest words beyond the two that are defined
   */
  public record Entry(IpAddress routerAddress, int preferenceLevel, Octets rest) {
    /** Refuses an IPv6 address. */
    public Entry {
      Fields.ipv4("router address", routerAddress);
    }
  }

  /** An advertisement whose count and checksum {@code emit} is to compute. */
  public static IcmpRouterAdvertisement of(int lifetime, List<Entry> entries) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV4, IcmpType.ROUTER_ADVERTISEMENT, 0);
    return new IcmpRouterAdvertisement(header, 0, ADDRESS_ENTRY_SIZE, lifetime, entries);
  }

  static IcmpRouterAdvertisement parse(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    int count = Fields.octet(in);
    int size = Fields.octet(in);
    int lifetime = Fields.word(in);
    if (count > 0 && size < ADDRESS_ENTRY_SIZE) {
      throw new MalformedPacketException(
          header.layer(), 5, "address entry size " + size + ", least " + ADDRESS_ENTRY_SIZE);
    }
    Fields.require(in, header.layer(), LENGTH, count * size * 4);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      IpAddress address = IpAddress.take(IpFamily.IPV4, in);
      entries.add(
          new Entry(address, in.getInt(), Octets.take(in, 4 * (size - ADDRESS_ENTRY_SIZE))));
    }
    return new IcmpRouterAdvertisement(header, count, size, lifetime, entries);
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    int count = addressCount;
    if (derived.contains(Derived.LENGTH)) {
      count = entries.size();
      FieldWidth.check("number of entries", count, 8);
    }
    out.put((byte) count).put((byte) addressEntrySize).putShort((short) lifetime);
    for (Entry entry : entries) {
      entry.routerAddress().emit(out);
      out.putInt(entry.preferenceLevel());
      entry.rest().emit(out);
    }
  }
}
