// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Poller;
import io.sonde.socket.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several sockets, one thread. */
final class PollerLoop {
  private PollerLoop() {}

  static String run() throws Exception {
    List<String> heard = new ArrayList<>();
    // begin
    try (Socket.SocketPair one = Socket.pair(DGRAM);
        Socket.SocketPair two = Socket.pair(DGRAM);
        Poller poller = Poller.open()) {
      poller.add(one.first(), Poller.IN);
      poller.add(two.first(), Poller.IN);
      two.second().send(new byte[2]);
      for (Poller.Ready ready : poller.poll(Duration.ofSeconds(3))) {
        if ((ready.events() & Poller.IN) != 0) {
          heard.add(ready.socket().recv(64).length + " octets");
        }
      }
    }
    // end
    return String.join(", ", heard);
  }
}
