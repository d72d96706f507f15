// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import java.nio.charset.StandardCharsets;

/** Where a captive portal tells its terms, RFC 8910 section 2.3: a URI, zeros behind it. */
final class CaptivePortalShape extends OptionShape {
  private static final int MOST_PADDING = 7;

  CaptivePortalShape() {
    super("captive", 37);
    doc("URI of a captive portal", "RFC 8910 2.3");
    example(":https://example.com/");
  }

  @Override
  public String pattern() {
    return ":URI";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    if (arguments.isEmpty()) {
      throw new ValueException(name() + pattern());
    }
    out.add(arguments.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    int end = textEnd(octets, from, to);
    for (int i = from; i < end; i++) {
      if (octets[i] <= 0x20
          || octets[i] == 0x7f
          || octets[i] == ','
          || octets[i] == '"'
          || octets[i] == '\\') {
        return false;
      }
    }
    return end > from && to - end <= MOST_PADDING;
  }

  private static int textEnd(byte[] octets, int from, int to) {
    int end = to;
    while (end > from && octets[end - 1] == 0) {
      end--;
    }
    return end;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    out.add(':').add(octets, from, textEnd(octets, from, to));
  }

  @Override
  public void json(byte[] octets, int from, int to, TextBuffer out) {
    out.add('"').json(octets, from, textEnd(octets, from, to)).add('"');
  }
}
