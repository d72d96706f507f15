// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One object of an extension structure: RFC 4884 section 8. The set is open: a new object is a
 * record in a file of its own and a line in {@link #parse}.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |             Length            |   Class-Num   |   C-Type      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                   // (Object payload) //                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * The length is always that of the payload and 4: an object whose length says otherwise cannot be
 * told from what follows it and ends the list.
 */
public interface IcmpExtensionObject {
  /** Octets of the object header. */
  int LENGTH = 4;

  /** Class-Num, 0 … 255: what kind of object. */
  int classNumber();

  /** C-Type, 0 … 255: its meaning depends on the class. */
  int classType();

  /** Octets of the payload. */
  int payloadLength();

  /** Writes the payload at the position of {@code out}, which is big-endian. */
  void emitPayload(ByteBuffer out);

  /** Writes header and payload at the position of {@code out}, which is big-endian. */
  default void emit(ByteBuffer out) {
    out.putShort((short) (LENGTH + payloadLength()));
    out.put((byte) classNumber()).put((byte) classType());
    emitPayload(out);
  }

  /**
   * The object with this payload; where the payload does not have the shape that its class asks
   * for, one that keeps its octets.
   */
  static IcmpExtensionObject parse(int classNumber, int classType, Octets payload) {
    @Nullable IcmpExtensionObject known =
        switch (classNumber) {
          case MplsLabelStack.CLASS_NUMBER -> MplsLabelStack.parse(classType, payload.buffer());
          case InterfaceInformation.CLASS_NUMBER ->
              InterfaceInformation.parse(classType, payload.buffer());
          case InterfaceIdentification.CLASS_NUMBER ->
              new InterfaceIdentification(classType, payload);
          default -> null;
        };
    return known == null ? new UnknownExtensionObject(classNumber, classType, payload) : known;
  }
}
