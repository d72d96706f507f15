// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The octets of a file that reads, with a buffer. A read that fails has taken nothing: what the
 * buffer holds stays for the next one.
 */
final class FileInput extends InputStream {
  private final SocketFile file;
  private final Socket socket;
  private final ByteBuffer buffer;

  FileInput(SocketFile file, Socket socket, int size) {
    this.file = file;
    this.socket = socket;
    buffer = ByteBuffer.allocate(size).limit(0);
  }

  /** Whether there is an octet; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int count = 0;
    try {
      do {
        count = socket.recv(buffer);
      } while (count == 0);
    } finally {
      buffer.flip();
    }
    return count > 0;
  }

  @Override
  public int read() throws IOException {
    file.checkOpen();
    if (buffer.capacity() == 0) {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
    return fill() ? buffer.get() & 0xff : -1;
  }

  /** What the buffer holds, or else what one receive brings. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    file.checkOpen();
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && length >= buffer.capacity()) {
      return socket.inputStream().read(target, offset, length);
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public int available() throws IOException {
    file.checkOpen();
    return buffer.remaining() + socket.queued();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
