// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.FieldWidth;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;

/** An object of a class or shape that has no record. */
public record UnknownExtensionObject(int classNumber, int classType, Octets payload)
    implements IcmpExtensionObject {
  /** Refuses values wider than their field. */
  public UnknownExtensionObject {
    FieldWidth.check("Class-Num", classNumber, 8);
    FieldWidth.check("C-Type", classType, 8);
    FieldWidth.check("object length", LENGTH + payload.length(), 16);
  }

  @Override
  public int payloadLength() {
    return payload.length();
  }

  @Override
  public void emitPayload(ByteBuffer out) {
    payload.emit(out);
  }
}
