// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.wire.Derived;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Captured messages, and what Wireshark reads in them ({@code expectations.tsv}). */
class IcmpCorpusTest {
  private static Path corpus = Path.of("");

  /** One message: its octets, and for ICMPv6 the header that its checksum covers. */
  private record Message(IpFamily family, ByteBuffer octets, PseudoHeader pseudoHeader) {}

  @BeforeAll
  static void find() {
    String named = System.getenv("SONDE_CORPUS");
    corpus =
        Stream.of(named == null ? "." : named, "../shared/corpus", "../../shared/corpus")
            .map(Path::of)
            .filter(folder -> Files.exists(folder.resolve("expectations.tsv")))
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(
        Files.exists(corpus.resolve("expectations.tsv")), "no captures; set SONDE_CORPUS to them");
  }

  /** The packets of a classic capture file, in either byte order. */
  private static List<ByteBuffer> packets(String file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(corpus.resolve(file)));
    in.order(in.get(0) == (byte) 0xa1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> packets = new ArrayList<>();
    int at = 24;
    while (at + 16 <= in.limit()) {
      int captured = Math.min(in.getInt(at + 8), in.limit() - at - 16);
      packets.add(in.slice(at + 16, captured));
      at += 16 + captured;
    }
    return packets;
  }

  /** The first ICMP message behind plain IPv4, or IPv6 with at most hop-by-hop options. */
  private static Message message(ByteBuffer packet, int linkType) {
    int ip =
        switch (linkType) {
          case 1 -> 14;
          case 9 -> 4;
          case 101, 228, 229 -> 0;
          default -> throw new IllegalArgumentException("link type " + linkType);
        };
    if (packet.get(ip) >>> 4 == 4) {
      int start = ip + (packet.get(ip) & 15) * 4;
      int end = Math.min(packet.limit(), ip + Short.toUnsignedInt(packet.getShort(ip + 2)));
      PseudoHeader none = new PseudoHeader(IpAddress.ANY_IPV4, IpAddress.ANY_IPV4, 1);
      return new Message(IpFamily.IPV4, packet.slice(start, end - start), none);
    }
    int start = ip + 40;
    int end = Math.min(packet.limit(), start + Short.toUnsignedInt(packet.getShort(ip + 4)));
    if (packet.get(ip + 6) == 0) {
      start += 8 + Byte.toUnsignedInt(packet.get(start + 1)) * 8;
    }
    IpAddress source = IpAddress.at(IpFamily.IPV6, packet, ip + 8);
    IpAddress destination = IpAddress.at(IpFamily.IPV6, packet, ip + 24);
    return new Message(
        IpFamily.IPV6, packet.slice(start, end - start), new PseudoHeader(source, destination, 58));
  }

  private static IcmpMessage parsed(String file, int number, int linkType) throws Exception {
    Message message = message(packets(file).get(number - 1), linkType);
    return IcmpMessage.parse(message.family(), message.octets());
  }

  @Test
  void typeCodeAndChecksumAreWiresharks() throws Exception {
    int checked = 0;
    for (String line : Files.readAllLines(corpus.resolve("expectations.tsv"))) {
      String[] columns = line.split("\t", -1);
      boolean plain = columns[6].equals("1") || columns[6].equals("58") || columns[6].equals("0");
      boolean jumbo = columns[0].startsWith("ipv6_jumbogram");
      if (!columns[11].startsWith("icmp") || !plain || jumbo) {
        continue;
      }
      String packet = columns[0] + " " + columns[1];
      ByteBuffer octets = packets(columns[0]).get(Integer.parseInt(columns[1]) - 1);
      Message message = message(octets, Integer.parseInt(columns[2]));
      ByteBuffer in = message.octets().duplicate();
      IcmpMessage read = IcmpMessage.parse(message.family(), in);
      assertEquals(columns[12], String.valueOf(read.type()), packet);
      assertEquals(columns[13], String.valueOf(read.code()), packet);
      Octets payload = Octets.rest(in);
      Octets whole = Octets.rest(message.octets().duplicate());
      ByteBuffer out = ByteBuffer.allocate(whole.length());
      read.emit(out, null, payload.buffer(), Derived.NONE);
      assertEquals(whole, Octets.rest(out.flip()), packet);
      if (!columns[14].equals("unverified")) {
        long sum = InternetChecksum.add(0, whole.buffer(), 0, whole.length());
        if (message.family() == IpFamily.IPV6) {
          sum = InternetChecksum.add(sum, message.pseudoHeader(), whole.length());
        }
        assertEquals(columns[14].equals("good"), InternetChecksum.fold(sum) == 0, packet);
        ByteBuffer again = ByteBuffer.allocate(whole.length());
        read.emit(again, message.pseudoHeader(), payload.buffer(), Set.of(Derived.CHECKSUM));
        assertEquals(columns[14].equals("good"), Octets.of(again.array()).equals(whole), packet);
      }
      checked++;
    }
    assertTrue(checked >= 25, "messages: " + checked);
  }

  @Test
  void interfaceInformationWithoutLength() throws Exception {
    TimeExceeded message = (TimeExceeded) parsed("icmp-rfc5837.pcap", 1, 9);
    assertEquals(0, message.length());
    assertEquals(128, message.originalDatagram().length());
    IcmpExtensions extensions = Objects.requireNonNull(message.extensions());
    assertTrue(extensions.isChecksumRight());
    ByteBuffer packet = packets("icmp-rfc5837.pcap").get(0);
    assertEquals(
        List.of(
            InterfaceInformation.of(
                InterfaceInformation.INCOMING,
                15L,
                IpAddress.at(IpFamily.IPV4, packet, 0xb0),
                "This-is-the-name-of-the-Interface-that-we-are-looking-for-[:-)]",
                null)),
        extensions.objects());
  }

  @Test
  void structureOfAnExtendedEchoEndsBehindItsObject() throws Exception {
    List<String> read = new ArrayList<>();
    for (int number : List.of(1, 2, 3, 4, 5, 7, 9)) {
      ExtendedEchoRequest request = (ExtendedEchoRequest) parsed("icmp-rfc8335.pcap", number, 1);
      IcmpExtensions extensions = Objects.requireNonNull(request.extensions());
      assertTrue(extensions.isChecksumRight(), "packet " + number);
      InterfaceIdentification asked = (InterfaceIdentification) extensions.objects().get(0);
      ByteBuffer packet = packets("icmp-rfc8335.pcap").get(number - 1);
      IpAddress proxy = IpAddress.at(IpFamily.IPV4, packet, 30);
      boolean own = proxy.equals(asked.address());
      read.add(request.local() + " " + asked.index() + " " + asked.name() + " " + own);
    }
    assertEquals(
        List.of(
            "true 1 null false",
            "true null enp1s0 false",
            "true null null true",
            "false null null false",
            "true null fxp0.0 false",
            "true null fxp0.0 false",
            "true 42 null false"),
        read);
    ExtendedEchoReply reply = (ExtendedEchoReply) parsed("icmp-rfc8335.pcap", 6, 1);
    assertTrue(reply.active() && reply.ipv4() && reply.ipv6());
  }

  @Test
  void nodeInformation() throws Exception {
    NodeInformation query = (NodeInformation) parsed("icmpv6_nodeinfo_queryipv4.pcap", 1, 229);
    assertEquals(NodeInformation.IPV4_ADDRESSES, query.queryType());
    assertEquals(NodeInformation.ALL, query.flags());
    assertEquals(0x3a9359e0b3afef5eL, query.nonce());
    assertEquals(IpAddress.ofIpv4(0xc0000201), query.subjectAddress());
    NodeInformation reply = (NodeInformation) parsed("icmpv6_nodeinfo_replyipv4.pcap", 1, 229);
    assertEquals(
        List.of(
            new NodeInformation.Address(0, IpAddress.ofIpv4(0x7f000001)),
            new NodeInformation.Address(0, IpAddress.ofIpv4(0xc0000201))),
        reply.addresses().subList(0, 2));
    assertEquals(3, reply.addresses().size());
  }
}
