// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Octets as text that needs no quoting: letters, digits and what else a caller allows stand for
 * themselves, every other octet is {@code %HH}.
 */
final class PercentText {
  private PercentText() {}

  /** Appends octets {@code from … to - 1}. */
  static void add(byte[] octets, int from, int to, String plain, TextBuffer out) {
    for (int i = from; i < to; i++) {
      char c = (char) (octets[i] & 0xff);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (letter || plain.indexOf(c) >= 0) {
        out.add(c);
      } else {
        out.add('%').hex(octets, i, i + 1);
      }
    }
  }

  /** The octets of a text as typed. */
  static byte[] octets(String text) throws ValueException {
    byte[] typed = text.getBytes(StandardCharsets.UTF_8);
    OctetsBuilder octets = new OctetsBuilder();
    for (int i = 0; i < typed.length; i++) {
      if (typed[i] != '%') {
        octets.add(typed[i], 1);
        continue;
      }
      int high = i + 2 <= typed.length - 1 ? Character.digit(typed[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(typed[i + 2], 16);
      if (low < 0) {
        throw new ValueException("an octet as a percent sign and two hexadecimal digits");
      }
      octets.add(high << 4 | low, 1);
      i += 2;
    }
    return octets.toByteArray();
  }
}
