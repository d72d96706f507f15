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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router tells of an interface, RFC 5837 section 4: the C-type holds the role and which of
 * index, address, name and MTU are there, and these follow in that order.
 */
final class InterfaceInfoShape extends OptionShape {
  private static final List<String> ROLES = List.of("incoming", "sub", "outgoing", "nexthop");
  private static final int INDEX = 8;
  private static final int ADDRESS = 4;
  private static final int NAME = 2;
  private static final int MTU = 1;
  private static final int MOST_NAME = 63;

  InterfaceInfoShape() {
    super("ifinfo", 2);
    doc("an interface: incoming, sub, outgoing or nexthop", "RFC 5837 4")
        .example(":incoming:index=2:name=eth0:mtu=1500:192.0.2.1");
  }

  @Override
  public String pattern() {
    return ":ROLE[:index=N][:name=X][:mtu=N][:ADDR]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String rest = arguments + ":";
    int colon = rest.indexOf(':');
    int role = ROLES.indexOf(rest.substring(0, colon));
    if (role < 0) {
      role = (int) Atoms.number(rest.substring(0, colon), 3);
    }
    rest = rest.substring(colon + 1);
    long index = -1;
    long mtu = -1;
    byte @Nullable [] name = null;
    String address = "";
    while (!rest.isEmpty()) {
      int equals = rest.indexOf('=');
      int next = rest.indexOf(':');
      String value = rest.substring(equals + 1, Math.max(next, equals + 1));
      switch (equals < 0 || equals > next ? "" : rest.substring(0, equals)) {
        case "index" -> index = Atoms.number(value, 0xffffffffL);
        case "mtu" -> mtu = Atoms.number(value, 0xffffffffL);
        case "name" -> name = value.getBytes(StandardCharsets.UTF_8);
        default -> {
          address = rest.substring(0, rest.length() - 1);
          next = rest.length() - 1;
        }
      }
      rest = rest.substring(next + 1);
    }
    write(role, index, address, name, mtu, out);
  }

  private void write(
      int role, long index, String address, byte @Nullable [] name, long mtu, OctetsBuilder out)
      throws ValueException {
    int bits = role << 6 | (index < 0 ? 0 : INDEX) | (address.isEmpty() ? 0 : ADDRESS);
    out.add(bits | (name == null ? 0 : NAME) | (mtu < 0 ? 0 : MTU), 1);
    if (index >= 0) {
      out.add(index, 4);
    }
    if (!address.isEmpty()) {
      IpAddress ip = AddressLiteral.dottedQuad(address);
      ip = ip == null ? AddressLiteral.ipv6(address) : ip;
      if (ip == null) {
        throw new ValueException(name() + pattern());
      }
      byte[] octets = ip.toByteArray();
      out.add(octets.length == 4 ? 1 : 2, 2).zeros(2).add(octets);
    }
    if (name != null) {
      if (name.length > MOST_NAME) {
        throw new ValueException("a name of at most " + MOST_NAME + " octets");
      }
      int length = 1 + name.length + 3 & ~3;
      out.add(length, 1).add(name).zeros(length - 1 - name.length);
    }
    if (mtu >= 0) {
      out.add(mtu, 4);
    }
  }

  /** Reads what there is and, if it is all in order, writes it; so both agree about the shape. */
  private static boolean read(byte[] octets, int from, int to, TextBuffer out) {
    int bits = octets[from] & 0xff;
    int at = from + 1;
    out.add(':').add(ROLES.get(bits >>> 6));
    if ((bits & 0x30) != 0) {
      return false;
    }
    int index = at;
    at += (bits & INDEX) != 0 ? 4 : 0;
    int address = at;
    if ((bits & ADDRESS) != 0) {
      if (to - at < 8 || octets[at] != 0 || octets[at + 2] != 0 || octets[at + 3] != 0) {
        return false;
      }
      at += octets[at + 1] == 1 ? 8 : octets[at + 1] == 2 ? 20 : to;
    }
    int name = at;
    if ((bits & NAME) != 0) {
      at += at < to ? octets[at] & 0xff : 1;
    }
    int mtu = at;
    at += (bits & MTU) != 0 ? 4 : 0;
    if (at != to || (bits & NAME) != 0 && mtu - name < 4) {
      return false;
    }
    if ((bits & INDEX) != 0) {
      out.add(":index=").decimal(number(octets, index));
    }
    if ((bits & NAME) != 0) {
      int end = mtu;
      while (end > name + 1 && octets[end - 1] == 0) {
        end--;
      }
      out.add(":name=").add(octets, name + 1, end);
    }
    if ((bits & MTU) != 0) {
      out.add(":mtu=").decimal(number(octets, mtu));
    }
    if ((bits & ADDRESS) != 0) {
      out.add(':');
      if (octets[address + 1] == 1) {
        out.ipv4(octets, address + 4);
      } else {
        out.ipv6(octets, address + 4);
      }
    }
    return true;
  }

  private static long number(byte[] octets, int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    TextBuffer text = new TextBuffer(64);
    if (to == from || !read(octets, from, to, text)) {
      return false;
    }
    String written = text.toString();
    if (!written.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',')) {
      return false;
    }
    OctetsBuilder again = new OctetsBuilder();
    try {
      encode(written.substring(1), again);
    } catch (ValueException e) {
      return false;
    }
    return Arrays.equals(again.toByteArray(), Arrays.copyOfRange(octets, from, to));
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    read(octets, from, to, out);
  }
}
