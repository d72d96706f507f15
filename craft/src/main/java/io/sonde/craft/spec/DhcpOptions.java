// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;
import java.util.List;

/**
 * Options of DHCP (RFC 2132): a code, a length that counts the data, data; one octet for the end
 * and for padding, of which a run counts as one element.
 */
final class DhcpOptions extends OptionList {
  static final int END = 255;
  private static final int PAD = 0;
  private static final int MESSAGE = 53;
  private static final String PADDING = "pad";
  private static final String[] MESSAGES = {
    "", "discover", "offer", "request", "decline", "ack", "nak", "release", "inform"
  };

  DhcpOptions() {
    for (int i = 1; i < MESSAGES.length; i++) {
      with(new FixedShape(MESSAGES[i], -i).doc("kind of message: " + MESSAGES[i], "RFC 2132 9.6"));
    }
    with(
        ipv4("mask", 1, "subnet mask", "RFC 2132 3.3").example(":255.255.255.0"),
        ipv4("router", 3, "routers", "RFC 2132 3.5").example(":192.0.2.1"),
        ipv4("dns", 6, "name servers", "RFC 2132 3.8").example(":192.0.2.53+192.0.2.54"),
        text("hostname", 12, "name of the host", "RFC 2132 3.14").example(":host"),
        text("domain", 15, "domain of the host", "RFC 2132 3.17").example(":example.com"),
        number("mtu", 26, 2, "MTU of the link", "RFC 2132 5.1").example(":1500"),
        ipv4("broadcast", 28, "broadcast address", "RFC 2132 5.3").example(":192.0.2.255"),
        ipv4("ntp", 42, "time servers", "RFC 2132 8.3").example(":192.0.2.123"),
        ipv4("address", 50, "address that is asked for", "RFC 2132 9.1").example(":192.0.2.7"),
        number("lease", 51, 4, "seconds of the lease", "RFC 2132 9.2").example(":3600"),
        ipv4("server", 54, "which server", "RFC 2132 9.7").example(":192.0.2.1"),
        octets("params", 55, "codes that are asked for", "RFC 2132 9.8").example(":0103060f"),
        text("message", 56, "text for people", "RFC 2132 9.9").example(":no"),
        number("maxsize", 57, 2, "longest message", "RFC 2132 9.10").example(":1500"),
        number("renewal", 58, 4, "seconds until renewal", "RFC 2132 9.11").example(":1800"),
        number("rebinding", 59, 4, "seconds until rebinding", "RFC 2132 9.12").example(":3150"),
        text("vendor", 60, "class of the client", "RFC 2132 9.13").example(":sonde"),
        octets("client", 61, "identifier of the client", "RFC 2132 9.14")
            .example(":01020000000001"),
        number("v6only", 108, 4, "IPv6 alone is preferred: seconds", "RFC 8925 3.1")
            .example(":1800"),
        text("captive", 114, "URI of a captive portal", "RFC 8910 2.1")
            .example(":https://example.com/"),
        new FixedShape("end", END)
            .doc("end of options; added where it is not typed", "RFC 2132 3.2"));
  }

  private static FixedShape ipv4(String name, int code, String doc, String rfc) {
    return new FixedShape(name, code).ipv4List("addr").doc(doc, rfc);
  }

  private static FixedShape text(String name, int code, String doc, String rfc) {
    return new FixedShape(name, code).text("text").doc(doc, rfc);
  }

  private static FixedShape number(String name, int code, int octets, String doc, String rfc) {
    return new FixedShape(name, code).number("value", octets).doc(doc, rfc);
  }

  private static FixedShape octets(String name, int code, String doc, String rfc) {
    return new FixedShape(name, code).octets("data").doc(doc, rfc);
  }

  private static int code(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  @Override
  public int elementEnd(byte[] octets, int at, int end) {
    int code = code(octets, at);
    if (code == PAD) {
      int behind = at;
      while (behind < end && octets[behind] == PAD) {
        behind++;
      }
      return behind;
    }
    if (code == END) {
      return at + 1;
    }
    int length = end - at < 2 ? END : octets[at + 1] & 0xff;
    return length > end - at - 2 ? end : at + 2 + length;
  }

  @Override
  public boolean isReadable(byte[] octets, int at, int end) {
    int code = code(octets, at);
    if (code == PAD) {
      return true;
    }
    return code == END ? end == at + 1 : end - at >= 2 && (octets[at + 1] & 0xff) == end - at - 2;
  }

  /** Whether the end is among the options, so that none needs to be added. */
  boolean ends(byte[] octets) {
    int at = 0;
    while (at < octets.length) {
      if (code(octets, at) == END) {
        return true;
      }
      at = elementEnd(octets, at, octets.length);
    }
    return false;
  }

  /** Appends the kind of message of a list, if there is one. */
  void message(byte[] octets, int from, int to, TextBuffer out) {
    int at = from;
    while (at < to) {
      int next = elementEnd(octets, at, to);
      if (isMessage(octets, at, next)) {
        out.add(' ').add(MESSAGES[octets[at + 2]]);
        return;
      }
      at = next;
    }
  }

  private static boolean isMessage(byte[] octets, int at, int end) {
    return code(octets, at) == MESSAGE
        && end - at == 3
        && octets[at + 1] == 1
        && octets[at + 2] > 0
        && octets[at + 2] < MESSAGES.length;
  }

  @Override
  public List<String> names() {
    List<String> names = super.names();
    names.add(PADDING);
    return names;
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    if (element.equals(PADDING) || element.startsWith(PADDING + ":")) {
      String count = element.equals(PADDING) ? "1" : element.substring(PADDING.length() + 1);
      out.zeros((int) Atoms.number(count, 0xffff));
    } else {
      super.encode(element, out);
    }
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (isMessage(octets, at, end)) {
      out.add(MESSAGES[octets[at + 2]]);
    } else if (code(octets, at) == PAD) {
      out.add(PADDING).add(':').decimal(end - at);
    } else {
      super.text(octets, at, end, out);
    }
  }

  @Override
  public void json(byte[] octets, int at, int end, TextBuffer out) {
    if (isMessage(octets, at, end)) {
      out.add("{\"").add(MESSAGES[octets[at + 2]]).add("\":true}");
    } else if (code(octets, at) == PAD) {
      out.add("{\"").add(PADDING).add("\":").decimal(end - at).add('}');
    } else {
      super.json(octets, at, end, out);
    }
  }

  @Override
  protected int type(byte[] octets, int at) {
    return code(octets, at);
  }

  @Override
  protected int dataFrom(byte[] octets, int at) {
    int code = code(octets, at);
    return code == PAD || code == END ? at + 1 : at + 2;
  }

  /** Kinds of messages have negative numbers here. */
  @Override
  protected void frame(int code, byte[] data, OctetsBuilder out) throws ValueException {
    if (code < 0) {
      out.add(MESSAGE, 1).add(1, 1).add(-code, 1);
    } else if ((code == END || code == PAD) && data.length == 0) {
      out.add(code, 1);
    } else {
      frame(code, data.length, data, out);
    }
  }

  @Override
  protected void frame(int code, int length, byte[] data, OctetsBuilder out) throws ValueException {
    if (length > 255) {
      throw new ValueException("at most 255 octets of data");
    }
    out.add(code, 1).add(length, 1).add(data);
  }
}
