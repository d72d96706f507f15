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
 * The interface that an extended echo request asks for: RFC 8335 section 2.1, Class-Num 3. Its
 * payload is a name, an index, or this:
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |            AFI                | Address Length|   Reserved    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                Address   ....
 * </pre>
 *
 * @param classType {@link #BY_NAME}, {@link #BY_INDEX}, {@link #BY_ADDRESS} or a number without a
 *     meaning, 0 … 255
 * @param identification the payload, padding included
 */
public record InterfaceIdentification(int classType, Octets identification)
    implements IcmpExtensionObject {
  /** Class-Num. */
  public static final int CLASS_NUMBER = 3;

  /** C-Type. */
  public static final int BY_NAME = 1;

  /** C-Type. */
  public static final int BY_INDEX = 2;

  /** C-Type. */
  public static final int BY_ADDRESS = 3;

  private static final int ADDRESS_OFFSET = 4;

  /** Refuses values wider than their field. */
  public InterfaceIdentification {
    FieldWidth.check("C-Type", classType, 8);
    FieldWidth.check("object length", LENGTH + identification.length(), 16);
  }

  /** By name: ASCII, padded with NUL to a multiple of four octets. */
  public static InterfaceIdentification byName(String name) {
    Octets octets = Octets.of(name.getBytes(StandardCharsets.UTF_8));
    return new InterfaceIdentification(BY_NAME, Fields.padded(octets, 4));
  }

  /**
   * By the proxy's ifIndex.
   *
   * @param index 0 … 2^32 - 1
   */
  public static InterfaceIdentification byIndex(long index) {
    FieldWidth.check("interface index", index, 32);
    ByteBuffer out = ByteBuffer.allocate(4).putInt((int) index);
    return new InterfaceIdentification(BY_INDEX, Octets.of(out.array()));
  }

  /** By an address of the interface. */
  public static InterfaceIdentification byAddress(IpAddress address) {
    int length = address.family().addressLength();
    ByteBuffer out = ByteBuffer.allocate(ADDRESS_OFFSET + length);
    out.putShort((short) AddressFamily.of(address.family())).put((byte) length).put((byte) 0);
    address.emit(out);
    return new InterfaceIdentification(BY_ADDRESS, Octets.of(out.array()));
  }

  /** The name without padding; null if identified otherwise. */
  public @Nullable String name() {
    if (classType != BY_NAME) {
      return null;
    }
    Octets name = Fields.withoutPadding(identification);
    return new String(name.toByteArray(), StandardCharsets.UTF_8);
  }

  /** The index, 0 … 2^32 - 1; null if identified otherwise or not by four octets. */
  public @Nullable Long index() {
    boolean present = classType == BY_INDEX && identification.length() == 4;
    return present ? Fields.doubleWord(identification.buffer()) : null;
  }

  /** The IP address; null if identified otherwise, or by an address of another family. */
  public @Nullable IpAddress address() {
    if (classType != BY_ADDRESS || identification.length() < ADDRESS_OFFSET) {
      return null;
    }
    ByteBuffer in = identification.buffer();
    IpFamily family = AddressFamily.family(Fields.word(in));
    int length = Fields.octet(in);
    boolean readable =
        family != null
            && length == family.addressLength()
            && identification.length() >= ADDRESS_OFFSET + length;
    return readable && family != null ? IpAddress.at(family, in, ADDRESS_OFFSET) : null;
  }

  @Override
  public int classNumber() {
    return CLASS_NUMBER;
  }

  @Override
  public int payloadLength() {
    return identification.length();
  }

  @Override
  public void emitPayload(ByteBuffer out) {
    identification.emit(out);
  }
}
