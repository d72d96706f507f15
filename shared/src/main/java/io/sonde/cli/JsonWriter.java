// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one a line (RFC 8259), keys in the order written. Octets gather in one buffer that
 * is kept, so an event of ASCII text, whole numbers and times allocates nothing once the buffer has
 * grown to the longest.
 *
 * <p>Every value stands under a key in an object and without one in an array; {@link #end} closes
 * the innermost and, after the outermost, hands the line on.
 */
public final class JsonWriter {
  private static final int MAX_DEPTH = 63;
  private static final byte[] HEX = Decimals.ascii("0123456789abcdef");

  private final Sink sink;
  private byte[] line = new byte[512];
  private int length;
  private int depth;
  private long arrays; // bit n: level n is an array
  private long filled; // bit n: level n has a member, so a comma precedes the next

  /** Takes whole lines. */
  @FunctionalInterface
  public interface Sink {
    /**
     * One object and the line feed after it.
     *
     * @param octets UTF-8, the caller's again after the call
     * @param length how many of them
     */
    void line(byte[] octets, int length);
  }

  /** A writer of lines to {@code sink}. */
  public JsonWriter(Sink sink) {
    this.sink = sink;
  }

  /**
   * Begins a line with the two keys that every event has.
   *
   * @param event name in camelCase
   * @param epochNanos when, see {@link #time}
   */
  public JsonWriter event(String event, long epochNanos) {
    return object().string("event", event).time("time", epochNanos);
  }

  /** Begins an object: a line if nothing is open, otherwise an element of an array. */
  public JsonWriter object() {
    if (depth > 0) {
      element();
    }
    return open(false);
  }

  /** Begins an object that is the value of {@code key}. */
  public JsonWriter object(String key) {
    key(key);
    return open(false);
  }

  /** Begins an array that is the value of {@code key}. */
  public JsonWriter array(String key) {
    key(key);
    return open(true);
  }

  /** Closes the innermost object or array; closing the outermost ends the line. */
  public JsonWriter end() {
    if (depth == 0) {
      throw new IllegalStateException("nothing is open");
    }
    octet(isArray() ? ']' : '}');
    if (--depth == 0) {
      octet('\n');
      int count = length;
      length = 0;
      sink.line(line, count);
    }
    return this;
  }

  /** A string; null for {@code null}. Lone surrogates become U+FFFD. */
  public JsonWriter string(String key, @Nullable CharSequence value) {
    key(key);
    return text(value);
  }

  /** A string as an element. */
  public JsonWriter string(@Nullable CharSequence value) {
    element();
    return text(value);
  }

  /** A whole number. */
  public JsonWriter number(String key, long value) {
    key(key);
    return whole(value);
  }

  /** A whole number as an element. */
  public JsonWriter number(long value) {
    element();
    return whole(value);
  }

  /** The shortest decimal that reads back as {@code value}; null for NaN and the infinities. */
  public JsonWriter number(String key, double value) {
    key(key);
    return real(value);
  }

  /** A real number as an element. */
  public JsonWriter number(double value) {
    element();
    return real(value);
  }

  /** true or false. */
  public JsonWriter bool(String key, boolean value) {
    key(key);
    return plain(value ? "true" : "false");
  }

  /** null. */
  public JsonWriter nothing(String key) {
    key(key);
    return plain("null");
  }

  /** null as an element. */
  public JsonWriter nothing() {
    element();
    return plain("null");
  }

  /** Nanoseconds as exact decimal milliseconds: 10120417 is 10.120417, 5000000 is 5. */
  public JsonWriter millis(String key, long nanos) {
    key(key);
    return scaled(nanos);
  }

  /** Nanoseconds as exact decimal milliseconds, as an element. */
  public JsonWriter millis(long nanos) {
    element();
    return scaled(nanos);
  }

  /** Nanoseconds, rounded to whole ones, as decimal milliseconds; null for NaN. */
  public JsonWriter millis(String key, double nanos) {
    key(key);
    return Double.isFinite(nanos) ? scaled(Math.round(nanos)) : plain("null");
  }

  /**
   * An instant as RFC 3339 UTC with nine digits.
   *
   * @param epochNanos nanoseconds since 1970-01-01T00:00:00Z; the years 1677 … 2262
   */
  public JsonWriter time(String key, long epochNanos) {
    key(key);
    need(32);
    line[length++] = '"';
    length = Rfc3339.put(line, length, epochNanos);
    line[length++] = '"';
    return this;
  }

  private JsonWriter open(boolean array) {
    if (depth == MAX_DEPTH) {
      throw new IllegalStateException("more than " + MAX_DEPTH + " levels");
    }
    depth++;
    long bit = 1L << depth;
    filled &= ~bit;
    arrays = array ? arrays | bit : arrays & ~bit;
    octet(array ? '[' : '{');
    return this;
  }

  private boolean isArray() {
    return (arrays >>> depth & 1) != 0;
  }

  private void key(String key) {
    if (depth == 0 || isArray()) {
      throw new IllegalStateException("a key stands in an object only: " + key);
    }
    comma();
    text(key);
    octet(':');
  }

  private void element() {
    if (depth == 0 || !isArray()) {
      throw new IllegalStateException("a value without a key stands in an array only");
    }
    comma();
  }

  private void comma() {
    long bit = 1L << depth;
    if ((filled & bit) != 0) {
      octet(',');
    }
    filled |= bit;
  }

  private JsonWriter text(@Nullable CharSequence value) {
    if (value == null) {
      return plain("null");
    }
    int chars = value.length();
    octet('"');
    for (int i = 0; i < chars; i++) {
      char c = value.charAt(i);
      need(6);
      if (c < 0x80) {
        ascii(c);
      } else if (c < 0x800) {
        line[length++] = (byte) (0xc0 | c >>> 6);
        line[length++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        threeOctets(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < chars
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        line[length++] = (byte) (0xf0 | point >>> 18);
        line[length++] = (byte) (0x80 | point >>> 12 & 0x3f);
        line[length++] = (byte) (0x80 | point >>> 6 & 0x3f);
        line[length++] = (byte) (0x80 | point & 0x3f);
      } else {
        threeOctets('\ufffd');
      }
    }
    octet('"');
    return this;
  }

  private void threeOctets(char c) {
    line[length++] = (byte) (0xe0 | c >>> 12);
    line[length++] = (byte) (0x80 | c >>> 6 & 0x3f);
    line[length++] = (byte) (0x80 | c & 0x3f);
  }

  /** DEL is escaped too: RFC 8259 allows it bare, a terminal does not deserve it. */
  private void ascii(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      default -> {
        if (c >= 0x20 && c != 0x7f) {
          line[length++] = (byte) c;
        } else {
          escape('u');
          line[length++] = '0';
          line[length++] = '0';
          line[length++] = HEX[c >>> 4];
          line[length++] = HEX[c & 0xf];
        }
      }
    }
  }

  private void escape(char c) {
    line[length++] = '\\';
    line[length++] = (byte) c;
  }

  private JsonWriter whole(long value) {
    need(Decimals.MAX_LENGTH);
    length = Decimals.putWhole(line, length, value);
    return this;
  }

  private JsonWriter scaled(long nanos) {
    need(Decimals.MAX_LENGTH);
    length = Decimals.putScaled(line, length, nanos, 6);
    return this;
  }

  private JsonWriter real(double value) {
    if (!Double.isFinite(value)) {
      return plain("null");
    }
    need(Decimals.MAX_LENGTH);
    length = Decimals.putShortest(line, length, value);
    return this;
  }

  private JsonWriter plain(String literal) {
    int count = literal.length();
    need(count);
    for (int i = 0; i < count; i++) {
      line[length++] = (byte) literal.charAt(i);
    }
    return this;
  }

  private void octet(char c) {
    need(1);
    line[length++] = (byte) c;
  }

  private void need(int count) {
    if (count > line.length - length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
    }
  }
}
