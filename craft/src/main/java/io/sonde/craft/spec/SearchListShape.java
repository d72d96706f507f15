// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** Domains in which names are looked up, RFC 8106 section 5.2: zeros behind the last. */
final class SearchListShape extends OptionShape {
  private static final int NAMES_AT = 6;
  private static final int MOST_PADDING = 7;

  SearchListShape() {
    super("dnssl", 31);
    doc("domains in which names are looked up", "RFC 8106 5.2");
    example(":600:example.com+example.net");
  }

  @Override
  public String pattern() {
    return ":LIFETIME:NAME[+NAME]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    int colon = arguments.indexOf(':');
    if (colon < 0) {
      throw new ValueException(name() + pattern());
    }
    out.zeros(2).add(Atoms.number(arguments.substring(0, colon), 0xffffffffL), 4);
    for (String name : arguments.substring(colon + 1).split("\\+", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        throw new ValueException("a domain name, not the root");
      }
      DomainNames.encode(name, out);
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    int at = from + NAMES_AT;
    if (to <= at || octets[from] != 0 || octets[from + 1] != 0 || octets[at] == 0) {
      return false;
    }
    while (at < to && octets[at] != 0) {
      int end = DomainNames.end(octets, at, to);
      if (end < 0 || octets[end - 1] != 0) {
        return false;
      }
      at = end;
    }
    int padding = to - at;
    while (at < to && octets[at] == 0) {
      at++;
    }
    return at == to && padding <= MOST_PADDING;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    out.add(':')
        .decimal(
            (octets[from + 2] & 0xffL) << 24
                | (octets[from + 3] & 0xff) << 16
                | (octets[from + 4] & 0xff) << 8
                | octets[from + 5] & 0xff);
    int at = from + NAMES_AT;
    char separator = ':';
    while (at < to && octets[at] != 0) {
      out.add(separator);
      separator = '+';
      DomainNames.text(octets, at, out);
      at = DomainNames.end(octets, at, to);
    }
  }
}
