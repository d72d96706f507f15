// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Octets;
import java.nio.ByteBuffer;

/** An object of a class or shape that has no record. */
public record UnknownExtensionObject(int classNumber, int classType, Octets payload)
    implements IcmpExtensionObject {
  /** Refuses values wider than their field. */
  public UnknownExtensionObject {
    Fields.width("Class-Num", classNumber, 8);
    Fields.width("C-Type", classType, 8);
    Fields.width("object length", LENGTH + payload.length(), 16);
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
