// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A socket as a file. It follows the socket's time-out: a read or write that runs into it may be
 * called again and goes on, half a line included. {@link #close} flushes and leaves the socket
 * open; a closed socket answers with EBADF whatever the buffer holds. One thread may read while
 * another writes.
 */
public final class SocketFile implements AutoCloseable {
  static final int BUFFER = 8192;

  private final Socket socket;
  private final String mode;
  private final @Nullable FileInput input;
  private final @Nullable FileOutput output;
  private final @Nullable LineReader reader;
  private final @Nullable LineWriter writer;
  private volatile boolean closed;

  SocketFile(Socket socket, String mode, Charset charset, int bufferSize) {
    this.socket = socket;
    this.mode = mode;
    if (!mode.matches("(?!.*(.).*\\1)[rwb]*")) {
      throw new IllegalArgumentException(
          "mode must be r, w or rw, with or without b: \"" + mode + '"');
    }
    Range.size("bufferSize", bufferSize);
    boolean writes = mode.contains("w");
    boolean reads = mode.contains("r") || !writes;
    boolean text = !mode.contains("b");
    if (text && bufferSize == 0) {
      throw new IllegalArgumentException("text needs a buffer; bufferSize 0 goes with b");
    }
    input = reads ? new FileInput(this, socket, bufferSize) : null;
    output = writes ? new FileOutput(this, socket, bufferSize) : null;
    reader = text && input != null ? new LineReader(this, input, charset) : null;
    writer = text && output != null ? new LineWriter(output, charset) : null;
  }

  private <T> T of(@Nullable T part, String what) {
    if (part == null) {
      throw new IllegalStateException("a file of mode \"" + mode + "\" has no " + what);
    }
    return part;
  }

  void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the file is closed");
    }
    socket.checkOpen();
  }

  /**
   * Its octets to read.
   *
   * @throws IllegalStateException unless the mode has {@code b}, and {@code r} or nothing
   */
  public InputStream input() {
    return of(reader == null ? input : null, "octets to read");
  }

  /**
   * Its octets to write.
   *
   * @throws IllegalStateException unless the mode has {@code b} and {@code w}
   */
  public OutputStream output() {
    return of(writer == null ? output : null, "octets to write");
  }

  /**
   * Its text to read. Lines end as {@link BufferedReader#readLine} says; what is no text of the
   * charset is replaced.
   *
   * @throws IllegalStateException if the mode has {@code b}, or {@code w} alone
   */
  public BufferedReader reader() {
    return of(reader, "text to read");
  }

  /**
   * Its text to write; {@link #flush} sends it.
   *
   * @throws IllegalStateException if the mode has {@code b}, or no {@code w}
   */
  public BufferedWriter writer() {
    return of(writer, "text to write");
  }

  /**
   * Sends what is buffered; does nothing when the mode does not write.
   *
   * @throws IOException as {@link Socket#sendAll(byte[], int...)}; the next flush sends the rest
   */
  public void flush() throws IOException {
    if (output != null) {
      output.flush();
    }
  }

  /**
   * Flushes, and ends the file but not the socket. If the flush fails the file is closed
   * nevertheless. Does nothing the second time.
   *
   * @throws IOException as {@link #flush}
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (writer != null && socket.isOpen()) {
        writer.finish();
      }
      if (output != null && output.holdsData()) {
        output.flush();
      }
    } finally {
      closed = true;
    }
  }
}
