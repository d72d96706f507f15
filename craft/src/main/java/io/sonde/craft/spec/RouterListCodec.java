// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/** Routers and their preference, a signed number, RFC 1256 section 3. */
final class RouterListCodec implements ListCodec {
  private static final int ENTRY = 8;

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    int colon = element.indexOf(':');
    out.add(Atoms.ipv4(colon < 0 ? element : element.substring(0, colon)), 4);
    String preference = colon < 0 ? "0" : element.substring(colon + 1);
    boolean negative = preference.startsWith("-");
    long magnitude = Atoms.number(negative ? preference.substring(1) : preference, 1L << 31);
    if (!negative && magnitude == 1L << 31) {
      throw new ValueException("a preference, -2147483648 to 2147483647");
    }
    out.add(negative ? -magnitude : magnitude, 4);
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    return Math.min(end, at + ENTRY);
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    return end - at == ENTRY;
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      return;
    }
    int preference = 0;
    for (int i = at + 4; i < end; i++) {
      preference = preference << 8 | octets[i] & 0xff;
    }
    out.ipv4(octets, at).add(':').decimal(preference);
  }

  @Override
  public String pattern() {
    return "A[:PREF]";
  }
}
