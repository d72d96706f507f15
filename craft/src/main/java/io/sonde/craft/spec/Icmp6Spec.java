// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Control messages of IPv6, RFC 4443, but those that are layers of their own. */
final class Icmp6Spec extends QuotingSpec {
  private static final String RFC_4443 = "RFC 4443";
  private static final int CHECKSUM_END = 4;
  private static final int UNREACHABLE = 1;
  private static final int TOO_BIG = 2;
  private static final int EXCEEDED = 3;
  private static final int PARAMETER = 4;
  private static final int ECHO = 128;
  private static final int REPLY = 129;
  private static final int NODE_QUERY = 139;
  private static final int NODE_REPLY = 140;
  private static final int EXTENDED_ECHO = 160;
  private static final int EXTENDED_REPLY = 161;

  private static final String[] UNREACHABLE_CODES = {
    "noroute", "admin", "scope", "addr", "port", "policy", "reject", "srh"
  };
  private static final String[] EXCEEDED_CODES = {"hop", "frag"};
  private static final String[] PARAMETER_CODES = {"header", "nexthdr", "option", "chain"};

  Icmp6Spec() {
    super("icmp6", "control messages of IPv6", RFC_4443, 8, ECHO);
    number("id", 32, 16)
        .loose()
        .only(type, ECHO, REPLY, EXTENDED_ECHO, EXTENDED_REPLY)
        .doc("identifier, copied into the answer")
        .rfc("RFC 4443 4")
        .example("7");
    number("seq", 48, 16)
        .loose()
        .only(type, ECHO, REPLY)
        .doc("sequence number, copied into the answer; 8 bits in an extended echo")
        .rfc("RFC 4443 4")
        .example("1");
    number("seq", 48, 8).only(type, EXTENDED_ECHO, EXTENDED_REPLY).doc("sequence number");
    number("mtu", 32, 32)
        .only(type, TOO_BIG)
        .doc("MTU of the next hop")
        .rfc("RFC 4443 3.2")
        .example("1280");
    number("ptr", 32, 32)
        .only(type, PARAMETER)
        .doc("octet of the quoted packet that is wrong")
        .rfc("RFC 4443 3.4")
        .example("6");
    number("qtype", 32, 16)
        .only(type, NODE_QUERY, NODE_REPLY)
        .names("noop", "", "name", "addresses", "addresses4")
        .doc("what is asked")
        .rfc("RFC 4620 4")
        .example("name");
    hex("niflags", 48, 16)
        .only(type, NODE_QUERY, NODE_REPLY)
        .doc("flags of the query type")
        .rfc("RFC 4620 4")
        .example("0x0002");
    hex("nonce", 64, 64)
        .only(type, NODE_QUERY, NODE_REPLY)
        .doc("copied into the answer")
        .rfc("RFC 4620 4")
        .example("0x0102030405060708");
    number("local", 63, 1)
        .only(type, EXTENDED_ECHO)
        .doc("whether the interface is the answering node's own")
        .rfc("RFC 8335 2")
        .example("1");
    number("state", 56, 3)
        .only(type, EXTENDED_REPLY)
        .names("", "incomplete", "reachable", "stale", "delay", "probe", "failed")
        .doc("what the neighbour cache says of an interface of another node")
        .rfc("RFC 8335 3")
        .example("reachable");
    number("active", 61, 1)
        .only(type, EXTENDED_REPLY)
        .doc("it is up")
        .rfc("RFC 8335 3")
        .example("1");
    number("v4", 62, 1)
        .only(type, EXTENDED_REPLY)
        .doc("it runs IPv4")
        .rfc("RFC 8335 3")
        .example("1");
    number("v6", 63, 1)
        .only(type, EXTENDED_REPLY)
        .doc("it runs IPv6")
        .rfc("RFC 8335 3")
        .example("1");
    hex("rest", 32, 32)
        .when((packet, layer) -> type.nameOf(packet.u8(packet.start[layer])) == null)
        .doc("octets 4 to 7, whatever the type makes of them")
        .rfc("RFC 4443 2.1")
        .example("type=200", "0x00000007");
    answered(ECHO, REPLY, 4);
    answered(NODE_QUERY, NODE_REPLY, 0);
    answered(EXTENDED_ECHO, EXTENDED_REPLY, 3);
    quoting(32, new int[] {UNREACHABLE, EXCEEDED}, new int[] {EXTENDED_ECHO});
    addWords();
    carriers().byIp(IpProtocol.ICMPV6);
    followedBy("ip6 (quoted)", "data");
    exampleIn("ip6 dst=2001:db8::1 / ", "");
    readableFrom(CHECKSUM_END);
  }

  private void addWords() {
    word("echo", type, ECHO, code, 0, "echo request");
    word("reply", type, REPLY, code, 0, "echo reply");
    word("unreach", type, UNREACHABLE, "destination unreachable; the next word says why");
    wordsAfter("unreach", code, UNREACHABLE_CODES);
    word("toobig", type, TOO_BIG, code, 0, "packet too big");
    word("exceeded", type, EXCEEDED, "time exceeded; the next word says which");
    wordsAfter("exceeded", code, EXCEEDED_CODES);
    word("param", type, PARAMETER, "parameter problem; the next word says which");
    wordsAfter("param", code, PARAMETER_CODES);
    word("niquery", type, NODE_QUERY, "node information query");
    word("nireply", type, NODE_REPLY, "node information reply");
    word("xecho", type, EXTENDED_ECHO, code, 0, "extended echo request");
    word("xreply", type, EXTENDED_REPLY, code, 0, "extended echo reply");
    type.name("unreach", UNREACHABLE).name("toobig", TOO_BIG).name("exceeded", EXCEEDED);
    type.name("param", PARAMETER).name("echo", ECHO).name("reply", REPLY);
    type.name("niquery", NODE_QUERY).name("nireply", NODE_REPLY);
    type.name("xecho", EXTENDED_ECHO).name("xreply", EXTENDED_REPLY);
  }

  @Override
  public LayerSpec refined(PacketLayout packet, int at, int end) {
    LayerSpec own = end > at ? LayerSpecs.byIcmp6Type(packet.u8(at)) : null;
    return own != null && end - at >= own.least() ? own.refined(packet, at, end) : this;
  }

  /** RFC 4443 section 2.1: types below 128 are errors. */
  @Override
  boolean isError(int number) {
    return number < ECHO;
  }

  @Override
  boolean isExtendedEcho(int number) {
    return number == EXTENDED_ECHO;
  }

  @Override
  int headerLength(int number) {
    return number == NODE_QUERY || number == NODE_REPLY ? 16 : LENGTH;
  }

  @Override
  @Nullable String codeName(int number, int codeNumber) {
    String[] names =
        switch (number) {
          case UNREACHABLE -> UNREACHABLE_CODES;
          case EXCEEDED -> EXCEEDED_CODES;
          case PARAMETER -> PARAMETER_CODES;
          default -> new String[0];
        };
    return codeNumber < names.length ? names[codeNumber] : null;
  }

  @Override
  long checksum(PacketLayout packet, int layer) {
    return checksumOf(packet, layer);
  }

  /** The checksum of any message of ICMPv6. */
  static long checksumOf(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    int to = packet.end[layer];
    return Checksums.withPseudoHeader(
        packet, layer, IpProtocol.ICMPV6, from, to, from + 2, to - from);
  }

  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return super.answers(probe, at, packet, layer)
        && (probe.u8(probe.start[at]) != NODE_QUERY || hasNonceOf(probe, at, packet, layer));
  }

  private static boolean hasNonceOf(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return Answering.has(probe, at, 16)
        && Answering.has(packet, layer, 16)
        && Answering.same(probe, probe.start[at] + 8, packet, packet.start[layer] + 8, 8);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    int number = packet.u8(start);
    String name = type.nameOf(number);
    out.add(" icmp6 ");
    if (name == null) {
      out.add("type ").decimal(number).add(" code ").decimal(packet.u8(start + 1));
    } else {
      out.add(name);
      String why = codeName(number, packet.u8(start + 1));
      if (why != null) {
        out.add(' ').add(why);
      } else if (packet.u8(start + 1) != 0) {
        out.add(" code ").decimal(packet.u8(start + 1));
      }
    }
    if (packet.headerEnd[layer] - start < LENGTH) {
      return;
    }
    if (number == ECHO || number == REPLY) {
      out.add(" id ").decimal(packet.u16(start + 4)).add(" seq ").decimal(packet.u16(start + 6));
    } else if (number == TOO_BIG) {
      out.add(" mtu ").decimal(packet.u32(start + 4));
    }
    if (!isError(number)) {
      out.add(" len ").decimal(packet.end[layer] - start);
    }
  }
}
