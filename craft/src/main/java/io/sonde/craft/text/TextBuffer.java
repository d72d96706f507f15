// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.text;

import io.sonde.cli.Rfc3339;
import io.sonde.net.HostNames;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Text under construction, as UTF-8 octets in one growing array. Numbers and addresses are written
 * digit by digit, so appending allocates nothing once the array has grown to the longest text.
 */
public final class TextBuffer {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\s]");
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Both digits of 0 … 99 and of the octets, so that two digits cost one look-up. */
  private static final byte[] TENS = new byte[200];

  private static final byte[] PAIRS = new byte[512];

  static {
    for (int i = 0; i < 100; i++) {
      TENS[2 * i] = (byte) ('0' + i / 10);
      TENS[2 * i + 1] = (byte) ('0' + i % 10);
    }
    for (int i = 0; i < 256; i++) {
      PAIRS[2 * i] = HEX[i >>> 4];
      PAIRS[2 * i + 1] = HEX[i & 0xf];
    }
  }

  private byte[] octets;
  private int length;
  private HostNames names = HostNames.NONE;

  /** An empty buffer with room for {@code capacity} octets before it grows. */
  public TextBuffer(int capacity) {
    octets = new byte[capacity];
  }

  /** The array that holds the text from index 0; another one after it has grown. */
  public byte[] octets() {
    return octets;
  }

  /** Octets written so far. */
  public int length() {
    return length;
  }

  /** Forgets everything. */
  public TextBuffer clear() {
    length = 0;
    return this;
  }

  /** Forgets what was written behind the first {@code length} octets. */
  public void cut(int newLength) {
    length = newLength;
  }

  /** Makes room for {@code count} more octets. */
  private void need(int count) {
    if (count > octets.length - length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
    }
  }

  /** One ASCII character. */
  public TextBuffer add(char ascii) {
    need(1);
    octets[length++] = (byte) ascii;
    return this;
  }

  /** Text of any characters. */
  public TextBuffer add(String text) {
    int chars = text.length();
    need(chars);
    byte[] target = octets;
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length = at;
        return add(text.substring(i).getBytes(StandardCharsets.UTF_8));
      }
      target[at++] = (byte) c;
    }
    length = at;
    return this;
  }

  /** Octets that are text already. */
  public TextBuffer add(byte[] text) {
    return add(text, 0, text.length);
  }

  /** Octets {@code from} … {@code to - 1} that are text already. */
  public TextBuffer add(byte[] text, int from, int to) {
    int count = to - from;
    need(count);
    System.arraycopy(text, from, octets, length, count);
    length += count;
    return this;
  }

  /** {@code count} times the same ASCII character. */
  public TextBuffer repeat(char ascii, int count) {
    if (count > 0) {
      need(count);
      Arrays.fill(octets, length, length + count, (byte) ascii);
      length += count;
    }
    return this;
  }

  /** A whole number in decimal, taken as signed. */
  public TextBuffer decimal(long value) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        return add("-9223372036854775808");
      }
      add('-');
      return decimal(-value);
    }
    need(20);
    if (value < 10) {
      octets[length++] = (byte) ('0' + value);
      return this;
    }
    int digits = digits(value);
    int at = length + digits;
    length = at;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      long quotient = rest / 100;
      int pair = 2 * (int) (rest - quotient * 100);
      octets[--at] = TENS[pair + 1];
      octets[--at] = TENS[pair];
      rest = quotient;
    }
    int small = (int) rest;
    while (small >= 10) {
      int quotient = small / 100;
      int pair = 2 * (small - quotient * 100);
      octets[--at] = TENS[pair + 1];
      octets[--at] = TENS[pair];
      small = quotient;
    }
    if (at > length - digits) {
      octets[--at] = (byte) ('0' + small);
    }
    return this;
  }

  private static int digits(long value) {
    int count = 1;
    long power = 10;
    while (count < 19 && value >= power) {
      power *= 10;
      count++;
    }
    return count;
  }

  /** A whole number in decimal, taken as unsigned. */
  public TextBuffer unsigned(long value) {
    return value >= 0 ? decimal(value) : add(Long.toUnsignedString(value));
  }

  /** A number in decimal, zeros in front up to {@code width} digits. */
  public TextBuffer decimal(long value, int width) {
    need(width);
    long rest = value;
    for (int at = length + width - 1; at >= length; at--) {
      octets[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
    return this;
  }

  /** The lowest {@code digits} hexadecimal digits. */
  public TextBuffer hex(long value, int digits) {
    need(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      octets[length++] = HEX[(int) (value >>> shift) & 0xf];
    }
    return this;
  }

  /** Octets {@code from} … {@code to - 1} of a packet, two digits each. */
  public TextBuffer hex(byte[] packet, int from, int to) {
    need(2 * (to - from));
    byte[] target = octets;
    int at = length;
    for (int i = from; i < to; i++) {
      int pair = 2 * (packet[i] & 0xff);
      target[at] = PAIRS[pair];
      target[at + 1] = PAIRS[pair + 1];
      at += 2;
    }
    length = at;
    return this;
  }

  /** Six octets of a packet with colons. */
  public TextBuffer mac(byte[] packet, int from) {
    need(18);
    for (int i = from; i < from + 6; i++) {
      int pair = 2 * (packet[i] & 0xff);
      octets[length] = PAIRS[pair];
      octets[length + 1] = PAIRS[pair + 1];
      octets[length + 2] = ':';
      length += 3;
    }
    length--;
    return this;
  }

  /** Four octets of a packet, dotted. */
  public TextBuffer ipv4(byte[] packet, int from) {
    need(16);
    for (int i = from; i < from + 4; i++) {
      int value = packet[i] & 0xff;
      if (value >= 100) {
        int hundreds = value / 100;
        octets[length++] = (byte) ('0' + hundreds);
        int pair = 2 * (value - 100 * hundreds);
        octets[length++] = TENS[pair];
        octets[length++] = TENS[pair + 1];
      } else if (value >= 10) {
        octets[length++] = TENS[2 * value];
        octets[length++] = TENS[2 * value + 1];
      } else {
        octets[length++] = (byte) ('0' + value);
      }
      octets[length++] = '.';
    }
    length--;
    return this;
  }

  /** Sixteen octets of a packet, the shortest text of RFC 5952. */
  public TextBuffer ipv6(byte[] packet, int from) {
    boolean mapped = isMapped(packet, from);
    int groups = mapped ? 6 : 8;
    int runStart = -1;
    int runLength = 1; // RFC 5952 section 4.2.2: a single 0 is not shortened
    int zeros = 0;
    for (int i = 0; i < groups; i++) {
      zeros = group(packet, from, i) == 0 ? zeros + 1 : 0;
      if (zeros > runLength) {
        runLength = zeros;
        runStart = i + 1 - zeros;
      }
    }
    need(48);
    boolean separated = true;
    for (int i = 0; i < groups; i++) {
      if (i == runStart) {
        add(':').add(':');
        separated = true;
        i += runLength - 1;
        continue;
      }
      if (!separated) {
        add(':');
      }
      separated = false;
      int value = group(packet, from, i);
      hex(value, value > 0xfff ? 4 : value > 0xff ? 3 : value > 0xf ? 2 : 1);
    }
    if (mapped) {
      if (!separated) {
        add(':');
      }
      ipv4(packet, from + 12);
    }
    return this;
  }

  /** Says what {@link #host} calls an address; {@link HostNames#NONE} from the start. */
  public TextBuffer names(HostNames newNames) {
    names = newNames;
    return this;
  }

  /** An address of a packet, or its name if it has one. */
  public TextBuffer host(IpFamily family, byte[] packet, int from) {
    String name = nameOf(family, packet, from);
    if (!name.isEmpty()) {
      return add(name);
    }
    return family == IpFamily.IPV4 ? ipv4(packet, from) : ipv6(packet, from);
  }

  /** The name of an address of a packet in parentheses behind a blank; nothing if it has none. */
  public TextBuffer hostName(IpFamily family, byte[] packet, int from) {
    String name = nameOf(family, packet, from);
    return name.isEmpty() ? this : add(' ').add('(').add(name).add(')');
  }

  /** The name, letters of every script but no control character; empty: none. */
  private String nameOf(IpFamily family, byte[] packet, int from) {
    if (names == HostNames.NONE) {
      return "";
    }
    String name = names.nameOf(IpAddress.at(family, ByteBuffer.wrap(packet), from));
    return name == null ? "" : UNSEEN.matcher(name).replaceAll(".");
  }

  private static boolean isMapped(byte[] packet, int from) {
    for (int i = 0; i < 5; i++) {
      if (group(packet, from, i) != 0) {
        return false;
      }
    }
    return group(packet, from, 5) == 0xffff;
  }

  private static int group(byte[] packet, int from, int index) {
    int at = from + 2 * index;
    return (packet[at] & 0xff) << 8 | packet[at + 1] & 0xff;
  }

  /** An instant as RFC 3339 UTC with nine digits, nanoseconds since 1970. */
  public TextBuffer instant(long epochNanos) {
    need(Rfc3339.LENGTH);
    length = Rfc3339.put(octets, length, epochNanos);
    return this;
  }

  /** Octets of a packet as printable ASCII, a dot for every other. */
  public TextBuffer printable(byte[] packet, int from, int to) {
    need(to - from);
    for (int i = from; i < to; i++) {
      int c = packet[i];
      octets[length++] = (byte) (c >= 0x20 && c < 0x7f ? c : '.');
    }
    return this;
  }

  /** The inside of a JSON string (RFC 8259 section 7) whose characters are given as UTF-8. */
  public TextBuffer json(byte[] text, int from, int to) {
    need(6 * (to - from));
    for (int i = from; i < to; i++) {
      int c = text[i];
      if (c == '"' || c == '\\') {
        add('\\').add((char) c);
      } else if (c >= 0 && c < 0x20 || c == 0x7f) {
        add("\\u").hex(c, 4);
      } else {
        octets[length++] = (byte) c;
      }
    }
    return this;
  }

  /** The text as a String. */
  @Override
  public String toString() {
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }
}
