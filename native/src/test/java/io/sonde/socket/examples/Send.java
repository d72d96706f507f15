// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;
import java.nio.ByteBuffer;

/** s.send(b), which may send less, and s.sendall(b). */
final class Send {
  private Send() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(STREAM)) {
      Socket socket = pair.first();
      // begin
      ByteBuffer data = ByteBuffer.allocate(1000);
      int sent = socket.send(data); // the position moves by what was sent
      socket.sendAll(new byte[1000]); // everything, or an exception with bytesTransferred
      // end
      return sent + " " + data.position();
    }
  }
}
