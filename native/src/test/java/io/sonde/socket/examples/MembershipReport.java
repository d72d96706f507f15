// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.SocketConstants.ETH_P_IP;
import static io.sonde.socket.SocketConstants.IPPROTO_IGMP;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;

import io.sonde.socket.Membership;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Joining a group makes the kernel send an IGMPv3 report, which a packet socket sees. */
final class MembershipReport {
  private MembershipReport() {}

  static String run() throws Exception {
    // begin
    InetAddress group = InetAddress.getByName("233.252.0.1"); // MCAST-TEST-NET, RFC 6676
    int loopback = 1; // index of the device
    try (Socket capture = Socket.open(PACKET, DGRAM, ETH_P_IP);
        Socket igmp = Socket.open(INET, RAW, IPPROTO_IGMP)) { // hears the queries of routers
      capture.setTimeout(Duration.ofSeconds(3));
      capture.bind(SocketAddr.packet(loopback, ETH_P_IP));
      igmp.setOption(SockOpt.IP_ADD_MEMBERSHIP, new Membership(group, loopback));
      while (true) {
        ByteBuffer packet = ByteBuffer.wrap(capture.recv(1500));
        int header = (packet.get(0) & 15) * 4; // 24: with the Router Alert option
        if (packet.get(9) == IPPROTO_IGMP && packet.get(header) == 0x22) { // RFC 3376
          byte[] reported = new byte[4];
          packet.get(header + 12, reported);
          return "report of " + InetAddress.getByAddress(reported).getHostAddress();
        }
      }
    }
    // end
  }
}
