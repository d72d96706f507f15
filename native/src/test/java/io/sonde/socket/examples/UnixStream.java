// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Unix stream by a path in the file system; closing does not remove the path. */
final class UnixStream {
  private UnixStream() {}

  // begin
  static String talk(Path path) throws IOException {
    try (Socket server = Socket.open(UNIX, STREAM);
        Socket client = Socket.open(UNIX, STREAM)) {
      server.bind(SocketAddr.unix(path));
      server.listen();
      client.connect(SocketAddr.unix(path));
      try (Socket connection = server.accept().socket()) {
        client.sendAll("hello".getBytes(UTF_8));
        return new String(connection.recv(64), UTF_8);
      }
    } finally {
      Files.delete(path); // closing does not remove it
    }
  }

  // end
  static String run() throws Exception {
    Path folder = Files.createTempDirectory("sonde");
    try {
      return talk(folder.resolve("x.sock"));
    } finally {
      Files.delete(folder);
    }
  }
}
