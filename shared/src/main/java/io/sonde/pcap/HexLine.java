// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

/** One line of hexadecimal text, read octet by octet. */
final class HexLine {
  /** No further octet. */
  static final int END = -1;

  /** What comes next, at {@link #column()}, is no octet. */
  static final int WRONG = -2;

  private byte[] array = new byte[0];
  private int start;
  private int end;
  private int at;
  private int offset;
  private boolean colon; // behind the offset

  /** Makes this the text from {@code start} to {@code end}; blanks around it do not count. */
  void set(byte[] array, int start, int end) {
    this.array = array;
    this.start = start;
    this.end = end;
    while (this.end > start && blank(this.end - 1)) {
      this.end--;
    }
    at = start;
    skipBlanks();
    offset = -1;
    if (at < this.end) {
      readOffset();
    }
  }

  /** Reads {@code 0x0010: } and {@code 00000010 }; otherwise stays where it was. */
  private void readOffset() {
    int from = at;
    boolean prefixed = at + 1 < end && array[at] == '0' && (array[at + 1] | 0x20) == 'x';
    at += prefixed ? 2 : 0;
    int digits = at;
    int value = 0;
    while (at < end && at - digits < 8 && digit(at) >= 0) {
      value = value << 4 | digit(at++);
    }
    colon = at < end && array[at] == ':' && (at + 1 == end || blank(at + 1));
    boolean blanks = at + 1 < end && blank(at) && blank(at + 1);
    if (at - digits >= 4 && value >= 0 && (colon || blanks)) {
      offset = value;
      at += colon ? 1 : 0;
      skipBlanks();
    } else {
      at = from;
    }
  }

  /** Nothing, or a comment. */
  boolean isEmpty() {
    return offset < 0 && (at == end || array[at] == '#');
  }

  /** The offset in front of a line of a dump; -1 if it has none. */
  int offset() {
    return offset;
  }

  /** Whether the line holds digits and what may stand between octets, up to a comment. */
  boolean isHex() {
    for (int i = at; i < end && array[i] != '#'; i++) {
      if (digit(i) < 0 && !between(i)) {
        return false;
      }
    }
    return true;
  }

  /** Column, from 1, of what comes next. */
  int column() {
    return at - start + 1;
  }

  /** The next octet of a packet that is a line, {@link #END} or {@link #WRONG}. */
  int next() {
    while (at < end && between(at)) {
      at++;
    }
    return at == end || array[at] == '#' ? END : octet();
  }

  /**
   * The next octet of a line of a dump, or {@link #END} where the octets as text begin: at the
   * second blank behind an offset with a colon, at the third or at a bar behind one without, since
   * {@code hexdump -C} has two blanks in the middle.
   */
  int nextOfDump() {
    int from = at;
    skipBlanks();
    if (at == end || at - from > (colon ? 1 : 2)) {
      return END;
    }
    return Math.max(octet(), END);
  }

  private int octet() {
    if (digit(at) < 0 || at + 1 == end || digit(at + 1) < 0) {
      return WRONG;
    }
    at += 2;
    return digit(at - 2) << 4 | digit(at - 1);
  }

  private void skipBlanks() {
    while (at < end && blank(at)) {
      at++;
    }
  }

  private boolean between(int index) {
    return blank(index) || array[index] == ':';
  }

  private boolean blank(int index) {
    return array[index] == ' ' || array[index] == '\t' || array[index] == '\r';
  }

  /** 0 … 15, or -1. */
  private int digit(int index) {
    int c = array[index];
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
