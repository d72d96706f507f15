// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketFile;
import java.io.BufferedReader;

/** s.makefile(): lines, also where a time-out cuts one in two. */
final class MakeFile {
  private MakeFile() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(STREAM)) {
      Socket socket = pair.first();
      pair.second().sendAll("first\nsecond\n".getBytes(UTF_8));
      // begin
      try (SocketFile file = socket.makeFile("rw")) { // closing it flushes it only
        BufferedReader reader = file.reader();
        String lines = reader.readLine() + " " + reader.readLine();
        file.writer().write("done\n");
        return lines;
      }
      // end
    }
  }
}
