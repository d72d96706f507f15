// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.ErrorReport;
import io.sonde.socket.Poller;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Duration;

/** Why a datagram did not arrive: who said so, and what of. */
final class ErrorQueue {
  private ErrorQueue() {}

  static String run() throws Exception {
    SocketAddr nobody;
    try (Socket gone = Socket.open(INET, DGRAM)) {
      gone.bind(SocketAddr.inet4("127.0.0.1", 0));
      nobody = gone.getSockName();
    }
    // begin
    try (Socket udp = Socket.open(INET, DGRAM);
        Poller poller = Poller.open()) {
      udp.setOption(SockOpt.IP_RECVERR, true);
      udp.sendTo(new byte[] {1, 2, 3}, nobody);
      poller.add(udp, 0); // errors are always reported
      poller.poll(Duration.ofSeconds(3));
      ErrorReport report = udp.recvError(512).orElseThrow();
      String icmp = "type " + report.type() + ", code " + report.code();
      return report.errno() + ": " + icmp + ", " + report.payload().length + " octets";
    }
    // end
  }
}
