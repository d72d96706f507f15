// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpAddress;

/** Addresses of one family, nothing between them. */
final class AddressListCodec implements ListCodec {
  private static final String HEX = "hex:";

  private final int length;
  private final boolean reversed;

  private AddressListCodec(int length, boolean reversed) {
    this.length = length;
    this.reversed = reversed;
  }

  static AddressListCodec ipv4() {
    return new AddressListCodec(4, false);
  }

  /** IPv6. */
  static AddressListCodec ipv6() {
    return new AddressListCodec(16, false);
  }

  /** IPv6, the last address first. */
  static AddressListCodec ipv6Reversed() {
    return new AddressListCodec(16, true);
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.startsWith(HEX)) {
      out.add(Atoms.octets(element.substring(HEX.length())));
    } else if (length == 4) {
      out.add(Atoms.ipv4(element), 4);
    } else {
      IpAddress address = Atoms.ipv6(element);
      out.add(address.high(), 8).add(address.low(), 8);
    }
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    return Math.min(end, at + length);
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at == length;
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      out.add(HEX).hex(octets, at, end);
    } else if (length == 4) {
      out.ipv4(octets, at);
    } else {
      out.ipv6(octets, at);
    }
  }

  @Override
  public boolean isReversed() {
    return reversed;
  }

  @Override
  public String pattern() {
    return "A";
  }
}
