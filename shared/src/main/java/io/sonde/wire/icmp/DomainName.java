// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A name in the wire format of RFC 1035 section 3.1: labels, each with its length before it, then a
 * label of length 0. A name that is not fully qualified has a second one of those (RFC 4620 section
 * 6.3).
 *
 * @param labels from left to right, 1 … 63 octets each
 * @param qualified whether the last label is below the root
 */
public record DomainName(List<Octets> labels, boolean qualified) {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;
  private static final int POINTER = 0xc0;
  private static final String LAYER = "domain name";

  /** Refuses labels and names longer than RFC 1035 section 3.1 allows; takes a copy of the list. */
  public DomainName {
    labels = List.copyOf(labels);
    int length = 1;
    for (Octets label : labels) {
      if (label.length() < 1 || label.length() > LONGEST_LABEL) {
        throw new IllegalArgumentException(
            "label of " + label.length() + " octets is not within 1 … " + LONGEST_LABEL);
      }
      length += 1 + label.length();
    }
    if (length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name of " + length + " octets is longer than " + LONGEST_NAME);
    }
  }

  /**
   * The name that {@code text} spells: labels between dots, {@code \.} and {@code \DDD} for octets
   * as in RFC 1035 section 5.1; a dot at the end is allowed and says nothing.
   *
   * @throws IllegalArgumentException if a label is empty or too long, the name too long, or a
   *     backslash ends it or stands before less than three digits
   */
  public static DomainName of(String text, boolean qualified) {
    List<Octets> labels = new ArrayList<>();
    ByteArrayOutputStream label = new ByteArrayOutputStream();
    byte[] octets = text.equals(".") ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < octets.length; at++) {
      if (octets[at] == '.') {
        labels.add(Octets.of(label.toByteArray()));
        label.reset();
      } else if (octets[at] == '\\') {
        int next = at + 1 < octets.length ? octets[at + 1] : -1;
        if (next >= '0' && next <= '9') {
          label.write(decimal(text, octets, at + 1));
          at += 3;
        } else if (next < 0) {
          throw new IllegalArgumentException("domain name " + text + " ends in a backslash");
        } else {
          label.write(next);
          at++;
        }
      } else {
        label.write(octets[at]);
      }
    }
    if (label.size() > 0) {
      labels.add(Octets.of(label.toByteArray()));
    }
    return new DomainName(labels, qualified);
  }

  private static int decimal(String text, byte[] octets, int at) {
    int value = 0;
    for (int digit = at; digit < at + 3; digit++) {
      int character = digit < octets.length ? octets[digit] : -1;
      if (character < '0' || character > '9') {
        throw new IllegalArgumentException("domain name " + text + " needs \\DDD, three digits");
      }
      value = value * 10 + character - '0';
    }
    if (value > 255) {
      throw new IllegalArgumentException("domain name " + text + " has no octet " + value);
    }
    return value;
  }

  /**
   * Reads the name at the position of {@code in}, which moves behind it. Compression pointers (RFC
   * 1035 section 4.1.4) count from the buffer's start and must point backwards.
   *
   * @throws MalformedPacketException if the name does not end before the limit, is too long, has a
   *     label type other than length and pointer, or a pointer that does not point backwards
   */
  public static DomainName take(ByteBuffer in) throws MalformedPacketException {
    List<Octets> labels = new ArrayList<>();
    int at = in.position();
    int earliest = at;
    int end = -1;
    int total = 1;
    while (true) {
      int length = octetAt(in, at);
      if (length == 0) {
        break;
      }
      if (length < POINTER) {
        if (length > LONGEST_LABEL) {
          throw new MalformedPacketException(LAYER, at, "label type " + (length >>> 6));
        }
        total += 1 + length;
        if (total > LONGEST_NAME) {
          throw new MalformedPacketException(LAYER, at, "longer than " + LONGEST_NAME + " octets");
        }
        if (in.limit() - at - 1 < length) {
          throw new MalformedPacketException(LAYER, at + 1, length, in.limit() - at - 1);
        }
        labels.add(Octets.take(in.duplicate().position(at + 1), length));
        at += 1 + length;
      } else {
        int target = (length & ~POINTER) << 8 | octetAt(in, at + 1);
        if (target >= earliest) { // each pointer goes further back, so a loop cannot be
          throw new MalformedPacketException(LAYER, at, "pointer to octet " + target);
        }
        end = end < 0 ? at + 2 : end;
        earliest = target;
        at = target;
      }
    }
    int behind = end < 0 ? at + 1 : end;
    boolean qualified = behind >= in.limit() || in.get(behind) != 0;
    in.position(qualified ? behind : behind + 1);
    return new DomainName(labels, qualified);
  }

  private static int octetAt(ByteBuffer in, int at) throws MalformedPacketException {
    if (at >= in.limit()) {
      throw new MalformedPacketException(LAYER, at, 1, 0);
    }
    return Byte.toUnsignedInt(in.get(at));
  }

  /** Writes the name without compression at the position of {@code out}. */
  public void emit(ByteBuffer out) {
    for (Octets label : labels) {
      out.put((byte) label.length());
      label.emit(out);
    }
    out.put((byte) 0);
    if (!qualified) {
      out.put((byte) 0);
    }
  }

  /** What {@link #emit} writes. */
  public Octets toOctets() {
    ByteBuffer out = ByteBuffer.allocate(LONGEST_NAME + 1);
    emit(out);
    return Octets.rest(out.flip());
  }

  /**
   * Labels with dots between them, octets that are not printable ASCII as {@code \DDD}; a dot at
   * the end of a qualified name.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Octets label : labels) {
      if (text.length() > 0) {
        text.append('.');
      }
      for (int i = 0; i < label.length(); i++) {
        int octet = label.at(i);
        if (octet == '.' || octet == '\\') {
          text.append('\\').append((char) octet);
        } else if (octet > ' ' && octet < 0x7f) {
          text.append((char) octet);
        } else {
          text.append('\\').append((char) ('0' + octet / 100));
          text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        }
      }
    }
    return qualified ? text.append('.').toString() : text.toString();
  }
}
