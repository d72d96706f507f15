// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;

/**
 * Group records of membership reports, RFC 9776 section 4.2 and RFC 9777 section 5.2: a kind, words
 * of auxiliary data, the number of sources, the group, sources, auxiliary data.
 */
final class GroupRecordCodec implements ListCodec {
  private static final String HEX = "hex:";
  private static final String AUXILIARY = "aux=";
  private static final String[] KINDS = {"", "is_in", "is_ex", "to_in", "to_ex", "allow", "block"};
  private static final int HEAD = 4;

  private final int length;

  /**
   * A codec.
   *
   * @param length octets of an address
   */
  GroupRecordCodec(int length) {
    this.length = length;
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.startsWith(HEX)) {
      out.add(Atoms.octets(element.substring(HEX.length())));
      return;
    }
    int colon = element.indexOf(':');
    if (colon < 0) {
      throw new ValueException(pattern());
    }
    int kind = kind(element.substring(0, colon));
    String rest = element.substring(colon + 1);
    byte[] auxiliary = {};
    if (rest.startsWith(AUXILIARY)) {
      int end = rest.indexOf(':');
      if (end < 0) {
        throw new ValueException(pattern());
      }
      auxiliary = Atoms.octets(rest.substring(AUXILIARY.length(), end));
      rest = rest.substring(end + 1);
    }
    if (auxiliary.length % 4 != 0 || auxiliary.length > 4 * 255) {
      throw new ValueException("auxiliary data of a multiple of 4 octets, 1020 at most");
    }
    String[] addresses = rest.split("\\+", -1);
    out.add(kind, 1).add(auxiliary.length / 4, 1).add(addresses.length - 1, 2);
    for (String address : addresses) {
      address(address, out);
    }
    out.add(auxiliary);
  }

  private static int kind(String text) throws ValueException {
    String name = text.equals("inc") ? "is_in" : text.equals("ex") ? "is_ex" : text;
    for (int i = 1; i < KINDS.length; i++) {
      if (KINDS[i].equals(name)) {
        return i;
      }
    }
    if (!Atoms.isNumber(text)) {
      throw new ValueException("a kind, one of is_in is_ex to_in to_ex allow block, or 0 to 255");
    }
    return (int) Atoms.number(text, 255);
  }

  private void address(String text, OctetsBuilder out) throws ValueException {
    if (length == 4) {
      out.add(Atoms.ipv4(text), 4);
    } else {
      IpAddress address = Atoms.ipv6(text);
      out.add(address.high(), 8).add(address.low(), 8);
    }
  }

  private int octetsOf(byte[] octets, int at) {
    int sources = (octets[at + 2] & 0xff) << 8 | octets[at + 3] & 0xff;
    return HEAD + length + sources * length + 4 * (octets[at + 1] & 0xff);
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int there = end - at;
    return there < HEAD + length ? end : at + Math.min(there, octetsOf(octets, at));
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at >= HEAD + length && octetsOf(octets, at) == end - at;
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      out.add(HEX).hex(octets, at, end);
      return;
    }
    int kind = octets[at] & 0xff;
    if (kind > 0 && kind < KINDS.length) {
      out.add(KINDS[kind]);
    } else {
      out.decimal(kind);
    }
    int auxiliary = end - 4 * (octets[at + 1] & 0xff);
    if (auxiliary < end) {
      out.add(':').add(AUXILIARY).hex(octets, auxiliary, end);
    }
    char separator = ':';
    for (int i = at + HEAD; i < auxiliary; i += length) {
      out.add(separator);
      separator = '+';
      if (length == 4) {
        out.ipv4(octets, i);
      } else {
        out.ipv6(octets, i);
      }
    }
  }

  @Override
  public String pattern() {
    return "KIND[:aux=HEX]:GROUP[+SRC…]";
  }
}
