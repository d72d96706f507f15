// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.ValueException;

/**
 * Options of neighbour discovery: a type, a length in units of 8 octets that counts all of the
 * option, data (RFC 4861 section 4.6). Data are padded with 0.
 */
final class NdOptions extends OptionList {
  private static final int UNIT = 8;
  private static final int HEAD = 2;

  NdOptions() {
    with(
        new FixedShape("slla", 1)
            .mac("mac")
            .doc("link address of the sender; auto: that of the frame", "RFC 4861 4.6.1")
            .example(":02:00:00:00:00:01"),
        new FixedShape("tlla", 2)
            .mac("mac")
            .doc("link address of the target; auto: that of the frame", "RFC 4861 4.6.1")
            .example(":02:00:00:00:00:02"),
        new FixedShape("prefix", 3)
            .number("length", 1)
            .hexadecimal("flags", 1)
            .number("valid", 4)
            .number("preferred", 4)
            .reserved(4)
            .ipv6("prefix")
            .doc("prefix; flags: 0x80 on link, 0x40 for addresses, 0x20 router", "RFC 4861 4.6.2")
            .example(":64:0xc0:2592000:604800:2001:db8::"),
        new FixedShape("redirected", 4)
            .reserved(6)
            .octets("data")
            .doc("the packet that led to a redirect", "RFC 4861 4.6.3")
            .example(":6000000000003b40"),
        new FixedShape("mtu", 5)
            .reserved(2)
            .number("mtu", 4)
            .doc("MTU of the link", "RFC 4861 4.6.4")
            .example(":1500"),
        new FixedShape("nonce", 14)
            .octets("nonce")
            .doc("number used once", "RFC 3971 5.3.2")
            .example(":010203040506"),
        new RouteShape(),
        new FixedShape("rdnss", 25)
            .reserved(2)
            .number("lifetime", 4)
            .ipv6List("addr")
            .doc("name servers", "RFC 8106 5.1")
            .example(":600:2001:db8::53+2001:db8::54"),
        new SearchListShape(),
        new CaptivePortalShape(),
        new Pref64Shape());
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int length = end - at < HEAD ? 0 : UNIT * (octets[at + 1] & 0xff);
    return length == 0 || length > end - at ? end : at + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at >= UNIT && UNIT * (octets[at + 1] & 0xff) == end - at;
  }

  @Override
  protected int type(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  @Override
  protected int dataFrom(byte[] octets, int at) {
    return at + HEAD;
  }

  @Override
  protected void frame(int type, byte[] data, OctetsBuilder out) throws ValueException {
    frame(type, (HEAD + data.length + UNIT - 1) / UNIT, data, out);
  }

  @Override
  protected void frame(int type, int length, byte[] data, OctetsBuilder out) throws ValueException {
    if (length > 255) {
      throw new ValueException("at most 2038 octets of data");
    }
    out.add(type, 1).add(length, 1).add(data).zeros(Math.floorMod(-HEAD - data.length, UNIT));
  }

  @Override
  public String pattern() {
    return "OPTION";
  }
}
