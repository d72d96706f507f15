// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** s.getpeername(), s.getsockname(). */
final class Names {
  private Names() {}

  static String run() throws Exception {
    // begin
    try (Socket socket = Socket.open(INET6, DGRAM)) {
      socket.connect(SocketAddr.inet6("::1", 9));
      SocketAddr own = socket.getSockName();
      return socket.getPeerName() + " " + (own.port() > 0);
    }
    // end
  }
}
