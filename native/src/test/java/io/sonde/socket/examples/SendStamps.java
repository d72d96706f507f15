// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.SOF_TIMESTAMPING_OPT_ID;
import static io.sonde.socket.SocketConstants.SOF_TIMESTAMPING_OPT_TSONLY;
import static io.sonde.socket.SocketConstants.SOF_TIMESTAMPING_SOFTWARE;
import static io.sonde.socket.SocketConstants.SOF_TIMESTAMPING_TX_SOFTWARE;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.ErrorReport;
import io.sonde.socket.Poller;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Duration;

/** When the kernel handed a datagram to its device, read from the error queue. */
final class SendStamps {
  private SendStamps() {}

  static String run() throws Exception {
    // begin
    int stamps =
        SOF_TIMESTAMPING_TX_SOFTWARE
            | SOF_TIMESTAMPING_SOFTWARE
            | SOF_TIMESTAMPING_OPT_ID
            | SOF_TIMESTAMPING_OPT_TSONLY;
    try (Socket udp = Socket.open(INET, DGRAM);
        Poller poller = Poller.open()) {
      udp.bind(SocketAddr.inet4("127.0.0.1", 0));
      udp.setOption(SockOpt.SO_TIMESTAMPING, stamps);
      udp.sendTo(new byte[4], udp.getSockName());
      poller.add(udp, 0);
      poller.poll(Duration.ofSeconds(3));
      ErrorReport report = udp.recvError(0).orElseThrow(); // its ancillary data has the time
      return report.origin() + " of datagram " + report.data();
    }
    // end
  }
}
