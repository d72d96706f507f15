// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** A request for a rate, RFC 4782 section 3.1: function 0, rate, TTL, nonce. */
final class QuickStartShape extends OptionShape {
  private static final int OCTETS = 6;

  QuickStartShape(String name, int type) {
    super(name, type);
    doc("quick start: 40 kbit/s × 2^RATE are asked for", "RFC 4782 3.1");
  }

  @Override
  public String pattern() {
    return ":RATE:TTL:NONCE";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String[] parts = arguments.split(":", -1);
    if (parts.length != 3) {
      throw new ValueException(name() + pattern());
    }
    out.add(Atoms.number(parts[0], 15), 1);
    out.add(Atoms.number(parts[1], 255), 1);
    out.add(Atoms.number(parts[2], 0xffffffffL), 4);
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return to - from == OCTETS && (octets[from] & 0xf0) == 0;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    out.add(':').decimal(octets[from]).add(':').decimal(octets[from + 1] & 0xff);
    out.add(":0x").hex(octets, from + 2, to);
  }
}
