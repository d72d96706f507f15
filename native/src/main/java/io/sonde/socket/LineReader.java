// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A BufferedReader that loses nothing when its stream throws, where the JDK's drops the line that
 * it has begun: characters are kept until a read can return them.
 */
final class LineReader extends BufferedReader {
  private static final int OCTETS = 4096;

  private final SocketFile file;
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer octets = ByteBuffer.allocate(OCTETS).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(OCTETS);
  private final StringBuilder text = new StringBuilder();
  private int position; // in text, of the next character
  private int mark = -1;
  private int markLimit;
  private boolean skipsLineFeed; // the last line ended with a carriage return
  private boolean ended;

  LineReader(SocketFile file, InputStream in, Charset charset) {
    super(Reader.nullReader(), 1);
    this.file = file;
    this.in = in;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Waits for octets and adds the characters that they complete; false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    octets.compact();
    try {
      int count = in.read(octets.array(), octets.position(), octets.remaining());
      ended = count < 0;
      octets.position(octets.position() + Math.max(count, 0));
    } finally {
      octets.flip();
    }
    discard();
    boolean more = true;
    while (more) {
      more = decoder.decode(octets, chars, ended).isOverflow();
      take();
    }
    if (ended) {
      decoder.flush(chars);
      take();
    }
    return true;
  }

  private void take() {
    text.append(chars.flip());
    chars.clear();
  }

  private void discard() {
    if (mark >= 0 && position - mark > markLimit) {
      mark = -1;
    }
    int used = mark >= 0 ? mark : position;
    text.delete(0, used);
    position -= used;
    mark -= mark >= 0 ? used : 0;
  }

  /** Waits for a character; false at the end. */
  private boolean awaitCharacter() throws IOException {
    while (true) {
      if (position == text.length()) {
        if (!fill()) {
          return false;
        }
      } else if (skipsLineFeed && text.charAt(position) == '\n') {
        position++;
        skipsLineFeed = false;
      } else {
        skipsLineFeed = false;
        return true;
      }
    }
  }

  @Override
  public int read() throws IOException {
    synchronized (lock) {
      file.checkOpen();
      return awaitCharacter() ? text.charAt(position++) : -1;
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    synchronized (lock) {
      file.checkOpen();
      if (length == 0) {
        return 0;
      }
      if (!awaitCharacter()) {
        return -1;
      }
      int count = Math.min(length, text.length() - position);
      text.getChars(position, position + count, target, offset);
      position += count;
      return count;
    }
  }

  @Override
  public @Nullable String readLine() throws IOException {
    synchronized (lock) {
      file.checkOpen();
      if (!awaitCharacter()) {
        return null;
      }
      int length = 0;
      while (true) {
        while (position + length < text.length()) {
          char c = text.charAt(position + length);
          if (c == '\n' || c == '\r') {
            skipsLineFeed = c == '\r';
            return take(length, 1);
          }
          length++;
        }
        if (!fill()) {
          return take(length, 0);
        }
      }
    }
  }

  private String take(int length, int terminator) {
    String line = text.substring(position, position + length);
    position += length + terminator;
    return line;
  }

  @Override
  public boolean ready() throws IOException {
    synchronized (lock) {
      return in.available() > 0 || position < text.length();
    }
  }

  @Override
  public long skip(long count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("count must be 0 or more: " + count);
    }
    synchronized (lock) {
      long left = count;
      while (left > 0 && awaitCharacter()) {
        int step = (int) Math.min(left, text.length() - position);
        position += step;
        left -= step;
      }
      return count - left;
    }
  }

  @Override
  public void mark(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be 0 or more: " + limit);
    }
    synchronized (lock) {
      mark = position;
      markLimit = limit;
    }
  }

  @Override
  public void reset() throws IOException {
    synchronized (lock) {
      if (mark < 0) {
        throw new IOException("there is no mark, or too much was read since");
      }
      position = mark;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
