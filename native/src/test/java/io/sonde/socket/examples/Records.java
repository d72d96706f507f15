// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.SEQPACKET;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Socket;

/** SEQPACKET: a connection that keeps the boundaries of what was sent. */
final class Records {
  private Records() {}

  static String run() throws Exception {
    // begin
    try (Socket.SocketPair pair = Socket.pair(SEQPACKET)) {
      pair.first().send("one".getBytes(UTF_8));
      pair.first().send("two".getBytes(UTF_8));
      return new String(pair.second().recv(64), UTF_8); // "one": one call, one record
    }
    // end
  }
}
