// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.SocketConstants.ETH_P_ALL;
import static io.sonde.socket.SocketType.RAW;

import io.sonde.socket.BpfInstruction;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import java.time.Duration;
import java.util.List;

/** Frames of a device, filtered in the kernel by a classic BPF program. */
final class Capture {
  private Capture() {}

  static String run() throws Exception {
    // begin
    int etherType = 0x88b5; // for local experiments, IEEE 802
    try (Socket capture = Socket.open(PACKET, RAW, 0)) { // hears nothing until it is bound
      capture.setTimeout(Duration.ofSeconds(3));
      capture.attachFilter(
          List.of(
              new BpfInstruction(0x28, 0, 0, 12), // ldh [12]
              new BpfInstruction(0x15, 0, 1, etherType), // jeq
              new BpfInstruction(0x06, 0, 0, -1), // ret: the whole frame
              new BpfInstruction(0x06, 0, 0, 0))); // ret: nothing
      capture.bind(SocketAddr.packet(1, ETH_P_ALL));
      byte[] frame = new byte[60];
      frame[12] = (byte) (etherType >> 8);
      frame[13] = (byte) etherType;
      capture.sendTo(frame, SocketAddr.packet(1, etherType));
      return capture.recvFrom(2000).length() + " octets";
    }
    // end
  }
}
