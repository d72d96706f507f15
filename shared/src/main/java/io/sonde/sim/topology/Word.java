// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.cli.AddressLiteral;
import io.sonde.cli.NearestName;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Characters of a topology file without a blank among them, and where they stand.
 *
 * @param line from 1
 * @param column of the first character, from 1
 */
record Word(String text, int line, int column) {
  private static final long LONGEST_DELAY = 3_600_000_000_000L;
  private static final int SHOWN = 40;
  private static final int MOST_NAMED = 30;

  /** The part from character {@code from} to the end. */
  Word from(int from) {
    return new Word(text.substring(from), line, column + from);
  }

  /** The part up to character {@code to}. */
  Word upTo(int to) {
    return new Word(text.substring(0, to), line, column);
  }

  /** The parts between the separators; one, the word itself, if there is no separator. */
  List<Word> split(char separator) {
    List<Word> parts = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
      parts.add(upTo(to).from(from));
      from = to + 1;
    }
    parts.add(from(from));
    return parts;
  }

  /** The whole number, {@code what} saying in messages which one it is. */
  int whole(String what, int least, int most) throws WordException {
    long value = 0;
    boolean digits = !text.isEmpty();
    for (int i = 0; i < text.length() && digits; i++) {
      char c = text.charAt(i);
      digits = c >= '0' && c <= '9';
      value = Math.min(value * 10 + (c - '0'), Integer.MAX_VALUE + 1L);
    }
    if (!digits || value < least || value > most) {
      throw expected(what, "a number, " + least + " to " + most);
    }
    return (int) value;
  }

  /** A time with its unit, in nanoseconds: {@code 200us}, {@code 1.5ms}, {@code 2s}. */
  long duration(String what) throws WordException {
    int unit = unitAt();
    long scale =
        switch (text.substring(unit)) {
          case "ns" -> 1;
          case "us" -> 1000;
          case "ms" -> 1_000_000;
          case "s" -> 1_000_000_000;
          default -> 0;
        };
    double value = scale == 0 ? -1 : decimal(unit) * scale;
    if (!(value >= 0 && value <= LONGEST_DELAY)) {
      throw expected(what, "a time up to 3600s: a number with ns, us, ms or s, such as 5ms");
    }
    return Math.round(value);
  }

  /** A share of a hundred as a chance of 0 to 1: {@code 10%}, {@code 0.5%}. */
  double percent(String what) throws WordException {
    double value = text.endsWith("%") ? decimal(text.length() - 1) : -1;
    if (!(value >= 0 && value <= 100)) {
      throw expected(what, "a share of 0% to 100%, such as 2.5%");
    }
    return value / 100;
  }

  /** Bits a second: {@code 64000}, {@code 64k}, {@code 10M}, {@code 1G}. */
  long bitRate(String what) throws WordException {
    int unit = unitAt();
    long scale =
        switch (text.substring(unit)) {
          case "" -> 1;
          case "k" -> 1000;
          case "M" -> 1_000_000;
          case "G" -> 1_000_000_000;
          default -> 0;
        };
    double value = scale == 0 ? -1 : decimal(unit) * scale;
    if (!(value >= 0 && value <= 1e12)) {
      throw expected(what, "bits a second up to 1000G, such as 64k or 10M; 0 for no limit");
    }
    return Math.round(value);
  }

  private int unitAt() {
    int at = 0;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  /** The decimal number before character {@code end}; −1 if it is none. */
  private double decimal(int end) {
    int dots = 0;
    for (int i = 0; i < end; i++) {
      dots += text.charAt(i) == '.' ? 1 : 0;
      if (!isDigit(text.charAt(i)) && text.charAt(i) != '.') {
        return -1;
      }
    }
    boolean number =
        end > 0
            && end <= SHOWN
            && dots <= 1
            && isDigit(text.charAt(0))
            && isDigit(text.charAt(end - 1));
    return number ? Double.parseDouble(text.substring(0, end)) : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** An IPv4 address of four decimal octets, or an IPv6 address. */
  IpAddress address(String what) throws WordException {
    IpAddress address = addressOrNull();
    if (address == null) {
      throw expected(what, "an address, such as 192.0.2.1 or 2001:db8::1");
    }
    return address;
  }

  @Nullable IpAddress addressOrNull() {
    IpAddress ipv4 = AddressLiteral.dottedQuad(text);
    return ipv4 == null ? AddressLiteral.ipv6(text) : ipv4;
  }

  /** {@code 192.0.2.0/24}; an address alone is all of its bits, and bits behind the length 0. */
  Prefix prefix(String what) throws WordException {
    int slash = text.indexOf('/');
    IpAddress address = (slash < 0 ? this : upTo(slash)).addressOrNull();
    if (address == null) {
      throw expected(what, "a prefix, such as 192.0.2.0/24 or 2001:db8::/32");
    }
    int bits = 8 * address.family().addressLength();
    int length = slash < 0 ? bits : from(slash + 1).whole("prefix length", 0, bits);
    int mapped = address.family() == IpFamily.IPV4 ? 96 + length : length;
    long high = mapped >= 64 ? address.high() : keep(address.high(), mapped);
    long low = mapped <= 64 ? 0 : keep(address.low(), mapped - 64);
    if (address.family() == IpFamily.IPV4) {
      low |= IpAddress.MAPPED;
    }
    if (high != address.high() || low != address.low()) {
      throw new WordException(
          this,
          what
              + " "
              + shown()
              + ": has bits behind the length; "
              + new IpAddress(address.family(), high, low)
              + "/"
              + length
              + " is meant");
    }
    return new Prefix(address, length);
  }

  private static long keep(long bits, int leading) {
    return leading == 0 ? 0 : bits & -1L << (64 - leading);
  }

  /** One of the words {@code names}, by its index. */
  int choice(String what, String... names) throws WordException {
    List<String> list = List.of(names);
    int index = list.indexOf(text);
    if (index < 0) {
      throw unknown(what, list);
    }
    return index;
  }

  /** Something that is none of {@code names}: they are told, or the one that was meant. */
  WordException unknown(String what, List<String> names) {
    String nearest = NearestName.among(names, text);
    return new WordException(
        this,
        what
            + " "
            + shown()
            + ": "
            + (nearest == null ? "" : "did you mean " + nearest + "? ")
            + "expected "
            + (names.size() > MOST_NAMED ? "one of " + names.size() + " names" : oneOf(names)));
  }

  private static String oneOf(List<String> names) {
    if (names.isEmpty()) {
      return "nothing here";
    }
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  WordException expected(String what, String expected) {
    return new WordException(this, what + " " + shown() + ": expected " + expected);
  }

  /** In quotation marks, what no terminal should get replaced, not too long. */
  String shown() {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) ? '?' : c);
    }
    return out.append(text.length() > SHOWN ? "…\"" : "\"").toString();
  }
}
