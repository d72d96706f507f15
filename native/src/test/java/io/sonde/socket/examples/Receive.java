// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.Socket;
import java.nio.ByteBuffer;

/** s.recv(n): an array, or into a buffer of one's own. */
final class Receive {
  private Receive() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(STREAM)) {
      Socket socket = pair.second();
      pair.first().sendAll(new byte[] {1, 2, 3, 4, 5});
      pair.first().close();
      // begin
      byte[] first = socket.recv(2);
      ByteBuffer buffer = ByteBuffer.allocateDirect(64);
      int count = socket.recv(buffer); // without a copy; -1 at the end of the stream
      byte[] end = socket.recv(64); // empty at the end of the stream
      // end
      return first.length + " " + count + " " + end.length;
    }
  }
}
