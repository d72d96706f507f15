// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.IPPROTO_TCP;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;

/** socket(family, type, proto). */
final class OpenSocket {
  private OpenSocket() {}

  static String run() throws Exception {
    // begin
    try (Socket socket = Socket.open(INET, STREAM, IPPROTO_TCP)) {
      return socket.family() + " " + socket.type() + " " + socket.protocol();
    }
    // end
  }
}
