// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** The MPLS label stack that a datagram arrived with, RFC 4950 section 3. */
final class MplsObjectShape extends OptionShape {
  private static final int INCOMING = 1;

  MplsObjectShape() {
    super("mpls", 1);
    doc("label stack that the datagram arrived with", "RFC 4950 3").example(":16:0:1:255");
  }

  @Override
  public String pattern() {
    return ":LABEL:TC:S:TTL[+…]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    out.add(INCOMING, 1);
    for (String entry : arguments.split("\\+", -1)) {
      String[] parts = entry.split(":", -1);
      if (parts.length != 4) {
        throw new ValueException(name() + pattern());
      }
      long bits = Atoms.number(parts[0], 0xfffff) << 12 | Atoms.number(parts[1], 7) << 9;
      out.add(bits | Atoms.number(parts[2], 1) << 8 | Atoms.number(parts[3], 255), 4);
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return to - from > 1 && (to - from) % 4 == 1 && octets[from] == INCOMING;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    for (int i = from + 1; i < to; i += 4) {
      int low = (octets[i + 2] & 0xff) << 8 | octets[i + 3] & 0xff;
      int label = (octets[i] & 0xff) << 12 | (octets[i + 1] & 0xff) << 4 | low >>> 12;
      out.add(i == from + 1 ? ':' : '+').decimal(label).add(':').decimal(low >>> 9 & 7);
      out.add(':').decimal(low >>> 8 & 1).add(':').decimal(low & 0xff);
    }
  }
}
