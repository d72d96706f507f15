// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import java.util.List;

/**
 * Options with a length of an octet that does not count itself, and one option of one octet that
 * only pads: hop-by-hop and destination options (RFC 8200 section 4.2), objects of a segment
 * routing header (RFC 8754 section 2.1).
 */
final class Ipv6OptionsCodec extends OptionList {
  private static final String PADN = "padn";
  private static final int PAD1 = 0;

  private final int padN;

  /**
   * A list.
   *
   * @param padN number of the option that pads by as many octets as one likes
   */
  Ipv6OptionsCodec(int padN) {
    this.padN = padN;
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    if (octets[at] == PAD1) {
      return at + 1;
    }
    int length = end - at < 2 ? 0xff : octets[at + 1] & 0xff;
    return length > end - at - 2 ? end : at + 2 + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return octets[at] == PAD1
        ? end == at + 1
        : end - at >= 2 && (octets[at + 1] & 0xff) == end - at - 2;
  }

  /** Leaves out the padding that the header gets anyway: one option of zeros, up to 8 octets. */
  @Override
  public int contentEnd(byte[] octets, int from, int to) {
    int last = from;
    int at = from;
    while (at < to) {
      last = at;
      at = elementEnd(octets, at, to);
    }
    boolean shortest = to - last < 8 && isReadable(octets, last, to);
    boolean padding = octets[last] == PAD1 || (octets[last] & 0xff) == padN;
    if (!shortest || !padding) {
      return to;
    }
    for (int i = last + 2; i < to; i++) {
      if (octets[i] != 0) {
        return to;
      }
    }
    return last;
  }

  /** Whether any option only pads. */
  boolean pads(byte[] octets) {
    int at = 0;
    while (at < octets.length) {
      int type = octets[at] & 0xff;
      if (type == PAD1 || type == padN) {
        return true;
      }
      at = elementEnd(octets, at, octets.length);
    }
    return false;
  }

  /** Appends padding of that many octets, 0 … 257. */
  void pad(int octets, OctetsBuilder out) {
    if (octets == 1) {
      out.add(PAD1, 1);
    } else if (octets > 1) {
      out.add(padN, 1).add(octets - 2, 1).zeros(octets - 2);
    }
  }

  @Override
  public List<String> names() {
    List<String> names = super.names();
    names.add(PADN);
    return names;
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.startsWith(PADN + ":")) {
      int octets = (int) Atoms.number(element.substring(PADN.length() + 1), 257);
      if (octets < 2) {
        throw new ValueException("padn:N, 2 to 257 octets in all; pad1 is one");
      }
      pad(octets, out);
    } else {
      super.encode(element, out);
    }
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (isZeroPad(octets, at, end)) {
      out.add(PADN).add(':').decimal(end - at);
    } else {
      super.text(octets, at, end, out);
    }
  }

  @Override
  public void json(byte[] octets, int at, int end, TextBuffer out) {
    if (isZeroPad(octets, at, end)) {
      out.add("{\"").add(PADN).add("\":").decimal(end - at).add('}');
    } else {
      super.json(octets, at, end, out);
    }
  }

  private boolean isZeroPad(byte[] octets, int at, int end) {
    if ((octets[at] & 0xff) != padN || !isReadable(octets, at, end)) {
      return false;
    }
    for (int i = at + 2; i < end; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected int type(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  @Override
  protected int dataFrom(byte[] octets, int at) {
    return octets[at] == PAD1 ? at + 1 : at + 2;
  }

  @Override
  protected void frame(int type, byte[] data, OctetsBuilder out) throws ValueException {
    if (type == PAD1 && data.length == 0) {
      out.add(PAD1, 1);
    } else {
      frame(type, data.length, data, out);
    }
  }

  @Override
  protected void frame(int type, int length, byte[] data, OctetsBuilder out) throws ValueException {
    if (length > 255) {
      throw new ValueException("at most 255 octets of data");
    }
    out.add(type, 1).add(length, 1).add(data);
  }
}
