// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.io.IOException;
import java.time.Duration;

/** One line in, the same line out. */
final class TcpEcho {
  private TcpEcho() {}

  // begin
  static Socket listen(SocketAddr address) throws IOException {
    Socket server = Socket.open(INET, STREAM);
    server.setOption(SockOpt.SO_REUSEADDR, true);
    server.bind(address);
    server.listen(5);
    return server;
  }

  static void serve(Socket server) throws IOException {
    Socket.Accepted client = server.accept();
    try (Socket socket = client.socket()) {
      socket.sendAll(socket.recv(1024));
    }
  }

  // end
  // begin
  static String ask(SocketAddr server) throws IOException {
    try (Socket socket = Socket.open(INET, STREAM)) {
      socket.setTimeout(Duration.ofSeconds(3));
      socket.connect(server);
      socket.sendAll("hello\n".getBytes(UTF_8));
      return socket.makeFile("r").reader().readLine();
    }
  }

  // end
  static String run() throws Exception {
    try (Socket server = listen(SocketAddr.inet4("127.0.0.1", 0))) {
      Service service = Service.of(() -> serve(server));
      String answer = ask(server.getSockName());
      service.end();
      return answer;
    }
  }
}
