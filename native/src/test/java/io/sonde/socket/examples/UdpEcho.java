// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.io.IOException;
import java.time.Duration;

/** A datagram in, the same datagram out. */
@SuppressWarnings("NullAway") // datagrams of UDP have a sender
final class UdpEcho {
  private UdpEcho() {}

  // begin
  static void serve(Socket server) throws IOException {
    Socket.Received request = server.recvFrom(1500);
    server.sendTo(request.data(), request.from());
  }

  static String ask(SocketAddr server) throws IOException {
    try (Socket socket = Socket.open(INET, DGRAM)) {
      socket.setTimeout(Duration.ofSeconds(3));
      socket.sendTo("hello".getBytes(UTF_8), server);
      Socket.Received answer = socket.recvFrom(1500);
      return new String(answer.data(), UTF_8) + (answer.truncated() ? "…" : "");
    }
  }

  // end
  static String run() throws Exception {
    try (Socket server = Socket.open(INET, DGRAM)) {
      server.bind(SocketAddr.inet4("127.0.0.1", 0));
      Service service = Service.of(() -> serve(server));
      String answer = ask(server.getSockName());
      service.end();
      return answer;
    }
  }
}
