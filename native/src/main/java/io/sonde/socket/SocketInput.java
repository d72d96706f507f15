// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What a socket receives, as a stream without a buffer. */
final class SocketInput extends InputStream {
  private final Socket socket;

  SocketInput(Socket socket) {
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** An empty datagram has no octet to give: the next one is taken. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      socket.checkOpen();
      return 0;
    }
    int count;
    do {
      count = socket.recv(ByteBuffer.wrap(target, offset, length));
    } while (count == 0);
    return count;
  }

  @Override
  public int available() throws IOException {
    return socket.queued();
  }
}
