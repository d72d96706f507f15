// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;

/** SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET. */
final class Types {
  private Types() {}

  static String run() throws Exception {
    // begin
    return STREAM.value() + " " + DGRAM.value() + " " + RAW.value() + " " + SEQPACKET;
    // end
  }
}
