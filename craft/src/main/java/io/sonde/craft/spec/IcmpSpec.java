// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Control messages of IPv4, RFC 792. */
final class IcmpSpec extends QuotingSpec {
  private static final String RFC_792 = "RFC 792";
  private static final int UNREACHABLE = 3;
  private static final int REDIRECT = 5;
  private static final int ECHO = 8;
  private static final int ADVERTISEMENT = 9;
  private static final int EXCEEDED = 11;
  private static final int PARAMETER = 12;
  private static final int TRACEROUTE = 30;
  private static final int PHOTURIS = 40;
  private static final int EXTENDED_ECHO = 42;
  private static final int EXTENDED_REPLY = 43;

  private static final String[] UNREACHABLE_CODES = {
    "net",
    "host",
    "proto",
    "port",
    "frag",
    "srcroute",
    "netunknown",
    "hostunknown",
    "isolated",
    "netprohib",
    "hostprohib",
    "nettos",
    "hosttos",
    "admin",
    "precedence",
    "cutoff"
  };
  private static final String[] REDIRECT_CODES = {"net", "host", "tosnet", "toshost"};
  private static final String[] EXCEEDED_CODES = {"ttl", "reassembly"};
  private static final String[] PARAMETER_CODES = {"pointer", "missing", "length"};

  private @Nullable Field addresses;
  private @Nullable Field count;

  IcmpSpec() {
    super("icmp", "control messages of IPv4", RFC_792, 4, ECHO);
    number("id", 32, 16)
        .loose()
        .only(type, 0, ECHO, 13, 14, 15, 16, 17, 18, TRACEROUTE, EXTENDED_ECHO, EXTENDED_REPLY)
        .doc("identifier, copied into the answer")
        .rfc(RFC_792)
        .example("7");
    number("seq", 48, 16)
        .loose()
        .only(type, 0, ECHO, 13, 14, 15, 16, 17, 18)
        .doc("sequence number, copied into the answer; 8 bits in an extended echo")
        .rfc(RFC_792)
        .example("1");
    number("seq", 48, 8).only(type, EXTENDED_ECHO, EXTENDED_REPLY).doc("sequence number");
    number("mtu", 48, 16)
        .only(type, UNREACHABLE)
        .doc("MTU of the next hop, with the word frag")
        .rfc("RFC 1191 4")
        .example("1400");
    ipv4("gw", 32)
        .only(type, REDIRECT)
        .doc("router to use instead")
        .rfc(RFC_792)
        .example("192.0.2.254");
    number("ptr", 32, 8)
        .only(type, PARAMETER)
        .doc("octet of the quoted datagram that is wrong")
        .rfc(RFC_792)
        .example("20");
    number("ptr", 48, 16).only(type, PHOTURIS).doc("octet of the quoted datagram that is wrong");
    stamp("orig", 64, "when it was sent, in milliseconds since midnight UTC");
    stamp("recv", 96, "when the request arrived");
    stamp("xmit", 128, "when the reply left");
    ipv4("mask", 64)
        .only(type, 17, 18)
        .doc("mask of the subnet")
        .rfc("RFC 950")
        .example("255.255.255.0");
    advertisement();
    number("ohc", 64, 16)
        .only(type, TRACEROUTE)
        .doc("outbound hop count")
        .rfc("RFC 1393 2.3")
        .example("3");
    number("rhc", 80, 16)
        .only(type, TRACEROUTE)
        .doc("return hop count")
        .rfc("RFC 1393 2.3")
        .example("2");
    number("speed", 96, 32)
        .only(type, TRACEROUTE)
        .doc("octets a second")
        .rfc("RFC 1393 2.3")
        .example("125000000");
    number("mtu", 128, 32)
        .only(type, TRACEROUTE)
        .doc("MTU of the link")
        .rfc("RFC 1393 2.3")
        .example("1500");
    extendedEcho(EXTENDED_ECHO, EXTENDED_REPLY);
    hex("rest", 32, 32)
        .when((packet, layer) -> type.nameOf(packet.u8(packet.start[layer])) == null)
        .doc("octets 4 to 7, whatever the type makes of them")
        .rfc(RFC_792)
        .example("type=200", "0x00000007");
    answered(ECHO, 0, 4);
    answered(13, 14, 4);
    answered(15, 16, 4);
    answered(17, 18, 4);
    answered(EXTENDED_ECHO, EXTENDED_REPLY, 3);
    answered(10, ADVERTISEMENT, 0);
    quoting(40, new int[] {UNREACHABLE, EXCEEDED, PARAMETER}, new int[] {EXTENDED_ECHO});
    addWords();
    carriers().byIp(IpProtocol.ICMP);
    followedBy("ip (quoted)", "data");
    exampleIn("ip dst=192.0.2.1 / ", "");
  }

  private void stamp(String key, int bit, String doc) {
    number(key, bit, 32).only(type, 13, 14).doc(doc).rfc(RFC_792).example("43200000");
  }

  private void advertisement() {
    Field entries =
        number("num", 32, 8)
            .only(type, ADVERTISEMENT)
            .derived(
                FieldRole.LENGTH,
                "number of addr",
                (packet, layer) -> (packet.headerEnd[layer] - packet.start[layer] - LENGTH) / 8)
            .doc("how many routers are listed")
            .rfc("RFC 1256 3")
            .example("3");
    number("entsize", 40, 8)
        .only(type, ADVERTISEMENT)
        .auto(2)
        .doc("words of 4 octets of each entry")
        .rfc("RFC 1256 3")
        .example("3");
    number("lifetime", 48, 16)
        .only(type, ADVERTISEMENT)
        .auto(1800)
        .doc("seconds for which the routers may be used")
        .rfc("RFC 1256 3")
        .example("600");
    addresses =
        list("addr", new RouterListCodec())
            .only(type, ADVERTISEMENT)
            .doc("routers and their preference")
            .rfc("RFC 1256 3")
            .example("192.0.2.254:0");
    count = entries;
  }

  private void extendedEcho(int request, int reply) {
    number("local", 63, 1)
        .only(type, request)
        .doc("whether the interface is the answering node's own")
        .rfc("RFC 8335 2")
        .example("1");
    number("state", 56, 3)
        .only(type, reply)
        .names("", "incomplete", "reachable", "stale", "delay", "probe", "failed")
        .doc("what the neighbour cache says of an interface of another node")
        .rfc("RFC 8335 3")
        .example("reachable");
    number("active", 61, 1)
        .only(type, reply)
        .doc("the interface is up")
        .rfc("RFC 8335 3")
        .example("1");
    number("v4", 62, 1).only(type, reply).doc("it runs IPv4").rfc("RFC 8335 3").example("1");
    number("v6", 63, 1).only(type, reply).doc("it runs IPv6").rfc("RFC 8335 3").example("1");
  }

  private void addWords() {
    word("echo", type, ECHO, code, 0, "echo request");
    word("reply", type, 0, code, 0, "echo reply");
    word("unreach", type, UNREACHABLE, "destination unreachable; the next word says why");
    wordsAfter("unreach", code, UNREACHABLE_CODES);
    word("quench", type, 4, code, 0, "source quench");
    word("redirect", type, REDIRECT, "redirect; the next word says for what");
    wordsAfter("redirect", code, REDIRECT_CODES);
    word("exceeded", type, EXCEEDED, "time exceeded; the next word says which");
    wordsAfter("exceeded", code, EXCEEDED_CODES);
    word("param", type, PARAMETER, "parameter problem; the next word says which");
    wordsAfter("param", code, PARAMETER_CODES);
    word("ts", type, 13, code, 0, "timestamp request");
    word("tsreply", type, 14, code, 0, "timestamp reply");
    word("info", type, 15, code, 0, "information request");
    word("inforeply", type, 16, code, 0, "information reply");
    word("mask", type, 17, code, 0, "address mask request");
    word("maskreply", type, 18, code, 0, "address mask reply");
    word("routeradv", type, ADVERTISEMENT, code, 0, "router advertisement");
    word("routersol", type, 10, code, 0, "router solicitation");
    word("traceroute", type, TRACEROUTE, code, 0, "traceroute");
    word("photuris", type, PHOTURIS, code, 0, "security failures");
    word("xecho", type, EXTENDED_ECHO, code, 0, "extended echo request");
    word("xreply", type, EXTENDED_REPLY, code, 0, "extended echo reply");
    type.name("reply", 0).name("unreach", UNREACHABLE).name("quench", 4).name("redirect", REDIRECT);
    type.name("echo", ECHO).name("routeradv", ADVERTISEMENT).name("routersol", 10);
    type.name("exceeded", EXCEEDED).name("param", PARAMETER).name("ts", 13).name("tsreply", 14);
    type.name("info", 15).name("inforeply", 16).name("mask", 17).name("maskreply", 18);
    type.name("traceroute", TRACEROUTE).name("photuris", PHOTURIS);
    type.name("xecho", EXTENDED_ECHO).name("xreply", EXTENDED_REPLY);
  }

  @Override
  boolean isError(int number) {
    return switch (number) {
      case UNREACHABLE, 4, REDIRECT, EXCEEDED, PARAMETER, PHOTURIS -> true;
      default -> false;
    };
  }

  @Override
  boolean isExtendedEcho(int number) {
    return number == EXTENDED_ECHO;
  }

  @Override
  int headerLength(int number) {
    return switch (number) {
      case 13, 14, TRACEROUTE -> 20;
      case 17, 18 -> 12;
      default -> LENGTH;
    };
  }

  @Override
  public int headerLength(LayerValues values) {
    return super.headerLength(values) + (addresses == null ? 0 : values.length(addresses));
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    byte[] run = addresses == null ? null : values.octets(addresses);
    if (run != null) {
      System.arraycopy(run, 0, packet.octets, packet.headerEnd[layer] - run.length, run.length);
    }
    super.writeParts(packet, layer, values);
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    LayerSpec next = super.read(reading, layer);
    if (packet.u8(packet.start[layer]) == ADVERTISEMENT
        && packet.u8(packet.start[layer] + 5) == 2) {
      reading.header(layer, count, LENGTH + 8 * packet.u8(packet.start[layer] + 4));
    }
    return next;
  }

  @Override
  @Nullable String codeName(int number, int codeNumber) {
    String[] names =
        switch (number) {
          case UNREACHABLE -> UNREACHABLE_CODES;
          case REDIRECT -> REDIRECT_CODES;
          case EXCEEDED -> EXCEEDED_CODES;
          case PARAMETER -> PARAMETER_CODES;
          default -> new String[0];
        };
    return codeNumber < names.length ? names[codeNumber] : null;
  }

  @Override
  long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    return Checksums.over(packet, from, packet.end[layer], from + 2);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    int number = packet.u8(start);
    String name = type.nameOf(number);
    out.add(" icmp ");
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
    switch (number) {
      case 0, ECHO, 13, 14, 15, 16, 17, 18 -> {
        out.add(" id ").decimal(packet.u16(start + 4)).add(" seq ").decimal(packet.u16(start + 6));
      }
      case REDIRECT -> out.add(" gw ").ipv4(packet.octets, start + 4);
      case UNREACHABLE -> {
        if (packet.u8(start + 1) == 4) {
          out.add(" mtu ").decimal(packet.u16(start + 6));
        }
      }
      default -> {}
    }
    if (!isError(number)) {
      out.add(" len ").decimal(packet.end[layer] - start);
    }
  }
}
