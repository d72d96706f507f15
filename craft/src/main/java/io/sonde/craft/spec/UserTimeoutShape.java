// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** How long data may stay unacknowledged, RFC 5482 section 3: G 1 counts minutes, 0 seconds. */
final class UserTimeoutShape extends OptionShape {
  UserTimeoutShape() {
    super("uto", 28);
    doc("user timeout; G 0: N seconds, 1: N minutes", "RFC 5482 3").example(":0:30");
  }

  @Override
  public String pattern() {
    return ":G:N";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    int colon = arguments.indexOf(':');
    if (colon < 0) {
      throw new ValueException(name() + pattern());
    }
    long minutes = Atoms.number(arguments.substring(0, colon), 1);
    out.add(minutes << 15 | Atoms.number(arguments.substring(colon + 1), 0x7fff), 2);
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return to - from == 2;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    int value = (octets[from] & 0xff) << 8 | octets[from + 1] & 0xff;
    out.add(':').decimal(value >>> 15).add(':').decimal(value & 0x7fff);
  }
}
