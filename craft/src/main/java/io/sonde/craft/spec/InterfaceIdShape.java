// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.cli.AddressLiteral;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;
import java.nio.charset.StandardCharsets;

/** The interface that an extended echo asks about, RFC 8335 section 2.1. */
final class InterfaceIdShape extends OptionShape {
  private static final int NAME = 1;
  private static final int INDEX = 2;
  private static final int ADDRESS = 3;

  InterfaceIdShape() {
    super("ifid", 3);
    doc("an interface by one of name, index, address", "RFC 8335 2.1").example(":name=eth0");
  }

  @Override
  public String pattern() {
    return ":name=X|index=N|addr=A";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String value = arguments.substring(arguments.indexOf('=') + 1);
    if (arguments.startsWith("name=")) {
      byte[] name = value.getBytes(StandardCharsets.UTF_8);
      out.add(NAME, 1).add(name).zeros(-name.length & 3);
    } else if (arguments.startsWith("index=")) {
      out.add(INDEX, 1).add(Atoms.number(value, 0xffffffffL), 4);
    } else if (arguments.startsWith("addr=")) {
      IpAddress address = AddressLiteral.dottedQuad(value);
      address = address == null ? AddressLiteral.ipv6(value) : address;
      if (address == null) {
        throw new ValueException("an address");
      }
      byte[] octets = address.toByteArray();
      out.add(ADDRESS, 1).add(octets.length == 4 ? 1 : 2, 2).add(octets.length, 1).zeros(1);
      out.add(octets);
    } else {
      throw new ValueException(name() + pattern());
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    int length = to - from - 1;
    return switch (octets[from]) {
      case NAME -> length % 4 == 0 && isName(octets, from + 1, to);
      case INDEX -> length == 4;
      case ADDRESS ->
          length >= 8
              && octets[from + 1] == 0
              && octets[from + 4] == 0
              && octets[from + 3] == length - 4
              && (octets[from + 2] == 1 ? length == 8 : octets[from + 2] == 2 && length == 20);
      default -> false;
    };
  }

  private static boolean isName(byte[] octets, int from, int to) {
    int end = nameEnd(octets, from, to);
    for (int i = from; i < end; i++) {
      if (octets[i] <= ' ' || octets[i] == 0x7f || octets[i] == ',') {
        return false;
      }
    }
    return to - end < 4 && to > from;
  }

  private static int nameEnd(byte[] octets, int from, int to) {
    int end = to;
    while (end > from && octets[end - 1] == 0) {
      end--;
    }
    return end;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    switch (octets[from]) {
      case NAME -> out.add(":name=").add(octets, from + 1, nameEnd(octets, from + 1, to));
      case INDEX -> out.add(":index=0x").hex(octets, from + 1, to);
      default -> {
        out.add(":addr=");
        if (octets[from + 2] == 1) {
          out.ipv4(octets, from + 5);
        } else {
          out.ipv6(octets, from + 5);
        }
      }
    }
  }
}
