// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.cli.AddressLiteral;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.ValueException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Single values by the kind of their field. */
public final class AtomReader {
  private final Sources sources;

  /** A reader that resolves names by {@code sources}. */
  public AtomReader(Sources sources) {
    this.sources = sources;
  }

  /**
   * Reads a value of a field that is no list.
   *
   * @throws ValueException what was expected
   * @throws IOException if a name has no address
   */
  public Atom read(Field field, String text) throws ValueException, IOException {
    return switch (field.kind()) {
      case NUMBER, HEX -> Atom.of(number(field, text));
      case FLAGS -> Atom.of(flags(field, text));
      case IPV4 -> Atom.of(ipv4(text));
      case IPV6 -> ipv6(text);
      case MAC -> Atom.of(mac(text));
      case OCTETS -> new Atom(0, 0, octets(field, Atoms.octets(text)));
      case TEXT -> new Atom(0, 0, octets(field, textOctets(text)));
      case LIST -> throw new IllegalArgumentException("a list has no single value");
    };
  }

  private static byte[] textOctets(String text) throws ValueException {
    return text.startsWith("hex:")
        ? Atoms.octets(text.substring(4))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static long number(Field field, String text) throws ValueException {
    Long named = field.names().get(text);
    if (named != null) {
      return named;
    }
    LongUnaryOperator time = field.time();
    long nanos = time == null ? -1 : Atoms.nanos(text);
    if (time != null && nanos >= 0) {
      return inRange(field, time.applyAsLong(nanos));
    }
    long max = field.scale() == 1 ? field.max() : field.max() * field.scale();
    long value;
    try {
      value = Atoms.number(text, max);
    } catch (ValueException e) {
      String units = time == null ? "" : ", or a time such as 10s";
      String names = field.names().isEmpty() || field.names().size() > 16 ? "" : named(field);
      throw new ValueException(e.expected() + units + names);
    }
    if (value % field.scale() != 0) {
      throw new ValueException("a multiple of " + field.scale());
    }
    return value / field.scale();
  }

  private static String named(Field field) {
    return ", or one of " + String.join(" ", field.names().keySet());
  }

  private static long inRange(Field field, long value) throws ValueException {
    if (value < 0 || value > field.max()) {
      throw new ValueException("a time that fits " + field.width() + " bits");
    }
    return value;
  }

  private static long flags(Field field, String text) throws ValueException {
    if (text.isEmpty()) {
      return 0;
    }
    if (Atoms.isNumber(text)) {
      return Atoms.number(text, field.max());
    }
    long bits = 0;
    String[] names = field.isLetters() ? text.split("") : text.split("\\+", -1);
    for (String name : names) {
      Long bit = field.names().get(name);
      if (bit == null) {
        throw new ValueException(
            (field.isLetters() ? "letters of " : "names joined by + of ")
                + String.join(field.isLetters() ? "" : " ", field.names().keySet())
                + ", or a number, 0 to "
                + field.max());
      }
      bits |= bit;
    }
    return bits;
  }

  private long ipv4(String text) throws ValueException, IOException {
    IpAddress address = AddressLiteral.dottedQuad(text);
    if (address == null) {
      if (!isName(text)) {
        throw new ValueException("an IPv4 address or a name");
      }
      address = sources.resolve(text, IpFamily.IPV4);
    }
    return address.ipv4Bits() & 0xffffffffL;
  }

  private Atom ipv6(String text) throws ValueException, IOException {
    int zone = text.indexOf('%');
    IpAddress address = AddressLiteral.ipv6(zone < 0 ? text : text.substring(0, zone));
    if (address == null) {
      if (!isName(text)) {
        throw new ValueException("an IPv6 address or a name");
      }
      address = sources.resolve(text, IpFamily.IPV6);
    } else if (zone >= 0) {
      sources.zone(text.substring(zone + 1));
    }
    return new Atom(address.high(), address.low(), null);
  }

  /** Whether somebody may have meant a host: what begins with a digit and has only these, not. */
  private static boolean isName(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letter |= Character.isLetter(c);
      if (c == ':' || c == '/' || c <= ' ' || c == '%') {
        return false;
      }
    }
    return letter;
  }

  private static long mac(String text) throws ValueException {
    return text.equals("broadcast") ? 0xffffffffffffL : Atoms.mac(text);
  }

  private static Octets octets(Field field, byte[] octets) throws ValueException {
    if (field.isPart()) {
      return Octets.of(octets);
    }
    int room = field.width() / 8;
    if (octets.length > room) {
      throw new ValueException("at most " + room + " octets");
    }
    return Octets.of(Arrays.copyOf(octets, room));
  }
}
