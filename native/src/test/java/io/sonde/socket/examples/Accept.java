// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** s.accept(). */
final class Accept {
  private Accept() {}

  static String run() throws Exception {
    try (Socket server = Socket.open(INET, STREAM);
        Socket client = Socket.open(INET, STREAM)) {
      server.bind(SocketAddr.inet4("127.0.0.1", 0));
      server.listen();
      client.connect(server.getSockName());
      // begin
      Socket.Accepted accepted = server.accept();
      try (Socket socket = accepted.socket()) {
        return "peer: " + accepted.peer().equals(socket.getPeerName());
      }
      // end
    }
  }
}
