// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.TypeLengthList;

/** The options of the TCP header (IANA "TCP Option Kind Numbers"). */
final class TcpOptions {
  private TcpOptions() {}

  static OptionList list() {
    return new TypeLengthList()
        .with(
            new FixedShape("eol", 0).doc("end of options", "RFC 9293 3.2"),
            new FixedShape("nop", 1).doc("nothing, to align the next", "RFC 9293 3.2"),
            new FixedShape("mss", 2)
                .number("octets", 2)
                .doc("largest segment that the sender takes", "RFC 9293 3.2")
                .example(":1460"),
            new FixedShape("ws", 3)
                .number("shift", 1)
                .doc("the window counts in units of 2^SHIFT", "RFC 7323 2")
                .example(":7"),
            new FixedShape("sackok", 4).doc("selective acknowledgments are read", "RFC 2018 2"),
            new SackShape(),
            new FixedShape("ts", 8)
                .number("value", 4)
                .number("echo", 4)
                .doc("time stamps", "RFC 7323 3")
                .example(":1:0"),
            new FixedShape("tfo", 34)
                .octetsOrNone("cookie")
                .doc("fast open; no cookie: a request for one", "RFC 7413 4.1.1")
                .example(":0102030405060708"),
            new TcpDigestShape(),
            new FixedShape("ao", 29)
                .number("keyid", 1)
                .number("next", 1)
                .octets("mac")
                .doc("authentication: key, next key, code", "RFC 5925 2.2")
                .example(":1:2:000102030405060708090a0b"),
            new UserTimeoutShape(),
            new FixedShape("mptcp", 30)
                .octets("data")
                .doc("multipath, from the subtype on", "RFC 8684 3")
                .example(":00010102030405060708"),
            new FixedShape("exp", 254)
                .hexadecimal("exid", 2)
                .octetsOrNone("data")
                .doc("experiment with its identifier; kind 253 by raw", "RFC 6994 3")
                .example(":0xf989:01020304"));
  }
}
