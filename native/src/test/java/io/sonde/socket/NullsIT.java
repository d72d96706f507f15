// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** That null, where it means nothing, is refused at once, whatever the state of the socket. */
@SuppressWarnings("NullAway") // on purpose
class NullsIT {
  @Test
  void nullIsRefused() throws IOException {
    try (Socket socket = Socket.open(INET, DGRAM)) {
      List<Executable> calls =
          List.of(
              () -> Socket.open(null, DGRAM),
              () -> Socket.open(INET, null),
              () -> Socket.pair(null),
              () -> socket.bind(null),
              () -> socket.connect(null),
              () -> socket.connectEx(null),
              () -> socket.send((byte[]) null),
              () -> socket.send((ByteBuffer) null),
              () -> socket.sendAll((byte[]) null),
              () -> socket.sendAll((ByteBuffer) null),
              () -> socket.sendTo(new byte[1], null),
              () -> socket.sendTo((ByteBuffer) null, Opened.ANY_PORT),
              () -> socket.sendMsg(null, List.of(), null),
              () -> socket.sendMsg(List.of(), null, null),
              () -> socket.recv((ByteBuffer) null),
              () -> socket.recvFrom((ByteBuffer) null),
              () -> socket.recvBatch(null),
              () -> socket.sendBatch(null, 0, 1),
              () -> socket.shutdown(null),
              () -> socket.setSockOpt(1, 2, null),
              () -> socket.setOption(null, true),
              () -> socket.setOption(SockOpt.SO_BROADCAST, null),
              () -> socket.getOption(null),
              () -> socket.attachFilter(null),
              () -> socket.makeFile(null),
              () -> socket.makeFile("r", null, 10),
              () -> Ancillary.Rights.of((Socket[]) null),
              () -> SocketAddr.resolve(INET, null, 1));
      for (Executable call : calls) {
        assertThrows(NullPointerException.class, call, () -> "call " + calls.indexOf(call));
      }
    }
  }
}
