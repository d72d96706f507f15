// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import io.sonde.socket.WouldBlockException;

/** s.setblocking(flag), s.fileno(). */
final class NonBlocking {
  private NonBlocking() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(DGRAM)) {
      Socket socket = pair.first();
      // begin
      socket.setBlocking(false);
      try {
        return "received " + socket.recv(64).length;
      } catch (WouldBlockException e) {
        return e.errno() + ", open: " + (socket.fileno() >= 0);
      }
      // end
    }
  }
}
