// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An interface or next hop that the quoted datagram met: RFC 5837 section 4, Class-Num 2. The
 * C-Type says what the payload has, in this order:
 *
 * <pre>
 *    0       1       2       3       4       5       6       7
 * +-------+-------+-------+-------+-------+-------+-------+-------+
 * | Interface Role|     Reserved  |ifIndex| IPAddr|  name |  MTU  |
 * +-------+-------+-------+-------+-------+-------+-------+-------+
 *
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                      Interface Index                          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |            AFI                |           Reserved            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |         IP Address, 4 or 16 octets                            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |    Length     |   Interface Name, up to 63 octets             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             MTU                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param role 0 … 3: {@link #INCOMING}, {@link #SUB_IP}, {@link #OUTGOING}, {@link #NEXT_HOP}
 * @param reserved two bits of the C-Type, 0 from a sender that follows the RFC
 * @param interfaceIndex ifIndex, 0 … 2^32 - 1; null: not told
 * @param addressReserved 16 bits between address family and address, 0 from a sender that follows
 *     the RFC and where there is no address
 * @param address of the interface; null: not told
 * @param name UTF-8, at most 254 octets, with the NULs that pad it; null: not told
 * @param mtu octets, 0 … 2^32 - 1; null: not told
 */
public record InterfaceInformation(
    int role,
    int reserved,
    @Nullable Long interfaceIndex,
    int addressReserved,
    @Nullable IpAddress address,
    @Nullable Octets name,
    @Nullable Long mtu)
    implements IcmpExtensionObject {
  /** Class-Num. */
  public static final int CLASS_NUMBER = 2;

  /** Role: the IP interface on which the datagram arrived. */
  public static final int INCOMING = 0;

  /** Role: the sub-IP component of it. */
  public static final int SUB_IP = 1;

  /** Role: the IP interface through which it would have left. */
  public static final int OUTGOING = 2;

  /** Role: the IP next hop to which it would have gone. */
  public static final int NEXT_HOP = 3;

  private static final int HAS_INDEX = 8;
  private static final int HAS_ADDRESS = 4;
  private static final int HAS_NAME = 2;
  private static final int HAS_MTU = 1;

  private static final String[] ROLES = {"incoming", "sub-ip", "outgoing", "next-hop"};

  /** Refuses values wider than their field. */
  public InterfaceInformation {
    FieldWidth.check("role", role, 2);
    FieldWidth.check("reserved", reserved, 2);
    FieldWidth.check("interface index", interfaceIndex == null ? 0 : interfaceIndex, 32);
    FieldWidth.check("reserved", addressReserved, address == null ? 0 : 16);
    FieldWidth.check("name length", name == null ? 0 : name.length() + 1, 8);
    FieldWidth.check("MTU", mtu == null ? 0 : mtu, 32);
  }

  /** What is told, null for what is not; the name is padded to a multiple of four octets. */
  public static InterfaceInformation of(
      int role,
      @Nullable Long interfaceIndex,
      @Nullable IpAddress address,
      @Nullable String name,
      @Nullable Long mtu) {
    Octets octets = null;
    if (name != null) {
      ByteBuffer counted = StandardCharsets.UTF_8.encode('\0' + name);
      Octets padded = Fields.padded(Octets.rest(counted), 4);
      octets = padded.slice(1, padded.length());
    }
    return new InterfaceInformation(role, 0, interfaceIndex, 0, address, octets, mtu);
  }

  /**
   * Name of a role: {@code "incoming"}, {@code "sub-ip"}, {@code "outgoing"}, {@code "next-hop"}.
   */
  public static String roleName(int role) {
    return ROLES[role];
  }

  /** The name without padding; null: not told. */
  public @Nullable Octets nameWithoutPadding() {
    return name == null ? null : Fields.withoutPadding(name);
  }

  /** Null if the payload does not have exactly what {@code classType} says. */
  static @Nullable InterfaceInformation parse(int classType, ByteBuffer in) {
    Long interfaceIndex = null;
    int addressReserved = 0;
    IpAddress address = null;
    Octets name = null;
    Long mtu = null;
    if ((classType & HAS_INDEX) != 0) {
      if (in.remaining() < 4) {
        return null;
      }
      interfaceIndex = Fields.doubleWord(in);
    }
    if ((classType & HAS_ADDRESS) != 0) {
      IpFamily family = in.remaining() < 4 ? null : AddressFamily.family(Fields.word(in));
      if (family == null || in.remaining() < 2 + family.addressLength()) {
        return null;
      }
      addressReserved = Fields.word(in);
      address = IpAddress.take(family, in);
    }
    if ((classType & HAS_NAME) != 0) {
      int length = in.hasRemaining() ? Fields.octet(in) : 0;
      if (length == 0 || in.remaining() < length - 1) { // the length counts itself
        return null;
      }
      name = Octets.take(in, length - 1);
    }
    if ((classType & HAS_MTU) != 0) {
      if (in.remaining() < 4) {
        return null;
      }
      mtu = Fields.doubleWord(in);
    }
    return in.hasRemaining()
        ? null
        : new InterfaceInformation(
            classType >>> 6,
            classType >>> 4 & 3,
            interfaceIndex,
            addressReserved,
            address,
            name,
            mtu);
  }

  @Override
  public int classNumber() {
    return CLASS_NUMBER;
  }

  @Override
  public int classType() {
    return role << 6
        | reserved << 4
        | (interfaceIndex == null ? 0 : HAS_INDEX)
        | (address == null ? 0 : HAS_ADDRESS)
        | (name == null ? 0 : HAS_NAME)
        | (mtu == null ? 0 : HAS_MTU);
  }

  @Override
  public int payloadLength() {
    return (interfaceIndex == null ? 0 : 4)
        + (address == null ? 0 : 4 + address.family().addressLength())
        + (name == null ? 0 : 1 + name.length())
        + (mtu == null ? 0 : 4);
  }

  @Override
  public void emitPayload(ByteBuffer out) {
    if (interfaceIndex != null) {
      out.putInt(interfaceIndex.intValue());
    }
    if (address != null) {
      out.putShort((short) AddressFamily.of(address.family())).putShort((short) addressReserved);
      address.emit(out);
    }
    if (name != null) {
      out.put((byte) (1 + name.length()));
      name.emit(out);
    }
    if (mtu != null) {
      out.putInt(mtu.intValue());
    }
  }
}
