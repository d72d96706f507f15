// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.SOL_SOCKET;
import static io.sonde.socket.SocketConstants.SO_KEEPALIVE;
import static io.sonde.socket.SocketConstants.SO_LINGER;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import java.time.Duration;

/** s.setsockopt(level, option, value), and the typed way. */
final class SetOption {
  private SetOption() {}

  static String run() throws Exception {
    try (Socket socket = Socket.open(INET, STREAM)) {
      // begin
      socket.setSockOpt(SOL_SOCKET, SO_KEEPALIVE, 1);
      socket.setSockOpt(SOL_SOCKET, SO_LINGER, new byte[] {1, 0, 0, 0, 9, 0, 0, 0});
      socket.setOption(SockOpt.TCP_NODELAY, true).setOption(SockOpt.IP_TTL, 9);
      Duration linger = socket.getOption(SockOpt.SO_LINGER); // null when off
      // end
      return socket.getOption(SockOpt.SO_KEEPALIVE) + " " + linger;
    }
  }
}
