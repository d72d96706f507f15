// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.IPPROTO_RAW;
import static io.sonde.socket.SocketType.RAW;

import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.time.Duration;

/** IP_HDRINCL: the IP header is ours; the kernel fills in length, checksum and what is 0. */
final class OwnHeader {
  private OwnHeader() {}

  static String run() throws Exception {
    // begin
    int experiment = 253; // a protocol number for experiments, RFC 3692
    IpAddress source = IpAddress.ofIpv4(0x7f000009); // 127.0.0.9: a source of our choice
    IpAddress destination = IpAddress.ofIpv4(0x7f000001);
    ByteBuffer packet = ByteBuffer.allocate(Ipv4Header.LENGTH + 3);
    Ipv4Header.builder(source, destination)
        .timeToLive(7)
        .protocol(experiment)
        .build()
        .emit(packet, experiment, 3, Derived.ALL);
    packet.put(new byte[] {1, 2, 3}).flip();
    try (Socket receiver = Socket.open(INET, RAW, experiment);
        Socket raw = Socket.open(INET, RAW, IPPROTO_RAW)) { // IP_HDRINCL is on
      receiver.setTimeout(Duration.ofSeconds(3));
      raw.setOption(SockOpt.IP_HDRINCL, true); // said, not assumed
      raw.sendTo(packet, SocketAddr.inet4("127.0.0.1", 0));
      Socket.Received received = receiver.recvFrom(1500);
      int timeToLive = Ipv4Header.timeToLiveAt(ByteBuffer.wrap(received.data()), 0);
      return "from " + received.from() + ", TTL " + timeToLive;
    }
    // end
  }
}
