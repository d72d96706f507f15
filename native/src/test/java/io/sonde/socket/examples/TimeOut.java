// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** s.settimeout(t), s.gettimeout(). */
final class TimeOut {
  private TimeOut() {}

  static String run() throws Exception {
    try (Socket.SocketPair pair = Socket.pair(DGRAM)) {
      Socket socket = pair.first();
      // begin
      socket.setTimeout(Duration.ofMillis(50)); // null: without limit; ZERO: non-blocking
      try {
        return "received " + socket.recv(64).length;
      } catch (SocketTimeoutException e) {
        return socket.getTimeout() + " are over";
      }
      // end
    }
  }
}
