// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.SocketConstants.IPPROTO_ICMPV6;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Duration;

/** An echo request without privilege, by a datagram ICMP socket. */
final class Ping {
  private Ping() {}

  static String run() throws Exception {
    // begin
    byte[] request = {(byte) 128, 0, 0, 0, 0, 0, 0, 1}; // identifier and checksum: the kernel's
    try (Socket ping = Socket.open(INET6, DGRAM, IPPROTO_ICMPV6)) {
      ping.setTimeout(Duration.ofSeconds(3));
      ping.sendTo(request, SocketAddr.inet6("::1", 0));
      byte[] reply = ping.recv(1500); // without IP header
      return "type " + (reply[0] & 0xff);
    }
    // end
  }
}
