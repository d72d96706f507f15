// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;

/**
 * The prefix by which IPv6 hosts reach IPv4, RFC 8781 section 4: 13 bits of lifetime in units of 8
 * seconds, 3 bits for the prefix length, 96 bits of prefix.
 */
final class Pref64Shape extends OptionShape {
  private static final int[] LENGTHS = {96, 64, 56, 48, 40, 32};
  private static final int LENGTH = 14;
  private static final int UNIT = 8;

  Pref64Shape() {
    super("pref64", 38);
    doc("prefix that stands for IPv4; lifetime in seconds, a multiple of 8", "RFC 8781 4");
    example(":1800:96:64:ff9b::");
  }

  @Override
  public String pattern() {
    return ":LIFETIME:LEN:ADDR";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String[] parts = arguments.split(":", 3);
    if (parts.length < 3) {
      throw new ValueException(name() + pattern());
    }
    long lifetime = Atoms.number(parts[0], 0x1fff * UNIT);
    if (lifetime % UNIT != 0) {
      throw new ValueException("a lifetime that is a multiple of 8");
    }
    long length = Atoms.number(parts[1], 96);
    int code = 0;
    while (code < LENGTHS.length && LENGTHS[code] != length) {
      code++;
    }
    if (code == LENGTHS.length) {
      throw new ValueException("a prefix length, one of 32 40 48 56 64 96");
    }
    IpAddress prefix = Atoms.ipv6(parts[2]);
    out.add(lifetime | code, 2).add(prefix.high(), 8).add(prefix.low() >>> 32, 4);
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    return to - from == LENGTH && (octets[from + 1] & 7) < LENGTHS.length;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    byte[] prefix = new byte[16];
    System.arraycopy(octets, from + 2, prefix, 0, 12);
    int lifetime = (octets[from] & 0xff) << 8 | octets[from + 1] & 0xf8;
    out.add(':').decimal(lifetime).add(':').decimal(LENGTHS[octets[from + 1] & 7]);
    out.add(':').ipv6(prefix, 0);
  }
}
