// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.ErrorStyle;
import io.sonde.sim.ErrorStyle.Extensions;
import io.sonde.sim.Router;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.InterfaceInformation;
import io.sonde.wire.icmp.MplsLabelStack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be said about a router. */
final class RouterAttributes {
  private static final String NONE = "none";
  private static final int MOST_LABELS = 16;

  static final List<Attribute<Router>> ALL =
      List.of(
          Attribute.of(
              "silent",
              "[=icmp,udp,tcp|none]",
              "Sends no ICMP errors and answers nothing itself; with a list only about packets of"
                  + " these protocols (`icmp` is both ICMP and ICMPv6).",
              "router r1 198.51.100.1 silent=udp",
              RouterAttributes::silent),
          Attribute.of(
              "icmp-rate",
              "N/s[:BURST]",
              "Most errors a second, 0 for no limit; so many may come together after a pause (1"
                  + " unless said).",
              "router r1 198.51.100.1 icmp-rate=5/s:3",
              RouterAttributes::rate),
          Attribute.of(
              "ttl",
              "N",
              "TTL or hop limit that its own packets leave with, 1 … 255; 64 unless said.",
              "router r1 198.51.100.1 ttl=255",
              value -> {
                int ttl = value.whole("ttl", 1, 255);
                return router -> router.ttl(ttl);
              }),
          Attribute.of(
              "quote",
              "N|full",
              "Octets that its errors quote, the IP header among them: 28 is RFC 792's least. `full`"
                  + " (the default) is up to 576 octets of error, 1280 in IPv6.",
              "router r1 198.51.100.1 quote=28",
              value -> {
                boolean full = value.text().equals("full");
                int octets = full ? ErrorStyle.FULL : value.whole("quote", 0, 1232);
                return router -> router.errors(style -> style.quote(octets));
              }),
          Attribute.of(
              "mpls",
              "LABEL:TC:S:TTL[+…]|none",
              "Label stack that its errors show (RFC 4950), outermost entry first.",
              "router r1 198.51.100.1 mpls=24001:0:0:1+3:5:1:255",
              RouterAttributes::mpls),
          Attribute.of(
              "ext",
              "rfc4884|legacy|bad-checksum|none",
              "Where the extensions of its errors stand: behind a quote of a given length (the"
                  + " default), behind 128 octets without a word about it, with a wrong checksum, or"
                  + " nowhere.",
              "router r1 198.51.100.1 mpls=24001:0:1:1 ext=legacy",
              value -> {
                Extensions[] forms = {
                  Extensions.RFC_4884, Extensions.LEGACY, Extensions.BAD_CHECKSUM, Extensions.NONE
                };
                int form = value.choice("ext", "rfc4884", "legacy", "bad-checksum", NONE);
                return router -> router.errors(style -> style.form(forms[form]));
              }),
          Attribute.of(
              "interface-info",
              "IFINDEX,NAME,MTU|none",
              "The interface on which the packet came, as its errors tell it (RFC 5837).",
              "router r1 198.51.100.1 interface-info=3,ge-0/0/1,1500",
              RouterAttributes::interfaceInformation),
          Attribute.<Router>of(
                  "answers-from",
                  "ADDR|none",
                  "Address that its errors come from, be it anybody's; one of each family.",
                  "router r1 198.51.100.1 answers-from=10.0.0.1",
                  value -> {
                    if (value.text().equals(NONE)) {
                      return Router::answersFromItself;
                    }
                    IpAddress address = value.address("answers-from");
                    return router -> router.answersFrom(address);
                  })
              .repeated(),
          Attribute.of(
              "zero-ttl",
              "[=on|off]",
              "Forwards a packet whose TTL it has counted down to 0, so that the next router quotes 0.",
              "router r1 198.51.100.1 zero-ttl",
              value -> {
                boolean on = isOn("zero-ttl", value);
                return router -> router.zeroTtl(on);
              }),
          Attribute.of(
              "no-decrement",
              "[=on|off]",
              "Forwards without counting down: nobody sees this hop.",
              "router r1 198.51.100.1 no-decrement",
              value -> {
                boolean on = isOn("no-decrement", value);
                return router -> router.invisible(on);
              }),
          Attribute.of(
              "rewrite",
              "dscp:N,ecn:N,ttl:+N|none",
              "Sets DSCP (0 … 63) and ECN (0 … 3) of what it forwards, and raises its TTL.",
              "router r1 198.51.100.1 rewrite=dscp:0,ttl:+1",
              RouterAttributes::rewrite),
          Attribute.<Router>of(
                  "reject",
                  "net|host|admin|port[:PREFIX]|none",
                  "Refuses with that code of destination unreachable, everything or what is for a"
                      + " prefix. Of all reject and drop attributes the first that fits counts.",
                  "router r1 198.51.100.1 reject=admin:203.0.113.0/24",
                  RouterAttributes::reject)
              .repeated(),
          Attribute.<Router>of(
                  "drop",
                  "PREFIX|PROTO[:PORT]|none",
                  "Drops without a word what is for a prefix, or of a protocol (icmp, udp, tcp, igmp or"
                      + " a number) and to a port.",
                  "router r1 198.51.100.1 drop=icmp drop=tcp:25",
                  RouterAttributes::drop)
              .repeated());

  private RouterAttributes() {}

  static boolean isOn(String what, Word value) throws WordException {
    return value.text().isEmpty() || value.choice(what, "on", "off") == 0;
  }

  private static Consumer<Router> silent(Word value) throws WordException {
    if (value.text().isEmpty()) {
      return router -> router.errors(ErrorStyle::silent);
    }
    if (value.text().equals(NONE)) {
      return router -> router.errors(ErrorStyle::talkative);
    }
    List<Integer> protocols = new ArrayList<>();
    for (Word word : value.split(',')) {
      switch (word.choice("silent", "icmp", "udp", "tcp", NONE)) {
        case 0 -> protocols.addAll(List.of(IpProtocol.ICMP, IpProtocol.ICMPV6));
        case 1 -> protocols.add(IpProtocol.UDP);
        case 2 -> protocols.add(IpProtocol.TCP);
        default -> throw word.expected("silent", "none alone, not in a list");
      }
    }
    return router ->
        router.errors(
            style -> {
              style.talkative();
              protocols.forEach(style::silentAbout);
            });
  }

  private static Consumer<Router> rate(Word value) throws WordException {
    List<Word> parts = value.split(':');
    Word rate = parts.get(0);
    if (parts.size() > 2 || !rate.text().endsWith("/s")) {
      throw value.expected("icmp-rate", "N/s or N/s:BURST, such as 5/s:3");
    }
    int perSecond = rate.upTo(rate.text().length() - 2).whole("icmp-rate", 0, 1_000_000);
    int burst = parts.size() == 1 ? 1 : parts.get(1).whole("burst", 1, 1_000_000);
    return router -> router.errors(style -> style.rate(perSecond, burst));
  }

  private static Consumer<Router> mpls(Word value) throws WordException {
    if (value.text().equals(NONE)) {
      return router -> router.errors(style -> style.withoutObject(MplsLabelStack.CLASS_NUMBER));
    }
    List<MplsLabelStack.Entry> entries = new ArrayList<>();
    List<Word> words = value.split('+');
    for (Word word : words) {
      List<Word> parts = word.split(':');
      if (parts.size() != 4) {
        throw word.expected("label", "LABEL:TC:S:TTL, such as 24001:0:1:1");
      }
      entries.add(
          new MplsLabelStack.Entry(
              parts.get(0).whole("label", 0, (1 << 20) - 1),
              parts.get(1).whole("traffic class", 0, 7),
              parts.get(2).whole("bottom of stack", 0, 1) == 1,
              parts.get(3).whole("label's ttl", 0, 255)));
    }
    if (entries.size() > MOST_LABELS) {
      throw value.expected("mpls", "at most " + MOST_LABELS + " labels");
    }
    MplsLabelStack stack = new MplsLabelStack(entries);
    return router -> router.errors(style -> style.object(stack));
  }

  private static Consumer<Router> interfaceInformation(Word value) throws WordException {
    if (value.text().equals(NONE)) {
      return router ->
          router.errors(style -> style.withoutObject(InterfaceInformation.CLASS_NUMBER));
    }
    List<Word> parts = value.split(',');
    if (parts.size() != 3 || parts.get(1).text().isEmpty()) {
      throw value.expected("interface-info", "IFINDEX,NAME,MTU, such as 3,ge-0/0/1,1500");
    }
    Word name = parts.get(1);
    if (name.text().length() > 63 || !name.text().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw name.expected("interface name", "at most 63 ASCII characters");
    }
    InterfaceInformation information =
        InterfaceInformation.of(
            InterfaceInformation.INCOMING,
            (long) parts.get(0).whole("interface index", 0, Integer.MAX_VALUE),
            null,
            name.text(),
            (long) parts.get(2).whole("MTU", 0, Integer.MAX_VALUE));
    return router -> router.errors(style -> style.object(information));
  }

  private static Consumer<Router> rewrite(Word value) throws WordException {
    int dscp = -1;
    int ecn = -1;
    int gain = 0;
    if (!value.text().equals(NONE)) {
      for (Word word : value.split(',')) {
        List<Word> parts = word.split(':');
        if (parts.size() != 2) {
          throw word.expected("rewrite", "dscp:N, ecn:N or ttl:+N");
        }
        Word number = parts.get(1);
        switch (parts.get(0).choice("rewrite", "dscp", "ecn", "ttl")) {
          case 0 -> dscp = number.whole("dscp", 0, 63);
          case 1 -> ecn = number.whole("ecn", 0, 3);
          default -> {
            if (!number.text().startsWith("+")) {
              throw number.expected("ttl", "+ and a number, such as +1");
            }
            gain = number.from(1).whole("ttl", 1, 254);
          }
        }
      }
    }
    int newDscp = dscp;
    int newEcn = ecn;
    int hops = gain;
    return router -> router.rewriteDscp(newDscp).rewriteEcn(newEcn).raiseTtl(hops);
  }

  private static Consumer<Router> reject(Word value) throws WordException {
    if (value.text().equals(NONE)) {
      return Router::clearRejects;
    }
    int colon = value.text().indexOf(':');
    Word how = colon < 0 ? value : value.upTo(colon);
    Router.Reject[] answers = {
      Router.Reject.NET, Router.Reject.HOST, Router.Reject.ADMIN, Router.Reject.PORT
    };
    Router.Reject answer = answers[how.choice("reject", "net", "host", "admin", "port")];
    PacketMatches matches =
        colon < 0
            ? PacketMatches.ALL
            : PacketMatches.prefix(value.from(colon + 1).prefix("reject"));
    return router -> matches.forEach(match -> router.reject(match, answer));
  }

  private static Consumer<Router> drop(Word value) throws WordException {
    if (value.text().equals(NONE)) {
      return Router::clearDrops;
    }
    PacketMatches matches = PacketMatches.read(value);
    return router -> matches.forEach(router::drop);
  }
}
