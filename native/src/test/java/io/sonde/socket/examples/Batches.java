// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;

import io.sonde.socket.MessageBatch;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;

/** Sixty-four datagrams in one system call. */
final class Batches {
  private Batches() {}

  static String run() throws Exception {
    // begin
    try (Socket receiver = Socket.open(INET, DGRAM);
        Socket sender = Socket.open(INET, DGRAM);
        MessageBatch batch = MessageBatch.allocate(64, 512, 0)) { // reused, batch after batch
      receiver.bind(SocketAddr.inet4("127.0.0.1", 0));
      for (int i = 0; i < batch.capacity(); i++) {
        batch.data(i).clear().put((byte) i).flip();
        batch.setAddress(i, receiver.getSockName());
      }
      int sent = 0;
      while (sent < batch.capacity()) { // a message that fails ends a batch early
        sent += sender.sendBatch(batch, sent, batch.capacity() - sent);
      }
      batch.clear();
      int received = receiver.recvBatch(batch); // waits for one, takes what is there
      return sent + " sent, " + received + " received";
    }
    // end
  }
}
