// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/**
 * Options of Geneve, RFC 8926 section 3.5: who defines it, its type (the first bit: critical), 3
 * reserved bits and a length in words, data.
 */
final class GeneveOptions implements ListCodec {
  private static final String HEX = "hex:";
  private static final int HEAD = 4;
  private static final int MOST = 4 * 31;

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.startsWith(HEX)) {
      out.add(Atoms.octets(element.substring(HEX.length())));
      return;
    }
    String[] parts = element.split(":", 3);
    if (parts.length < 2) {
      throw new ValueException(pattern());
    }
    long type = Atoms.number(parts[0], 0xffff) << 16 | Atoms.number(parts[1], 0xff) << 8;
    byte[] data = Atoms.octets(parts.length < 3 ? "" : parts[2]);
    int words = (data.length + 3) / 4;
    if (data.length > MOST) {
      throw new ValueException("at most " + MOST + " octets of data");
    }
    out.add(type | words, HEAD).add(data).zeros(4 * words - data.length);
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int length = end - at < HEAD ? MOST : 4 * (octets[at + 3] & 0x1f);
    return length > end - at - HEAD ? end : at + HEAD + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at >= HEAD && (octets[at + 3] & 0xff) * 4 == end - at - HEAD;
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      out.add(HEX).hex(octets, at, end);
      return;
    }
    out.add("0x").hex(octets, at, at + 2).add(":0x").hex(octets, at + 2, at + 3);
    if (end > at + HEAD) {
      out.add(':').hex(octets, at + HEAD, end);
    }
  }

  @Override
  public String pattern() {
    return "CLASS:TYPE[:HEX]";
  }
}
