// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** A pointer and addresses, RFC 791 section 3.1: record route, loose and strict source route. */
final class Ipv4RouteShape extends OptionShape {
  private static final int FIRST_POINTER = 4;
  private static final int MOST_SLOTS = 9;

  private final boolean records;

  Ipv4RouteShape(String name, int type, boolean records) {
    super(name, type);
    this.records = records;
  }

  @Override
  public String pattern() {
    return records ? ":SLOTS|A+B[:PTR]" : ":A+B[:PTR]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    int colon = arguments.indexOf(':');
    String route = colon < 0 ? arguments : arguments.substring(0, colon);
    long pointer = colon < 0 ? FIRST_POINTER : Atoms.number(arguments.substring(colon + 1), 255);
    out.add(pointer, 1);
    if (route.isEmpty() && !records) {
      throw new ValueException(name() + pattern());
    }
    if (Atoms.isNumber(route)) {
      out.zeros(4 * (int) Atoms.number(route, MOST_SLOTS));
      return;
    }
    for (String address : route.split("\\+", -1)) {
      out.add(Atoms.ipv4(address), 4);
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return (to - from) % 4 == 1 && to - from <= 1 + 4 * MOST_SLOTS;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    out.add(':');
    boolean empty = true;
    for (int i = from + 1; i < to; i++) {
      empty &= octets[i] == 0;
    }
    if (empty) {
      out.decimal((to - from) / 4);
    } else {
      for (int i = from + 1; i < to; i += 4) {
        if (i > from + 1) {
          out.add('+');
        }
        out.ipv4(octets, i);
      }
    }
    int pointer = octets[from] & 0xff;
    if (pointer != FIRST_POINTER) {
      out.add(':').decimal(pointer);
    }
  }
}
