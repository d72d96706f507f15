// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;

/**
 * Data of resource records: of addresses, names, texts in words, of everything else in hexadecimal
 * (RFC 1035 section 3.3, RFC 3596, RFC 2782). Parts stand one behind the other with colons.
 */
final class DnsData {
  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int PTR = 12;
  static final int MX = 15;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int DNAME = 39;
  private static final String HEX = "0x";
  private static final String PLAIN = "-_.:/=@^";

  private DnsData() {}

  /**
   * What stands in data: letters of n (name), 2 and 4 (octets of a number); empty: something else.
   */
  private static String form(int type) {
    return switch (type) {
      case NS, CNAME, PTR, DNAME -> "n";
      case MX -> "2n";
      case SRV -> "222n";
      case SOA -> "nn44444";
      default -> "";
    };
  }

  static void encode(int type, String text, OctetsBuilder out) throws ValueException {
    if (text.isEmpty()) {
      return;
    }
    if (isHex(text)) {
      out.add(Atoms.octets(text));
      return;
    }
    String form = form(type);
    if (type == A) {
      out.add(Atoms.ipv4(text), 4);
    } else if (type == AAAA) {
      IpAddress address = Atoms.ipv6(text);
      out.add(address.high(), 8).add(address.low(), 8);
    } else if (type == TXT) {
      strings(text, out);
    } else if (form.isEmpty()) {
      throw new ValueException("data as 0xHEX");
    } else {
      parts(form, text, out);
    }
  }

  /** Whether a text is octets; a name may begin in the same way. */
  private static boolean isHex(String text) {
    boolean hex = text.startsWith(HEX) && text.length() % 2 == 0;
    for (int i = HEX.length(); hex && i < text.length(); i++) {
      hex = Character.digit(text.charAt(i), 16) >= 0;
    }
    return hex;
  }

  private static void strings(String text, OctetsBuilder out) throws ValueException {
    for (String one : text.split("\\+", -1)) {
      byte[] octets = PercentText.octets(one);
      if (octets.length > 255) {
        throw new ValueException("strings of at most 255 octets, + between");
      }
      out.add(octets.length, 1).add(octets);
    }
  }

  private static void parts(String form, String text, OctetsBuilder out) throws ValueException {
    String[] parts = text.split(":", form.length());
    if (parts.length < form.length()) {
      throw new ValueException(form.length() + " parts with colons between");
    }
    for (int i = 0; i < parts.length; i++) {
      int octets = form.charAt(i) - '0';
      if (form.charAt(i) == 'n') {
        DomainNames.encode(parts[i], out);
      } else {
        out.add(Atoms.number(parts[i], (1L << 8 * octets) - 1), octets);
      }
    }
  }

  /**
   * Appends data as text.
   *
   * @param message index of the message's first octet, to follow pointers; −1: they are shown
   * @param end index behind the message's last octet
   */
  static void text(
      int type, byte[] octets, int from, int to, int message, int end, TextBuffer out) {
    int mark = out.length();
    boolean told =
        switch (type) {
          case A -> to - from == 4 && out.ipv4(octets, from) == out;
          case AAAA -> to - from == 16 && out.ipv6(octets, from) == out;
          case TXT -> strings(octets, from, to, out);
          default -> parts(form(type), octets, from, to, message, end, out);
        };
    if (!told) {
      out.cut(mark);
      out.add(HEX).hex(octets, from, to);
    }
  }

  private static boolean strings(byte[] octets, int from, int to, TextBuffer out) {
    int at = from;
    while (at < to) {
      int next = at + 1 + (octets[at] & 0xff);
      if (next > to) {
        return false;
      }
      out.add(at > from ? "+" : "");
      boolean likeHex = at == from && next - at > 2 && octets[at + 1] == '0';
      int first = at + 1;
      if (likeHex) {
        out.add("%30");
        first++;
      }
      PercentText.add(octets, first, next, PLAIN, out);
      at = next;
    }
    return to > from + 1;
  }

  private static boolean parts(
      String form, byte[] octets, int from, int to, int message, int end, TextBuffer out) {
    int at = from;
    for (int i = 0; i < form.length(); i++) {
      out.add(i > 0 ? ":" : "");
      int width = form.charAt(i) - '0';
      int next = form.charAt(i) == 'n' ? DomainNames.end(octets, at, to) : at + width;
      if (next < 0 || next > to) {
        return false;
      }
      if (form.charAt(i) != 'n') {
        long value = 0;
        for (int j = at; j < next; j++) {
          value = value << 8 | octets[j] & 0xff;
        }
        out.decimal(value);
      } else if (message < 0) {
        DomainNames.text(octets, at, out);
      } else {
        DomainNames.resolved(octets, message, at, end, out);
      }
      at = next;
    }
    return at == to && !form.isEmpty();
  }
}
