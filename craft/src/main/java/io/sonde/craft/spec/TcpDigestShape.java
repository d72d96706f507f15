// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** The MD5 signature, RFC 2385: given, or computed from a key. */
final class TcpDigestShape extends OptionShape {
  private static final String KEY = "key:";

  TcpDigestShape() {
    super("md5", 19);
    doc("MD5 signature: as given, or computed from a key", "RFC 2385").example(":key:secret");
  }

  @Override
  public String pattern() {
    return ":HEX|key:TEXT";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    if (arguments.startsWith(KEY)) {
      out.late(TcpDigest.NAME, arguments.substring(KEY.length())).zeros(TcpDigest.OCTETS);
    } else {
      out.add(Atoms.octets(arguments));
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return true;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    out.add(':').hex(octets, from, to);
  }
}
