// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** What a socket sends, as a stream without a buffer. */
final class SocketOutput extends OutputStream {
  private final Socket socket;

  SocketOutput(Socket socket) {
    this.socket = socket;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(source, offset, length);
    if (length == 0) {
      socket.checkOpen(); // an empty datagram is nothing that a stream can say
    } else {
      socket.sendAll(data);
    }
  }
}
