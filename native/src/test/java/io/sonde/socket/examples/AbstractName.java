// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** Unix datagrams to an abstract name, which leaves nothing in the file system. */
@SuppressWarnings("NullAway") // the sender has a name
final class AbstractName {
  private AbstractName() {}

  static String run() throws Exception {
    // begin
    try (Socket server = Socket.open(UNIX, DGRAM);
        Socket client = Socket.open(UNIX, DGRAM)) {
      server.bind(SocketAddr.unixAbstract("sonde-example"));
      client.bind(SocketAddr.unixUnnamed()); // the kernel finds a name: we can be answered
      client.sendTo("hello".getBytes(UTF_8), SocketAddr.unixAbstract("sonde-example"));
      Socket.Received received = server.recvFrom(64);
      server.sendTo(received.data(), received.from());
      return new String(client.recv(64), UTF_8);
    }
    // end
  }
}
