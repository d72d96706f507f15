// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** Blocks that have arrived behind a hole, RFC 2018 section 3. */
final class SackShape extends OptionShape {
  private static final long MAX = 0xffffffffL;

  SackShape() {
    super("sack", 5);
    doc("blocks that have arrived: first octet, and the one behind the last", "RFC 2018 3")
        .example(":1000-2000+3000-4000");
  }

  @Override
  public String pattern() {
    return ":L-R[+L-R]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    for (String block : arguments.isEmpty() ? new String[0] : arguments.split("\\+", -1)) {
      int dash = block.indexOf('-');
      if (dash < 0) {
        throw new ValueException(name() + pattern());
      }
      out.add(Atoms.number(block.substring(0, dash), MAX), 4);
      out.add(Atoms.number(block.substring(dash + 1), MAX), 4);
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return (to - from) % 8 == 0;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    for (int i = from; i < to; i += 8) {
      out.add(i == from ? ':' : '+').decimal(number(octets, i));
      out.add('-').decimal(number(octets, i + 4));
    }
  }

  private static long number(byte[] octets, int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}
