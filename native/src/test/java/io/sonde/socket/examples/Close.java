// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SystemCallException;

/** s.close(), which wakes whoever waits on the socket. */
final class Close {
  private Close() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(DGRAM)) {
      // begin
      Socket socket = pair.first();
      socket.close(); // again: nothing happens; better: try (Socket s = …) { … }
      try {
        return "received " + socket.recv(1).length;
      } catch (SystemCallException e) {
        return e.errno().name() + " " + socket.fileno() + " " + socket.isOpen();
      }
      // end
    }
  }
}
