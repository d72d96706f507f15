// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Ancillary;
import io.sonde.socket.Message;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Instant;

/** When the kernel received a datagram, and how it came. */
final class TimeStamps {
  private TimeStamps() {}

  static String run() throws Exception {
    // begin
    try (Socket udp = Socket.open(INET, DGRAM)) {
      udp.bind(SocketAddr.inet4("127.0.0.1", 0));
      udp.setOption(SockOpt.SO_TIMESTAMPNS, true).setOption(SockOpt.IP_RECVTTL, true);
      udp.sendTo(new byte[4], udp.getSockName());
      Message message = udp.recvMsg(64, 128);
      Instant time = message.first(Ancillary.Timestamp.class).orElseThrow().time();
      int timeToLive = message.first(Ancillary.HopLimit.class).orElseThrow().value();
      return "TTL " + timeToLive + (time.isAfter(Instant.EPOCH) ? ", stamped" : "");
    }
    // end
  }
}
