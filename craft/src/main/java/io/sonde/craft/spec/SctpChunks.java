// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/**
 * Chunks of SCTP: a type, flags, a length that does not count the padding, a value (RFC 9260
 * section 3.2). A chunk that has a name has its usual flags, others are {@code raw:TYPE:FLAGS:HEX}.
 */
final class SctpChunks extends OptionList {
  private static final int HEAD = 4;
  private static final int DATA = 0;

  /** Begin and end of a message in one chunk. */
  private static final int WHOLE = 3;

  SctpChunks() {
    with(
        new FixedShape("data", DATA)
            .number("tsn", 4)
            .number("stream", 2)
            .number("sequence", 2)
            .number("protocol", 4)
            .octets("data")
            .doc("data of a whole message: TSN, stream, sequence in it, protocol", "RFC 9260 3.3.1")
            .example(":1:0:0:0:68656c6c6f"),
        begin("init", 1, "begins an association: tag, window, streams out and in, first TSN"),
        begin("initack", 2, "answers init; its parameters hold the cookie"),
        new FixedShape("sack", 3)
            .number("tsn", 4)
            .number("window", 4)
            .number("gaps", 2, "0")
            .number("duplicates", 2, "0")
            .octetsOrNone("blocks")
            .doc("what has arrived", "RFC 9260 3.3.4")
            .example(":1:65535"),
        opaque("heartbeat", 4, "are you there?", "RFC 9260 3.3.5").example(":0001000801020304"),
        opaque("heartbeatack", 5, "I am", "RFC 9260 3.3.6").example(":0001000801020304"),
        opaque("abort", 6, "ends an association at once; causes", "RFC 9260 3.3.7"),
        new FixedShape("shutdown", 7)
            .number("tsn", 4, "0")
            .doc("ends an association: last TSN received", "RFC 9260 3.3.8"),
        new FixedShape("shutdownack", 8).doc("answers shutdown", "RFC 9260 3.3.9"),
        opaque("error", 9, "causes", "RFC 9260 3.3.10").example(":00010008000a0000"),
        opaque("cookie", 10, "the cookie, given back", "RFC 9260 3.3.11").example(":01020304"),
        new FixedShape("cookieack", 11).doc("answers cookie", "RFC 9260 3.3.12"),
        new FixedShape("shutdowncomplete", 14).doc("answers shutdownack", "RFC 9260 3.3.13"));
  }

  private static OptionShape begin(String name, int type, String doc) {
    return new FixedShape(name, type)
        .hexadecimal("tag", 4)
        .number("window", 4)
        .number("out", 2)
        .number("in", 2)
        .number("tsn", 4)
        .octetsOrNone("parameters")
        .doc(doc, type == 1 ? "RFC 9260 3.3.2" : "RFC 9260 3.3.3")
        .example(":0x01020304:65535:10:10:1");
  }

  private static FixedShape opaque(String name, int type, String doc, String rfc) {
    return new FixedShape(name, type).octetsOrNone("data").doc(doc, rfc);
  }

  private static int flags(int type) {
    return type == DATA ? WHOLE : 0;
  }

  private static int length(byte[] octets, int at) {
    return (octets[at + 2] & 0xff) << 8 | octets[at + 3] & 0xff;
  }

  private static int padded(int octets) {
    return octets + 3 & ~3;
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int length = end - at < HEAD ? 0 : padded(length(octets, at));
    return length < HEAD || length > end - at ? end : at + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    if (end - at < HEAD || length(octets, at) < HEAD || padded(length(octets, at)) != end - at) {
      return false;
    }
    for (int i = at + length(octets, at); i < end; i++) {
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
    return at + HEAD;
  }

  @Override
  protected int dataTo(byte[] octets, int at, int end) {
    return at + length(octets, at);
  }

  @Override
  protected void frame(int type, byte[] data, OctetsBuilder out) throws ValueException {
    frame(type, flags(type), data, out);
  }

  /** The number between type and data is the flags. */
  @Override
  protected void frame(int type, int flags, byte[] data, OctetsBuilder out) throws ValueException {
    int length = HEAD + data.length;
    if (flags > 255 || length > 0xffff) {
      throw new ValueException("flags 0 to 255 and at most 65531 octets of data");
    }
    out.add(type, 1).add(flags, 1).add(length, 2).add(data).zeros(padded(length) - length);
  }

  private boolean isUsual(byte[] octets, int at, int end) {
    return !isReadable(octets, at, end) || (octets[at + 1] & 0xff) == flags(octets[at] & 0xff);
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (isUsual(octets, at, end)) {
      super.text(octets, at, end, out);
    } else {
      out.add("raw:");
      raw(octets, at, end, out);
    }
  }

  @Override
  protected void raw(byte[] octets, int at, int end, TextBuffer out) {
    out.decimal(octets[at] & 0xff).add(':').decimal(octets[at + 1] & 0xff).add(':');
    out.hex(octets, at + HEAD, dataTo(octets, at, end));
  }

  @Override
  public void json(byte[] octets, int at, int end, TextBuffer out) {
    if (isUsual(octets, at, end)) {
      super.json(octets, at, end, out);
    } else {
      out.add("{\"raw\":\"");
      raw(octets, at, end, out);
      out.add("\"}");
    }
  }
}
