// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.TypeLengthList;

/** The options of the IPv4 header (IANA "Internet Protocol Version 4 Parameters"). */
final class Ipv4Options {
  private static final String RFC_791 = "RFC 791 3.1";

  private Ipv4Options() {}

  static OptionList list() {
    return new TypeLengthList()
        .with(
            new FixedShape("eol", 0).doc("end of options", RFC_791),
            new FixedShape("nop", 1).doc("nothing, to align the next", RFC_791),
            new Ipv4RouteShape("rr", 7, true).doc("record route", RFC_791).example(":9"),
            new Ipv4TimeShape().doc("time stamps", RFC_791).example(":addr:4"),
            route("lsrr", 131, "loose source route"),
            route("ssrr", 137, "strict source route"),
            new FixedShape("ra", 148)
                .number("value", 2, "0")
                .doc("router alert", "RFC 2113, RFC 5350"),
            new FixedShape("sec", 130)
                .octets("data")
                .doc("basic security", "RFC 1108 2")
                .example(":ab80"),
            new FixedShape("cipso", 134)
                .octets("data")
                .doc("commercial security", "FIPS 188")
                .example(":000000010104"),
            new FixedShape("sid", 136)
                .number("id", 2)
                .doc("stream identifier", "RFC 791 3.1, RFC 6814")
                .example(":7"),
            new FixedShape("mtup", 11)
                .number("mtu", 2)
                .doc("probe of the path MTU", "RFC 1063")
                .example(":1500"),
            new FixedShape("mtur", 12)
                .number("mtu", 2)
                .doc("answer to a probe of the path MTU", "RFC 1063")
                .example(":1500"),
            new FixedShape("traceroute", 82)
                .number("id", 2)
                .number("ohc", 2)
                .number("rhc", 2)
                .ipv4("addr")
                .doc("traceroute: outbound and return hop count, originator", "RFC 1393")
                .example(":1:0:65535:192.0.2.1"),
            new QuickStartShape("qs", 25).example(":8:64:0x12345678"),
            new FixedShape("sdb", 149)
                .ipv4List("addr")
                .doc("selective directed broadcast", "RFC 1770")
                .example(":192.0.2.1+198.51.100.1"),
            new FixedShape("exp", 30)
                .octets("data")
                .doc("experiment; 94, 158 and 222 by raw", "RFC 4727")
                .example(":abcd"));
  }

  private static OptionShape route(String name, int type, String doc) {
    return new Ipv4RouteShape(name, type, false).doc(doc, RFC_791).example(":192.0.2.1+192.0.2.2");
  }
}
