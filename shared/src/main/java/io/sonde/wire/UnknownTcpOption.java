// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;

/**
 * A TCP option without a shape of its own here, or whose octets do not have the shape of its kind.
 *
 * @param kind 0 … 255
 * @param data octets behind kind and length, at most 253
 */
public record UnknownTcpOption(int kind, Octets data) implements TcpOption {
  /** Checks that kind and length fit their fields. */
  public UnknownTcpOption {
    FieldWidth.check("kind", kind, 8);
    FieldWidth.check("length", data.length() + 2L, 8);
  }

  @Override
  public int length() {
    return 2 + data.length();
  }

  @Override
  public void emit(ByteBuffer out) {
    out.put((byte) kind).put((byte) length());
    data.emit(out);
  }
}
