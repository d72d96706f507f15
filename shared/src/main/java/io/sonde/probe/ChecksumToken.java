// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * A token that is a transport checksum: one word of the payload is chosen so that the checksum
 * comes out as wanted, and is true (Paris traceroute's trick; RFC 1624 for the arithmetic).
 */
final class ChecksumToken {
  private ChecksumToken() {}

  /**
   * Makes the checksum of a segment, which is right, equal to a token.
   *
   * @param checksumAt index of the checksum field
   * @param wordAt index of the word that makes up for it, at an even distance from where the sum
   *     begins
   * @param token 1 … 0xfffe: 0 and 0xffff are one number to the arithmetic
   */
  static void put(ByteBuffer octets, int checksumAt, int wordAt, int token) {
    int checksum = BigEndian.unsignedShort(octets, checksumAt);
    int word = BigEndian.unsignedShort(octets, wordAt);
    // a larger word makes the checksum smaller by as much
    int made = InternetChecksum.fold((~word & 0xffffL) + (~checksum & 0xffffL) + token);
    BigEndian.putShort(octets, wordAt, made);
    BigEndian.putShort(octets, checksumAt, token);
  }
}
