// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;

/**
 * An IPv6 option without a shape of its own here, or whose octets do not have the shape of its
 * type.
 *
 * @param type 0 … 255
 * @param data octets behind type and length, at most 255
 */
public record UnknownIpv6Option(int type, Octets data) implements Ipv6Option {
  /** Checks that type and length fit their fields. */
  public UnknownIpv6Option {
    FieldWidth.check("type", type, 8);
    FieldWidth.check("length", data.length(), 8);
  }

  @Override
  public int length() {
    return 2 + data.length();
  }

  @Override
  public void emit(ByteBuffer out) {
    out.put((byte) type).put((byte) data.length());
    data.emit(out);
  }
}
