// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages made from their fields alone are the octets of another implementation. */
class IcmpBuildTest {
  private static final IpFamily V4 = IpFamily.IPV4;
  private static final IpFamily V6 = IpFamily.IPV6;
  private static final long NONCE = 0x3a9359e0b3afef5eL;
  private static final IpAddress ROUTER = IpAddress.ofIpv4(0xc00002fe);
  private static final IpAddress OTHER_ROUTER = IpAddress.ofIpv4(0xc00002fd);
  private static final IpAddress SUBJECT_V4 = IpAddress.ofIpv4(0xcb007105);
  private static final IpAddress SUBJECT = new IpAddress(V6, 0x20010db800020000L, 9);
  private static final IpAddress FIRST = new IpAddress(V6, 0x20010db800000000L, 1);

  /** The octets quoted by the fixtures of a family. */
  private static final Octets QUOTE = quoteOf("port-unreachable");

  private static final Octets QUOTE_6 = quoteOf("unreachable-6");

  private static final MplsLabelStack STACK =
      new MplsLabelStack(
          List.of(
              new MplsLabelStack.Entry(24001, 0, false, 1),
              new MplsLabelStack.Entry(1048575, 7, true, 255)));

  private static final InterfaceInformation NEXT_HOP =
      InterfaceInformation.of(InterfaceInformation.NEXT_HOP, null, SUBJECT, null, null);

  private record Case(String name, IcmpMessage message, String payload) {
    Case(String name, IcmpMessage message) {
      this(name, message, "");
    }
  }

  private static Octets quoteOf(String name) {
    Octets message = IcmpFixtures.message(name);
    return message.slice(8, message.length());
  }

  static List<Case> cases() {
    IcmpExtensions stack = IcmpExtensions.of(List.of(STACK));
    IcmpExtensions interfaces =
        IcmpExtensions.of(
            List.of(
                InterfaceInformation.of(InterfaceInformation.OUTGOING, 11L, null, null, 1500L),
                InterfaceInformation.of(
                    InterfaceInformation.INCOMING,
                    0xfffffffeL,
                    IpAddress.ofIpv4(0xc6336401),
                    "eth1",
                    9000L),
                NEXT_HOP,
                new UnknownExtensionObject(200, 9, Octets.ofHex("776f7264"))));
    return List.of(
        new Case("echo-request", IcmpEcho.request(V4, 0x1234, 7), "736f6e6465"),
        new Case("echo-request-6", IcmpEcho.request(V6, 0x8001, 0x8002), "736f6e6465"),
        new Case("echo-reply-6", IcmpEcho.reply(V6, 1, 0)),
        new Case("timestamp-request", IcmpTimestamp.request(1, 2, 43_200_000)),
        new Case(
            "timestamp-reply",
            IcmpTimestamp.request(1, 2, 86_399_999).reply(0x80000001L, 0xffffffffL)),
        new Case("address-mask-reply", mask()),
        new Case(
            "router-advertisement",
            IcmpRouterAdvertisement.of(
                1800,
                List.of(
                    new IcmpRouterAdvertisement.Entry(ROUTER, 5, Octets.EMPTY),
                    new IcmpRouterAdvertisement.Entry(
                        OTHER_ROUTER, Integer.MIN_VALUE, Octets.EMPTY)))),
        new Case(
            "port-unreachable",
            DestinationUnreachable.of(V4, IcmpType.PORT_UNREACHABLE, QUOTE, null)),
        new Case(
            "fragmentation-needed",
            DestinationUnreachable.fragmentationNeeded(1400, QUOTE.slice(0, 28), null)),
        new Case("unreachable-mpls", DestinationUnreachable.of(V4, 13, QUOTE, stack)),
        new Case(
            "unreachable-6",
            DestinationUnreachable.of(V6, Icmpv6Type.PORT_UNREACHABLE, QUOTE_6, null)),
        new Case("unreachable-mpls-6", DestinationUnreachable.of(V6, 1, QUOTE_6, stack)),
        new Case(
            "source-quench",
            new SourceQuench(IcmpHeader.of(V4, IcmpType.SOURCE_QUENCH, 0), 0, QUOTE)),
        new Case("redirect", IcmpRedirect.of(1, ROUTER, QUOTE)),
        new Case("time-exceeded", TimeExceeded.of(V4, 0, QUOTE, null)),
        new Case("reassembly-exceeded-6", TimeExceeded.of(V6, 1, QUOTE_6, null)),
        new Case("time-exceeded-interfaces", TimeExceeded.of(V4, 0, QUOTE, interfaces)),
        new Case(
            "time-exceeded-interfaces-6",
            TimeExceeded.of(V6, 0, QUOTE_6, IcmpExtensions.of(List.of(NEXT_HOP, STACK)))),
        new Case("parameter-problem", ParameterProblem.of(V4, 0, 20, QUOTE, null)),
        new Case("parameter-problem-mpls", ParameterProblem.of(V4, 2, 255, QUOTE, stack)),
        new Case("parameter-problem-6", ParameterProblem.of(V6, 1, 0xfffffff0L, QUOTE_6, null)),
        new Case("packet-too-big", PacketTooBig.of(1280, QUOTE_6)),
        new Case("packet-too-big-jumbo", PacketTooBig.of(0xffffffffL, QUOTE_6)),
        new Case(
            "extended-echo-request-name",
            ExtendedEchoRequest.of(V4, 42, 43, true, InterfaceIdentification.byName("eth0.100"))),
        new Case(
            "extended-echo-request-index",
            ExtendedEchoRequest.of(
                V4, 42, 255, false, InterfaceIdentification.byIndex(0xfedcba98L))),
        new Case(
            "extended-echo-request-address-6",
            ExtendedEchoRequest.of(V6, 42, 1, true, InterfaceIdentification.byAddress(SUBJECT))),
        new Case(
            "node-information-name-query",
            NodeInformation.query(NodeInformation.NODE_NAME, 0, NONCE, SUBJECT)),
        new Case(
            "node-information-address-query",
            NodeInformation.query(
                NodeInformation.NODE_ADDRESSES,
                NodeInformation.ALL | NodeInformation.GLOBAL,
                NONCE,
                DomainName.of("host.example", true))),
        new Case(
            "node-information-single-label-query",
            NodeInformation.query(
                NodeInformation.NODE_ADDRESSES,
                NodeInformation.ALL,
                NONCE,
                DomainName.of("host", false))),
        new Case(
            "node-information-ipv4-query",
            NodeInformation.query(NodeInformation.IPV4_ADDRESSES, 0, NONCE, SUBJECT_V4)),
        new Case(
            "node-information-ipv4-reply",
            NodeInformation.query(NodeInformation.IPV4_ADDRESSES, 0, NONCE, SUBJECT_V4)
                .reply(NodeInformation.SUCCESS, 0, Octets.ofHex("ffffffff cb007105"))));
  }

  private static AddressMask mask() {
    IcmpHeader header = IcmpHeader.of(V4, IcmpType.ADDRESS_MASK_REPLY, 0);
    return new AddressMask(header, 9, 8, IpAddress.ofIpv4(0xffffffc0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fieldsMakeTheOctets(Case made) {
    ByteBuffer out = ByteBuffer.allocate(512);
    ByteBuffer payload = Octets.ofHex(made.payload()).buffer();
    made.message().emit(out, IcmpFixtures.PSEUDO_HEADER, payload, Derived.ALL);
    assertEquals(IcmpFixtures.message(made.name()), Octets.rest(out.flip()));
    assertEquals(0, payload.position());
  }

  private static NodeInformation information(String name) throws MalformedPacketException {
    return (NodeInformation) IcmpMessage.parse(V6, IcmpFixtures.message(name).buffer());
  }

  @Test
  void nodeInformationIsReadable() throws MalformedPacketException {
    assertEquals(SUBJECT, information("node-information-name-query").subjectAddress());
    assertEquals(SUBJECT_V4, information("node-information-ipv4-query").subjectAddress());
    assertEquals(
        DomainName.of("host.example", true),
        information("node-information-address-query").subjectName());
    assertEquals(
        DomainName.of("host", false),
        information("node-information-single-label-query").subjectName());
    assertEquals(
        List.of(DomainName.of("host.example", true), DomainName.of("alias", false)),
        information("node-information-name-reply").names());
    assertEquals(
        List.of(new NodeInformation.Address(300, FIRST), new NodeInformation.Address(0, SUBJECT)),
        information("node-information-address-reply").addresses());
    assertEquals(
        List.of(new NodeInformation.Address(0xffffffffL, SUBJECT_V4)),
        information("node-information-ipv4-reply").addresses());
    assertEquals(List.of(), information("node-information-refused").addresses());
  }

  @Test
  void interfacesAreReadable() {
    assertEquals("eth0", InterfaceIdentification.byName("eth0").name());
    assertEquals("ens160.7", InterfaceIdentification.byName("ens160.7").name());
    assertEquals(12, InterfaceIdentification.byName("ens160.71").payloadLength());
    assertEquals(0xffffffffL, InterfaceIdentification.byIndex(0xffffffffL).index());
    assertEquals(ROUTER, InterfaceIdentification.byAddress(ROUTER).address());
    assertEquals(SUBJECT, InterfaceIdentification.byAddress(SUBJECT).address());
    // IANA's number 16389: an IEEE 48-bit MAC address
    Octets mac = Octets.ofHex("4005 06 00 020000000001 0000");
    assertEquals(null, new InterfaceIdentification(3, mac).address());
  }

  @Test
  void widthsAreChecked() {
    IcmpHeader header = IcmpHeader.of(V4, 8, 0);
    assertThrows(IllegalArgumentException.class, () -> IcmpHeader.of(V4, 256, 0));
    assertThrows(IllegalArgumentException.class, () -> new IcmpEcho(header, 0x10000, 0));
    assertThrows(IllegalArgumentException.class, () -> new IcmpEcho(header, 0, -1));
    assertThrows(
        IllegalArgumentException.class, () -> ParameterProblem.of(V4, 0, 256, QUOTE, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> ParameterProblem.of(V6, 0, 0, QUOTE_6, IcmpExtensions.of(List.of(STACK))));
    assertThrows(IllegalArgumentException.class, () -> PacketTooBig.of(1L << 32, QUOTE_6));
    assertThrows(IllegalArgumentException.class, () -> IcmpRedirect.of(1, SUBJECT, QUOTE));
    // 255 words of 4 octets are the longest quote before a structure
    Octets longest = Octets.of(new byte[1020]);
    Octets tooLong = Octets.of(new byte[1021]);
    ByteBuffer out = ByteBuffer.allocate(2048);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    IcmpExtensions stack = IcmpExtensions.of(List.of(STACK));
    TimeExceeded.of(V4, 0, longest, stack).emit(out, null, nothing, Derived.ALL);
    IcmpMessage refused = TimeExceeded.of(V4, 0, tooLong, stack);
    assertThrows(
        IllegalArgumentException.class, () -> refused.emit(out, null, nothing, Derived.ALL));
  }
}
