// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sonde.socket.Ancillary;
import io.sonde.socket.Message;
import io.sonde.socket.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/** SCM_RIGHTS: an open socket handed to another process, here to ourselves. */
final class PassDescriptor {
  private PassDescriptor() {}

  static String run() throws Exception {
    // begin
    try (Socket.SocketPair way = Socket.pair(STREAM);
        Socket.SocketPair gift = Socket.pair(DGRAM)) {
      List<ByteBuffer> data = List.of(ByteBuffer.allocate(1)); // an octet must go with it
      way.first().sendMsg(data, List.of(Ancillary.Rights.of(gift.second())), null);
      try (Message message = way.second().recvMsg(1, Ancillary.space(4))) { // closes what is left
        Ancillary.Rights rights = message.first(Ancillary.Rights.class).orElseThrow();
        try (Socket received = rights.descriptors().get(0).toSocket()) {
          gift.first().send("hello".getBytes(UTF_8));
          return new String(received.recv(64), UTF_8);
        }
      }
    }
    // end
  }
}
