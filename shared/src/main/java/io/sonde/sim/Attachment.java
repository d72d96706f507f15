// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.nio.ByteBuffer;

/** Someone who is shown packets. */
@FunctionalInterface
public interface Attachment {
  /**
   * One whole IP packet.
   *
   * @param time nanoseconds of the simulation
   * @param octets big-endian buffer that holds it; not to be changed nor kept
   * @param offset index of its first octet
   * @param length its octets
   */
  void packet(long time, ByteBuffer octets, int offset, int length);
}
