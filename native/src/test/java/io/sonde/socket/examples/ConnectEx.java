// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Errno;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** s.connect_ex(address): a number in place of an exception. */
final class ConnectEx {
  private ConnectEx() {}

  static String run() throws Exception {
    SocketAddr nobody;
    try (Socket gone = Socket.open(INET, STREAM)) {
      gone.bind(SocketAddr.inet4("127.0.0.1", 0));
      nobody = gone.getSockName();
    }
    // begin
    try (Socket socket = Socket.open(INET, STREAM)) {
      int number = socket.connectEx(nobody); // 0 when connected
      return number + " " + new Errno(number).name();
    }
    // end
  }
}
