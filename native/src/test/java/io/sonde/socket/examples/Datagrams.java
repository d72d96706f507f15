// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** s.recvfrom(n), s.sendto(b, address). */
final class Datagrams {
  private Datagrams() {}

  static String run() throws Exception {
    // begin
    try (Socket socket = Socket.open(INET, DGRAM)) {
      socket.bind(SocketAddr.inet4("127.0.0.1", 0));
      socket.sendTo(new byte[5], socket.getSockName());
      Socket.Received received = socket.recvFrom(2); // too small
      return received.data().length + " of " + received.length() + " " + received.truncated();
    }
    // end
  }
}
