// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option whose arguments stand one behind the other, each of a fixed length but the last. All
 * table: nothing of it needs code.
 */
public final class FixedShape extends OptionShape {
  private enum Kind {
    NUMBER,
    HEXADECIMAL,
    IPV4,
    IPV6,
    MAC,
    RESERVED,
    IPV4_LIST,
    IPV6_LIST,
    OCTETS,
    TEXT
  }

  private record Argument(String name, Kind kind, int octets, @Nullable String otherwise) {
    boolean takesRest() {
      return kind.compareTo(Kind.IPV4_LIST) >= 0;
    }
  }

  private final List<Argument> arguments = new ArrayList<>();
  private int typed;

  /** An option without arguments. */
  public FixedShape(String name, int type) {
    super(name, type);
  }

  private FixedShape add(String name, Kind kind, int octets, @Nullable String otherwise) {
    arguments.add(new Argument(name, kind, octets, otherwise));
    typed += kind == Kind.RESERVED ? 0 : 1;
    return this;
  }

  /** An unsigned number. */
  public FixedShape number(String name, int octets) {
    return add(name, Kind.NUMBER, octets, null);
  }

  /** An unsigned number that may be left out. */
  public FixedShape number(String name, int octets, String otherwise) {
    return add(name, Kind.NUMBER, octets, otherwise);
  }

  /** An unsigned number that is shown in hexadecimal. */
  public FixedShape hexadecimal(String name, int octets) {
    return add(name, Kind.HEXADECIMAL, octets, null);
  }

  /** An IPv4 address. */
  public FixedShape ipv4(String name) {
    return add(name, Kind.IPV4, 4, null);
  }

  /** An IPv6 address. */
  public FixedShape ipv6(String name) {
    return add(name, Kind.IPV6, 16, null);
  }

  /** A link address; {@code auto} is that of the layer that carries the packet. */
  public FixedShape mac(String name) {
    return add(name, Kind.MAC, 6, null);
  }

  /** Octets that are 0; others make the option one without shape. */
  public FixedShape reserved(int octets) {
    return add("", Kind.RESERVED, octets, null);
  }

  /** IPv4 addresses joined by +, up to the option's end. */
  public FixedShape ipv4List(String name) {
    return add(name, Kind.IPV4_LIST, 4, null);
  }

  /** IPv6 addresses joined by +, up to the option's end. */
  public FixedShape ipv6List(String name) {
    return add(name, Kind.IPV6_LIST, 16, null);
  }

  /** Octets up to the option's end. */
  public FixedShape octets(String name) {
    return add(name, Kind.OCTETS, 1, null);
  }

  /** Octets up to the option's end, which may be left out. */
  public FixedShape octetsOrNone(String name) {
    return add(name, Kind.OCTETS, 1, "");
  }

  /** Text up to the option's end. */
  public FixedShape text(String name) {
    return add(name, Kind.TEXT, 1, null);
  }

  @Override
  public FixedShape doc(String sentence, String rfc) {
    super.doc(sentence, rfc);
    return this;
  }

  @Override
  public FixedShape example(String newArguments) {
    super.example(newArguments);
    return this;
  }

  @Override
  public String pattern() {
    StringBuilder pattern = new StringBuilder();
    for (Argument argument : arguments) {
      if (argument.kind != Kind.RESERVED) {
        String shown = ":" + argument.name.toUpperCase(Locale.ROOT);
        boolean list = argument.kind == Kind.IPV4_LIST || argument.kind == Kind.IPV6_LIST;
        shown += list ? "[+…]" : "";
        pattern.append(argument.otherwise == null ? shown : "[" + shown + "]");
      }
    }
    return pattern.toString();
  }

  @Override
  public void encode(String given, OctetsBuilder out) throws ValueException {
    int left = typed;
    int from = 0;
    boolean more = !given.isEmpty();
    for (Argument argument : arguments) {
      if (argument.kind == Kind.RESERVED) {
        out.zeros(argument.octets);
        continue;
      }
      left--;
      String text = argument.otherwise;
      if (more) {
        int colon = left == 0 ? -1 : given.indexOf(':', from);
        int to = colon < 0 ? given.length() : colon;
        text = given.substring(from, to);
        from = to + 1;
        more = colon >= 0;
      }
      if (text == null) {
        throw new ValueException(name() + pattern());
      }
      encode(argument, text, out);
    }
    if (more) {
      throw new ValueException(name() + pattern());
    }
  }

  private static void encode(Argument argument, String text, OctetsBuilder out)
      throws ValueException {
    switch (argument.kind) {
      case NUMBER, HEXADECIMAL -> {
        long max = argument.octets == 8 ? -1 : (1L << 8 * argument.octets) - 1;
        out.add(Atoms.number(text, max), argument.octets);
      }
      case IPV4 -> out.add(Atoms.ipv4(text), 4);
      case IPV6 -> ipv6(text, out);
      case MAC -> {
        if (text.equals("auto")) {
          out.late("mac", "");
        }
        out.add(text.equals("auto") ? 0 : Atoms.mac(text), 6);
      }
      case IPV4_LIST, IPV6_LIST -> {
        for (String one : text.isEmpty() ? new String[0] : text.split("\\+", -1)) {
          if (argument.kind == Kind.IPV4_LIST) {
            out.add(Atoms.ipv4(one), 4);
          } else {
            ipv6(one, out);
          }
        }
      }
      case OCTETS -> out.add(Atoms.octets(text));
      case TEXT -> out.add(text.getBytes(StandardCharsets.UTF_8));
      case RESERVED -> throw new IllegalStateException("reserved octets are not typed");
    }
  }

  private static void ipv6(String text, OctetsBuilder out) throws ValueException {
    IpAddress address = Atoms.ipv6(text);
    out.add(address.high(), 8).add(address.low(), 8);
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    int at = from;
    for (Argument argument : arguments) {
      if (argument.takesRest()) {
        // A name without an argument is a mistake, so an argument without octets cannot be said.
        boolean sayable = at < to || typed > 1 || argument.otherwise != null;
        return sayable
            && at <= to
            && (to - at) % argument.octets == 0
            && (argument.kind != Kind.TEXT || isPlain(octets, at, to));
      }
      at += argument.octets;
      if (at > to) {
        return false;
      }
      if (argument.kind == Kind.RESERVED && !isZero(octets, at - argument.octets, at)) {
        return false;
      }
    }
    return at == to;
  }

  private static boolean isPlain(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] <= 0x20 || octets[i] == 0x7f || octets[i] == ',') {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    int at = from;
    for (Argument argument : arguments) {
      int end = argument.takesRest() ? to : at + argument.octets;
      boolean leftOut = at == to && argument.takesRest() && argument.otherwise != null;
      if (argument.kind != Kind.RESERVED && !leftOut) {
        out.add(':');
        value(argument, octets, at, end, out);
      }
      at = end;
    }
  }

  private static void value(Argument argument, byte[] octets, int at, int end, TextBuffer out) {
    switch (argument.kind) {
      case NUMBER -> out.unsigned(number(octets, at, end));
      case HEXADECIMAL -> out.add("0x").hex(octets, at, end);
      case IPV4 -> out.ipv4(octets, at);
      case IPV6 -> out.ipv6(octets, at);
      case MAC -> out.mac(octets, at);
      case IPV4_LIST, IPV6_LIST -> {
        for (int i = at; i < end; i += argument.octets) {
          if (i > at) {
            out.add('+');
          }
          if (argument.kind == Kind.IPV4_LIST) {
            out.ipv4(octets, i);
          } else {
            out.ipv6(octets, i);
          }
        }
      }
      case OCTETS -> out.hex(octets, at, end);
      case TEXT -> out.add(octets, at, end);
      case RESERVED -> {}
    }
  }

  private static long number(byte[] octets, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 8 | octets[i] & 0xff;
    }
    return value;
  }

  @Override
  public void json(byte[] octets, int from, int to, TextBuffer out) {
    if (typed == 0) {
      out.add("true");
      return;
    }
    int at = from;
    if (typed > 1) {
      out.add('{');
    }
    boolean first = true;
    for (Argument argument : arguments) {
      int end = argument.takesRest() ? to : at + argument.octets;
      if (argument.kind != Kind.RESERVED) {
        if (typed > 1) {
          out.add(first ? "\"" : ",\"").add(argument.name).add("\":");
        }
        first = false;
        jsonValue(argument, octets, at, end, out);
      }
      at = end;
    }
    if (typed > 1) {
      out.add('}');
    }
  }

  private static void jsonValue(Argument argument, byte[] octets, int at, int end, TextBuffer out) {
    if (argument.kind == Kind.NUMBER) {
      value(argument, octets, at, end, out);
    } else if (argument.kind == Kind.TEXT) {
      out.add('"').json(octets, at, end).add('"');
    } else {
      out.add('"');
      value(argument, octets, at, end, out);
      out.add('"');
    }
  }

  @Override
  public String fromJson(Object value) throws ValueException {
    if (!(value instanceof Map<?, ?> map)) {
      return super.fromJson(value);
    }
    StringBuilder given = new StringBuilder();
    for (Argument argument : arguments) {
      if (argument.kind != Kind.RESERVED) {
        Object one = map.get(argument.name);
        if (one == null && argument.otherwise == null) {
          throw new ValueException("the key " + argument.name);
        }
        given.append(given.length() == 0 ? "" : ":").append(one == null ? argument.otherwise : one);
      }
    }
    return given.toString();
  }
}
