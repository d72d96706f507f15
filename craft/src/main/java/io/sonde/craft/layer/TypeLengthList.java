// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/**
 * Options of the IPv4 and TCP headers: an octet for the kind, for all but kinds 0 and 1 an octet
 * for the length of all of it, and data. What stands behind an end of options is no option.
 */
public final class TypeLengthList extends OptionList {
  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int type = octets[at] & 0xff;
    if (type == 0) {
      return isZero(octets, at, end) ? at + 1 : end;
    }
    if (type == 1) {
      return at + 1;
    }
    int length = end - at < 2 ? 0 : octets[at + 1] & 0xff;
    return length < 2 || length > end - at ? end : at + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    int type = octets[at] & 0xff;
    return type <= 1 ? end == at + 1 : end - at >= 2 && (octets[at + 1] & 0xff) == end - at;
  }

  @Override
  public int contentEnd(byte[] octets, int from, int to) {
    int end = to;
    while (end > from && to - end < 3 && octets[end - 1] == 0) {
      end--;
    }
    // Zeros at the end are padding only if no option claims them.
    int at = from;
    while (at < end) {
      at = elementEnd(octets, at, to);
    }
    return Math.max(at, end);
  }

  @Override
  protected int type(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  @Override
  protected int dataFrom(byte[] octets, int at) {
    return at + ((octets[at] & 0xff) <= 1 ? 1 : 2);
  }

  @Override
  protected void frame(int type, byte[] data, OctetsBuilder out) throws ValueException {
    if (type <= 1 && data.length == 0) {
      out.add(type, 1);
    } else {
      frame(type, data.length + 2, data, out);
    }
  }

  @Override
  protected void frame(int type, int length, byte[] data, OctetsBuilder out) throws ValueException {
    if (length > 255) {
      throw new ValueException("at most 253 octets of data");
    }
    out.add(type, 1).add(length, 1).add(data);
  }

  private static boolean isZero(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
