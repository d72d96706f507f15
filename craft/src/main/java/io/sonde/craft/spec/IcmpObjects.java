// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/**
 * Objects of the ICMP extension structure, RFC 4884 section 8: a length that counts all of it, a
 * class and a type. The type counts as the first octet of the data.
 */
final class IcmpObjects extends OptionList {
  /** Name of the pseudo object that leaves the length of the quote 0. */
  static final String LEGACY = "legacy";

  private static final int HEADER = 4;

  static OptionList list() {
    return new IcmpObjects()
        .with(new MplsObjectShape(), new InterfaceInfoShape(), new InterfaceIdShape());
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.equals(LEGACY)) {
      out.late(LEGACY, "");
    } else {
      super.encode(element, out);
    }
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int length = end - at < HEADER ? 0 : (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
    return length < HEADER || length > end - at ? end : at + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at >= HEADER && ((octets[at] & 0xff) << 8 | octets[at + 1] & 0xff) == end - at;
  }

  @Override
  protected int type(byte[] octets, int at) {
    return octets[at + 2] & 0xff;
  }

  @Override
  protected int dataFrom(byte[] octets, int at) {
    return at + HEADER - 1;
  }

  @Override
  protected void frame(int type, byte[] data, OctetsBuilder out) throws ValueException {
    if (data.length == 0) {
      throw new ValueException("raw:CLASS:CTYPE:HEX");
    }
    out.add(HEADER - 1 + data.length, 2).add(type, 1).add(data);
  }

  @Override
  protected void frame(int type, int classType, byte[] data, OctetsBuilder out)
      throws ValueException {
    out.add(HEADER + data.length, 2).add(type, 1);
    out.add(Atoms.number(Integer.toString(classType), 255), 1).add(data);
  }

  @Override
  protected void raw(byte[] octets, int at, int end, TextBuffer out) {
    out.decimal(type(octets, at)).add(':').decimal(octets[at + HEADER - 1] & 0xff).add(':');
    out.hex(octets, at + HEADER, end);
  }
}
