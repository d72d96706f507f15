// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/**
 * Domain names: labels with a length in front, the empty one or a pointer to labels in front of it
 * in the message last (RFC 1035 sections 3.1 and 4.1.4). As text labels are joined by dots; an
 * octet that would not stand alone in packet text is {@code %HH}, a pointer {@code @OFFSET}.
 */
final class DomainNames {
  private static final int MOST = 63;
  private static final int POINTER = 0xc0;
  private static final String PLAIN = "-_";

  private static final int MOST_OCTETS = 255;

  /** A name has at most 127 labels. */
  private static final int MOST_JUMPS = 127;

  private DomainNames() {}

  /** Appends a name; {@code .} is the root. */
  static void encode(String name, OctetsBuilder out) throws ValueException {
    String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (!rest.isEmpty()) {
      for (String label : rest.split("\\.", -1)) {
        if (label.startsWith("@")) {
          pointer(label, rest, out);
          return;
        }
        byte[] octets = PercentText.octets(label);
        if (octets.length == 0 || octets.length > MOST) {
          throw new ValueException("a domain name of labels of 1 to 63 octets");
        }
        out.add(octets.length, 1).add(octets);
      }
    }
    out.add(0, 1);
  }

  private static void pointer(String label, String name, OctetsBuilder out) throws ValueException {
    if (!name.endsWith(label)) {
      throw new ValueException("a domain name with @OFFSET as its last label");
    }
    out.add(POINTER << 8 | Atoms.number(label.substring(1), 0x3fff), 2);
  }

  /** Index behind a name, which may end with a pointer; −1 if there is none up to {@code to}. */
  static int end(byte[] octets, int from, int to) {
    int at = from;
    while (at < to) {
      int length = octets[at] & 0xff;
      if (length == 0) {
        return at + 1;
      }
      if (length >= POINTER) {
        return at + 2 <= to ? at + 2 : -1;
      }
      if (length > MOST) {
        return -1;
      }
      at += 1 + length;
    }
    return -1;
  }

  /** Appends a name that ends, a pointer as {@code @OFFSET}. */
  static void text(byte[] octets, int from, TextBuffer out) {
    int at = from;
    if (octets[at] == 0) {
      out.add('.');
    }
    while (octets[at] != 0) {
      out.add(at > from ? "." : "");
      int length = octets[at] & 0xff;
      if (length >= POINTER) {
        out.add('@').decimal((length & 0x3f) << 8 | octets[at + 1] & 0xff);
        return;
      }
      PercentText.add(octets, at + 1, at + 1 + length, PLAIN, out);
      at += 1 + length;
    }
  }

  /**
   * Appends a name that ends, pointers followed as long as they lead to labels.
   *
   * @param message index of the message's first octet
   * @param end index behind its last
   */
  static void resolved(byte[] octets, int message, int from, int end, TextBuffer out) {
    int at = from;
    int jumps = 0;
    int room = MOST_OCTETS;
    boolean first = true;
    while (at < end && octets[at] != 0) {
      int length = octets[at] & 0xff;
      if (length >= POINTER && at + 1 < end) {
        int offset = (length & 0x3f) << 8 | octets[at + 1] & 0xff;
        boolean leads = message + offset < end && ++jumps <= MOST_JUMPS;
        if (!leads) {
          out.add(first ? "@" : ".@").decimal(offset);
          return;
        }
        at = message + offset;
        continue;
      }
      room -= 1 + length;
      if (length > MOST || at + 1 + length > end || room < 0) {
        out.add(first ? "@" : ".@").decimal(at - message);
        return;
      }
      out.add(first ? "" : ".");
      PercentText.add(octets, at + 1, at + 1 + length, PLAIN, out);
      first = false;
      at += 1 + length;
    }
    out.add(first ? "." : "");
  }
}
