// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stream written in large pieces, numbers least significant octet first. */
final class OctetSink implements Closeable {
  private static final int PIECE = 1 << 16;

  private final OutputStream out;
  private final byte[] array = new byte[PIECE];
  private final ByteBuffer piece = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);

  OctetSink(OutputStream out) {
    this.out = out;
  }

  /** Makes room for {@code count} octets, at most 64 KiB. */
  private void room(int count) throws IOException {
    if (piece.remaining() < count) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(array, 0, piece.position());
    piece.clear();
  }

  /** The low 8 bits. */
  void octet(int value) throws IOException {
    room(1);
    piece.put((byte) value);
  }

  /** The low 16 bits. */
  void two(int value) throws IOException {
    room(2);
    piece.putShort((short) value);
  }

  /** The low 32 bits. */
  void four(long value) throws IOException {
    room(4);
    piece.putInt((int) value);
  }

  /** All from position to limit, which stay. */
  void octets(ByteBuffer octets) throws IOException {
    int at = octets.position();
    while (at < octets.limit()) {
      room(1);
      int count = Math.min(octets.limit() - at, piece.remaining());
      piece.put(piece.position(), octets, at, count);
      piece.position(piece.position() + count);
      at += count;
    }
  }

  void octets(byte[] octets) throws IOException {
    octets(ByteBuffer.wrap(octets));
  }

  /** Zero octets up to a multiple of four behind {@code length} others. */
  void pad(int length) throws IOException {
    for (int i = length; (i & 3) != 0; i++) {
      octet(0);
    }
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      drain();
    }
  }
}
