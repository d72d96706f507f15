// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.SOL_SOCKET;
import static io.sonde.socket.SocketConstants.SO_TYPE;
import static io.sonde.socket.SocketType.STREAM;

import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;

/** s.getsockopt(level, option, buflen), and the typed way. */
final class GetOption {
  private GetOption() {}

  static String run() throws Exception {
    try (Socket socket = Socket.open(INET, STREAM)) {
      // begin
      int type = socket.getSockOpt(SOL_SOCKET, SO_TYPE);
      byte[] octets = socket.getSockOpt(SOL_SOCKET, SO_TYPE, 64); // what the kernel gave: 4
      int timeToLive = socket.getOption(SockOpt.IP_TTL);
      // end
      return type + " " + octets.length + " " + timeToLive;
    }
  }
}
