// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketConstants.IPPROTO_ICMP;
import static io.sonde.socket.SocketType.RAW;

import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.icmp.IcmpEcho;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;

/** An echo request by a raw socket; the message is made by the codecs of shared. */
final class IcmpEchoRequest {
  private IcmpEchoRequest() {}

  static String run() throws Exception {
    // begin
    ByteBuffer request = ByteBuffer.allocate(IcmpEcho.LENGTH + 4);
    IcmpEcho.request(IpFamily.IPV4, 0x1234, 1)
        .emit(request, null, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), Derived.ALL);
    try (Socket icmp = Socket.open(INET, RAW, IPPROTO_ICMP)) {
      icmp.setTimeout(Duration.ofSeconds(3));
      icmp.setOption(SockOpt.ICMP_FILTER, Set.of(0, 3, 11)); // let through: replies and errors
      icmp.sendTo(request.flip(), SocketAddr.inet4("127.0.0.1", 0));
      Socket.Received received = icmp.recvFrom(1500);
      ByteBuffer packet = ByteBuffer.wrap(received.data()); // raw IPv4 sockets give the header
      int message = Ipv4Header.headerLengthAt(packet, 0);
      int type = IcmpEcho.typeAt(packet, message);
      int sequence = IcmpEcho.sequenceAt(packet, message);
      return "type " + type + ", sequence " + sequence + ", from " + received.from();
    }
    // end
  }
}
