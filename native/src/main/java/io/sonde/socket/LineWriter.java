// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/**
 * A BufferedWriter whose flush may be repeated when its stream throws, where the JDK's would write
 * the same again. The buffer is that of the octets.
 */
final class LineWriter extends BufferedWriter {
  private final OutputStream out;
  private final CharsetEncoder encoder;
  private String begun = ""; // the first half of a surrogate pair
  private boolean used;

  LineWriter(OutputStream out, Charset charset) {
    super(Writer.nullWriter(), 1);
    this.out = out;
    encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  private void write(CharSequence text, boolean last) throws IOException {
    synchronized (lock) {
      used |= !last;
      CharBuffer source = CharBuffer.wrap(begun + text);
      int most = (int) Math.ceil((source.length() + 2) * (double) encoder.maxBytesPerChar());
      ByteBuffer octets = ByteBuffer.allocate(most);
      encoder.encode(source, octets, last);
      if (last) {
        encoder.flush(octets);
      }
      begun = source.toString();
      out.write(octets.array(), 0, octets.position());
    }
  }

  /** Writes what the charset wants behind the last character, if there was one. */
  void finish() throws IOException {
    if (used) {
      write("", true);
    }
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), false);
  }

  @Override
  public void write(char[] source, int offset, int length) throws IOException {
    write(CharBuffer.wrap(source, offset, length), false);
  }

  @Override
  public void write(String source, int offset, int length) throws IOException {
    write(source.substring(offset, offset + length), false);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
