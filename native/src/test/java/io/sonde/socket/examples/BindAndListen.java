// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** s.bind(address), s.listen(n). */
final class BindAndListen {
  private BindAndListen() {}

  static String run() throws Exception {
    // begin
    try (Socket server = Socket.open(INET, STREAM)) {
      server.bind(SocketAddr.inet4("127.0.0.1", 0)); // 0: the kernel chooses
      server.listen(5);
      return server.getSockName().port() > 0 ? "listens" : "does not";
    }
    // end
  }
}
