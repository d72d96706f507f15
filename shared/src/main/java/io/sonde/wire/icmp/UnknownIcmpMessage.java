// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A message of a type that has no record.
 *
 * @param body everything after the checksum
 */
public record UnknownIcmpMessage(IcmpHeader header, Octets body) implements IcmpMessage {
  static UnknownIcmpMessage parse(IcmpHeader header, ByteBuffer in) {
    return new UnknownIcmpMessage(header, Octets.rest(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    body.emit(out);
  }
}
