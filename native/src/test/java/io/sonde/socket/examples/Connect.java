// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Duration;

/** s.connect(address), by a name that is resolved first. */
final class Connect {
  private Connect() {}

  static String run() throws Exception {
    try (Socket server = Socket.open(INET, STREAM);
        Socket socket = Socket.open(INET, STREAM)) {
      server.bind(SocketAddr.inet4("127.0.0.1", 0));
      server.listen();
      int port = server.getSockName().port();
      // begin
      socket.setTimeout(Duration.ofSeconds(3)); // after that: SocketTimeoutException
      socket.connect(SocketAddr.resolve(INET, "localhost", port));
      // end
      return socket.getPeerName().port() == port ? "connected" : "elsewhere";
    }
  }
}
