// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;

/**
 * A route of a router advertisement, RFC 4191 section 2.3: as many octets of the prefix as its
 * length asks for.
 */
final class RouteShape extends OptionShape {
  private static final String[] PREFERENCES = {"medium", "high", "reserved", "low"};

  RouteShape() {
    super("route", 24);
    doc("route to a prefix; preference high, medium, low", "RFC 4191 2.3");
    example(":48:high:600:2001:db8:7::");
  }

  @Override
  public String pattern() {
    return ":LEN:PRF:LIFETIME:ADDR";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String[] parts = arguments.split(":", 4);
    if (parts.length < 4) {
      throw new ValueException(name() + pattern());
    }
    int length = (int) Atoms.number(parts[0], 255);
    IpAddress prefix = Atoms.ipv6(parts[3]);
    out.add(length, 1).add(preference(parts[1]) << 3, 1);
    out.add(Atoms.number(parts[2], 0xffffffffL), 4);
    if (length > 64 || prefix.low() != 0) {
      out.add(prefix.high(), 8).add(prefix.low(), 8);
    } else if (length > 0 || prefix.high() != 0) {
      out.add(prefix.high(), 8);
    }
  }

  private static int preference(String text) throws ValueException {
    for (int i = 0; i < PREFERENCES.length; i++) {
      if (text.equals(PREFERENCES[i])) {
        return i;
      }
    }
    throw new ValueException("a preference, one of high medium low reserved");
  }

  /** The same octets as {@link #encode} would write for this length, reserved bits 0. */
  @Override
  public boolean fits(byte[] octets, int from, int to) {
    if (to - from < 6 || (octets[from + 1] & ~0x18) != 0) {
      return false;
    }
    int length = octets[from] & 0xff;
    int least = length > 64 ? 16 : length > 0 ? 8 : 0;
    int there = to - from - 6;
    return there == least || there == 16 && !isZero(octets, to - 8, to) && least < 16;
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
    byte[] prefix = new byte[16];
    System.arraycopy(octets, from + 6, prefix, 0, to - from - 6);
    out.add(':').decimal(octets[from] & 0xff);
    out.add(':').add(PREFERENCES[octets[from + 1] >>> 3 & 3]).add(':');
    out.decimal(number(octets, from + 2)).add(':').ipv6(prefix, 0);
  }

  private static long number(byte[] octets, int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}
