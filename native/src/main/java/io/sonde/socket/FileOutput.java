// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The octets of a file that writes, with a buffer. A write that fails before it has taken anything
 * may be repeated; a flush that fails goes on where it stopped.
 */
final class FileOutput extends OutputStream {
  private final SocketFile file;
  private final Socket socket;
  private final ByteBuffer buffer;

  FileOutput(SocketFile file, Socket socket, int size) {
    this.file = file;
    this.socket = socket;
    buffer = ByteBuffer.allocate(size);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    file.checkOpen();
    if (length > buffer.remaining()) {
      flush();
    }
    if (length >= buffer.capacity()) {
      socket.outputStream().write(source, offset, length);
    } else {
      buffer.put(source, offset, length);
    }
  }

  boolean holdsData() {
    return buffer.position() > 0;
  }

  @Override
  public void flush() throws IOException {
    file.checkOpen();
    if (buffer.position() > 0) {
      buffer.flip();
      try {
        socket.sendAll(buffer);
      } finally {
        buffer.compact();
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
