// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.sonde.net.Blindness;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.HeaderField;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What regular sockets put on the wire, and what they make of errors, seen from the other side of a
 * TUN device: this host 192.0.2.1 and 2001:db8::1, everybody else behind the device.
 */
class RegularSocketsIT {
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int LITE = 136;
  private static final int PORT = 33_434;
  private static final int OWN_PORT = 23_456;

  /** RFC 4950: label 24001, TC 0, bottom of stack, TTL 1, in a structure of RFC 4884. */
  private static final Octets MPLS = Octets.ofHex("2000c819 00080101 05dc1101");

  private Tun tun;
  private LinuxNetwork network;
  private PacketBatch out;
  private PacketBatch in;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    List<NetworkInterface> devices = Collections.list(NetworkInterface.getNetworkInterfaces());
    if (devices.size() != 1) {
      abort("not in a private network namespace: devices " + devices);
    }
    tun = new Tun("wire0", "192.0.2.1/24", "2001:db8::1/64");
    Lab.run("ip route add 198.51.100.0/24 dev wire0");
    network = new LinuxNetwork();
    out = network.batch(16, 2000);
    in = network.batch(32, 2000);
  }

  @AfterEach
  void close() throws IOException {
    if (network != null) {
      network.close();
    }
    if (tun != null) {
      tun.close();
    }
  }

  private static IpAddress target(IpFamily family) {
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(0xc6336407)
        : new IpAddress(family, 0x20010db800000000L, 7);
  }

  private static IpAddress router(IpFamily family) {
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(0xc00002fe)
        : new IpAddress(family, 0x20010db800000000L, 0xfe);
  }

  private static int header(IpFamily family) {
    return family == IpFamily.IPV4 ? 20 : 40;
  }

  private Channel open(Kind kind, IpFamily family, int protocol) throws IOException {
    return network.open(ChannelSpec.of(kind, family, protocol));
  }

  /** An IP header with room for {@code octets}; returns the index behind it. */
  private int header(int slot, IpFamily family, int protocol, int hops, int tos, int octets) {
    ByteBuffer b = out.octets;
    int at = out.slot(slot);
    out.start[slot] = at;
    out.length[slot] = header(family) + octets;
    IpAddress to = target(family);
    for (int i = 0; i < out.length[slot]; i++) {
      b.put(at + i, (byte) 0);
    }
    if (family == IpFamily.IPV4) {
      b.putInt(at, 0x45 << 24 | tos << 16 | 20 + octets).putInt(at + 4, 0x4000);
      b.putInt(at + 8, hops << 24 | protocol << 16).putInt(at + 16, to.ipv4Bits());
    } else {
      b.putInt(at, 6 << 28 | tos << 20).putInt(at + 4, octets << 16 | protocol << 8 | hops);
      b.putLong(at + 24, to.high()).putLong(at + 32, to.low());
    }
    return at + header(family);
  }

  /** A datagram whose data are the slot's number again and again. */
  private void datagram(int slot, IpFamily family, int hops, int tos, int sourcePort, int data) {
    int udp = header(slot, family, UDP, hops, tos, 8 + data);
    out.octets.putInt(udp, sourcePort << 16 | PORT).putInt(udp + 4, 8 + data << 16);
    for (int i = 0; i < data; i++) {
      out.octets.put(udp + 8 + i, (byte) slot);
    }
  }

  private void syn(int slot, IpFamily family, int hops, int tos, int sourcePort) {
    int tcp = header(slot, family, TCP, hops, tos, 20);
    out.octets.putInt(tcp, sourcePort << 16 | 443).putInt(tcp + 12, 0x5002_0000);
  }

  private void send(Channel channel, int slots) throws IOException {
    out.count = slots;
    assertEquals(slots, channel.send(out, 0));
    for (int i = 0; i < slots; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i], "slot " + i + ", errno " + out.detail[i]);
    }
  }

  private void receive() throws IOException {
    assertTrue(network.receive(in, network.time().nanos() + 5_000_000_000L) > 0, "nothing came");
  }

  private static int version(IpFamily family) {
    return family == IpFamily.IPV4 ? 4 : 6;
  }

  /** TTL and TOS of the packet that the host has sent last. */
  private int hops(IpFamily family) {
    return Byte.toUnsignedInt(tun.packet.get(family == IpFamily.IPV4 ? 8 : 7));
  }

  private int tos(IpFamily family) {
    return family == IpFamily.IPV4
        ? Byte.toUnsignedInt(tun.packet.get(1))
        : tun.packet.getInt(0) >>> 20 & 0xff;
  }

  /** Whether the transport checksum of the packet that the host has sent last is right. */
  private boolean isRight(IpFamily family, int length, int protocol, int covered) {
    int at = header(family);
    int addresses = family == IpFamily.IPV4 ? 12 : 8;
    long sum = InternetChecksum.add(0, tun.packet, addresses, 2 * family.addressLength());
    sum = InternetChecksum.add(sum + protocol + length - at, tun.packet, at, covered);
    return InternetChecksum.fold(sum) == 0;
  }

  /**
   * Answers the packet that the host has sent last by an ICMP error of the router.
   *
   * @param quoted octets of it, the IP header among them; padded to {@code padded}
   * @param words length field of RFC 4884; 0: none
   */
  private void error(
      IpFamily family, int type, int code, int rest, int quoted, int padded, int words, Octets tail)
      throws IOException {
    int header = header(family);
    ByteBuffer b = ByteBuffer.allocate(header + 8 + padded + tail.length());
    boolean ipv4 = family == IpFamily.IPV4;
    int length = b.capacity();
    if (ipv4) {
      b.putInt(0, 0x45c0_0000 | length).putInt(8, 55 << 24 | 1 << 16);
      b.putInt(12, router(family).ipv4Bits()).putInt(16, tun.packet.getInt(12));
      b.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, b, 0, 20)));
    } else {
      b.putInt(0, 6 << 28).putInt(4, length - 40 << 16 | 58 << 8 | 55);
      b.putLong(8, router(family).high()).putLong(16, router(family).low());
      b.putLong(24, tun.packet.getLong(8)).putLong(32, tun.packet.getLong(16));
    }
    b.putInt(header, type << 24 | code << 16).putInt(header + 4, rest);
    if (words > 0) {
      b.put(header + (ipv4 ? 5 : 4), (byte) words);
    }
    b.put(header + 8, tun.packet, 0, quoted);
    for (int i = 0; i < tail.length(); i++) {
      b.put(header + 8 + padded + i, (byte) tail.at(i));
    }
    long sum = InternetChecksum.add(0, b, header, length - header);
    if (!ipv4) {
      sum = InternetChecksum.add(sum, b, 8, 32) + 58 + length - header;
    }
    b.putShort(header + 2, (short) InternetChecksum.fold(sum));
    tun.write(b);
  }

  private IpAddress address(int slot) {
    return IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]);
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void datagramsLeaveAsTheyStand(IpFamily family) throws IOException {
    Channel channel = open(Kind.DATAGRAM, family, UDP);
    int usual = channel.capabilities().localPort();
    datagram(0, family, 3, 0, 0, 20);
    datagram(1, family, 4, 0xb8, 0, 20);
    datagram(2, family, 255, 1, OWN_PORT, 5);
    datagram(3, family, 1, 0, 0, 0);
    assertEquals(List.of(), channel.notHonoured(out, 0));
    send(channel, 4);
    int[] hops = {3, 4, 255, 1};
    int[] tos = {0, 0xb8, 1, 0};
    int[] ports = {usual, usual, OWN_PORT, usual};
    int[] data = {20, 20, 5, 0};
    for (int i = 0; i < 4; i++) {
      int length = tun.read(version(family), UDP);
      int udp = header(family);
      assertEquals(udp + 8 + data[i], length);
      assertEquals(hops[i], hops(family));
      assertEquals(tos[i], tos(family));
      assertEquals(ports[i] << 16 | PORT, tun.packet.getInt(udp));
      assertEquals(8 + data[i], tun.packet.getShort(udp + 4));
      assertTrue(isRight(family, length, UDP, length - udp), "checksum");
      for (int k = 0; k < data[i]; k++) {
        assertEquals(i, tun.packet.get(udp + 8 + k));
      }
      if (family == IpFamily.IPV4) {
        assertEquals(0x4000, tun.packet.getShort(6) & 0xffff, "DF");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DONT", "PROBE"})
  void dontFragmentIsTheSpecs(PathMtu pathMtu) throws IOException {
    Channel channel =
        network.open(
            ChannelSpec.builder(Kind.DATAGRAM, IpFamily.IPV4, UDP).pathMtu(pathMtu).build());
    datagram(0, IpFamily.IPV4, 9, 0, 0, 8);
    send(channel, 1);
    tun.read(4, UDP);
    boolean set = (tun.packet.getShort(6) & 0x4000) != 0;
    assertEquals(pathMtu == PathMtu.PROBE, set);
    assertEquals(set ? List.of() : List.of(HeaderField.DONT_FRAGMENT), channel.notHonoured(out, 0));
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void liteDatagramsBearTheirCoverage(IpFamily family) throws IOException {
    Channel channel;
    try {
      channel = open(Kind.DATAGRAM, family, LITE);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      assertTrue(reason.contains("Protocol not supported"), reason);
      abort(reason);
      return;
    }
    int[] coverages = {8, 12, 0, 28, 8};
    for (int i = 0; i < coverages.length; i++) {
      datagram(i, family, 64, 0, 0, 20);
      int at = out.start[i];
      out.octets.put(at + (family == IpFamily.IPV4 ? 9 : 6), (byte) LITE);
      out.octets.putShort(at + header(family) + 4, (short) coverages[i]);
      assertEquals(List.of(), channel.notHonoured(out, i));
    }
    send(channel, coverages.length);
    for (int coverage : coverages) {
      int length = tun.read(version(family), LITE);
      int at = header(family);
      assertEquals(at + 28, length);
      int told = tun.packet.getShort(at + 4);
      assertEquals(coverage == 28 ? 0 : coverage, told == 28 ? 0 : told);
      int covered = told == 0 ? 28 : told;
      assertTrue(isRight(family, length, LITE, covered), "checksum over " + covered);
    }
    error(family, family == IpFamily.IPV4 ? 11 : 3, 0, 0, header(family) + 28, 80, 0, Octets.EMPTY);
    receive();
    assertEquals(PacketBatch.ERROR, in.kind[0]);
    assertEquals(router(family), address(0));
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void extensionsOfAnErrorAreFound(IpFamily family) throws IOException {
    boolean ipv4 = family == IpFamily.IPV4;
    Channel channel = open(Kind.DATAGRAM, family, UDP);
    assumeFalse(
        channel.capabilities().blind().contains(Blindness.EXTENSIONS), "a kernel before 5.9");
    datagram(0, family, 1, 0, 0, 32);
    send(channel, 1);
    int length = tun.read(version(family), UDP);
    error(family, ipv4 ? 11 : 3, 0, 0, length, 128, ipv4 ? 32 : 16, MPLS);
    receive();
    assertEquals(PacketBatch.ERROR, in.kind[0]);
    assertEquals(router(family), address(0));
    assertEquals(55, in.hopLimit[0]);
    int headers = header(family) + 8;
    assertEquals(128 - headers, in.extensions[0]);
    assertEquals(128 - headers + MPLS.length(), in.length[0]);
    for (int i = 0; i < MPLS.length(); i++) {
      int octet = in.octets.get(in.start[0] + in.extensions[0] + i);
      assertEquals(MPLS.at(i), octet & 0xff);
    }
    for (int i = 0; i < 32; i++) {
      assertEquals(0, in.octets.get(in.start[0] + i), "the quoted data");
    }
    // no length field: what stands behind 128 octets is not told apart
    error(family, ipv4 ? 11 : 3, 0, 0, length, 128, 0, MPLS);
    receive();
    assertEquals(0, in.extensions[0]);
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void extensionsReachEchoAndConnectAsWell(IpFamily family) throws IOException {
    boolean ipv4 = family == IpFamily.IPV4;
    int icmp = ipv4 ? 1 : 58;
    Channel echo = open(Kind.ICMP_DATAGRAM, family, icmp);
    Channel connect = open(Kind.CONNECT, family, TCP);
    Echo.request(out, 0, target(family), 1, 0, echo.capabilities().identifier(), 1, 24);
    send(echo, 1);
    for (int protocol : new int[] {icmp, TCP}) {
      int length = tun.read(version(family), protocol);
      error(family, ipv4 ? 11 : 3, 0, 0, length, 128, ipv4 ? 32 : 16, MPLS);
      receive();
      assertEquals(PacketBatch.ERROR, in.kind[0]);
      assertEquals(PacketBatch.TRANSPORT, in.content[0]);
      assertEquals(128 - header(family), in.extensions[0]);
      assertEquals(128 - header(family) + MPLS.length(), in.length[0]);
      if (protocol == icmp) {
        syn(0, family, 1, 0, 0);
        send(connect, 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aShortQuoteLeavesNothing(IpFamily family) throws IOException {
    boolean ipv4 = family == IpFamily.IPV4;
    Channel channel = open(Kind.DATAGRAM, family, UDP);
    datagram(0, family, 1, 0, 0, 32);
    send(channel, 1);
    tun.read(version(family), UDP);
    int quoted = header(family) + 8;
    error(family, ipv4 ? 3 : 1, ipv4 ? 13 : 1, 0, quoted, quoted, 0, Octets.EMPTY);
    receive();
    assertEquals(PacketBatch.ERROR, in.kind[0]);
    assertEquals(PacketBatch.NOTHING, in.content[0]);
    assertEquals(0, in.length[0]);
    assertEquals(ipv4 ? 13 : 1, in.errorCode[0]);
    assertEquals(PORT, in.originalPort[0]);
    assertEquals(channel.capabilities().localPort(), in.localPort[0]);
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void anMtuIsTold(IpFamily family) throws IOException {
    boolean ipv4 = family == IpFamily.IPV4;
    Channel channel =
        network.open(
            ChannelSpec.builder(Kind.DATAGRAM, family, UDP).pathMtu(PathMtu.PROBE).build());
    datagram(0, family, 9, 0, 0, 1450);
    send(channel, 1);
    tun.read(version(family), UDP);
    error(family, ipv4 ? 3 : 2, ipv4 ? 4 : 0, 1400, 200, 200, 0, Octets.EMPTY);
    receive();
    assertEquals(PacketBatch.NETWORK, in.origin[0]);
    assertEquals(1400, in.detail[0]);
    datagram(0, family, 9, 0, 0, 1450);
    send(channel, 1); // PROBE ignores what was learned
  }

  @Test
  void aPortOfAnotherSocketIsRefusedAlone() throws IOException {
    Channel first =
        network.open(
            ChannelSpec.builder(Kind.DATAGRAM, IpFamily.IPV4, UDP).identifier(OWN_PORT).build());
    assertEquals(OWN_PORT, first.capabilities().localPort());
    Channel second = open(Kind.DATAGRAM, IpFamily.IPV4, UDP);
    datagram(0, IpFamily.IPV4, 9, 0, OWN_PORT, 8);
    datagram(1, IpFamily.IPV4, 9, 0, OWN_PORT + 1, 8);
    out.count = 2;
    assertEquals(2, second.send(out, 0));
    assertEquals(PacketBatch.OTHER, out.outcome[0]);
    assertEquals(98, out.detail[0], "EADDRINUSE");
    assertEquals(-1, out.number[0]);
    assertEquals(PacketBatch.SENT, out.outcome[1]);
    assertEquals(0, out.number[1]);
    ChannelSpec taken =
        ChannelSpec.builder(Kind.DATAGRAM, IpFamily.IPV4, UDP).identifier(OWN_PORT).build();
    assertEquals(
        "bind 0.0.0.0 port 23456: Address already in use (EADDRINUSE)",
        assertThrows(IOException.class, () -> network.open(taken)).getMessage());
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aSynLeavesWithHopsClassAndPorts(IpFamily family) throws IOException {
    Channel channel = open(Kind.CONNECT, family, TCP);
    syn(0, family, 3, 0xbb, OWN_PORT);
    assertEquals(List.of(HeaderField.TRAFFIC_CLASS), channel.notHonoured(out, 0));
    send(channel, 1);
    int length = tun.read(version(family), TCP);
    int tcp = header(family);
    assertEquals(3, hops(family));
    assertEquals(0xb8, tos(family), "TCP keeps the two bits of ECN");
    assertEquals(OWN_PORT << 16 | 443, tun.packet.getInt(tcp));
    assertEquals(2, tun.packet.get(tcp + 13), "SYN");
    assertTrue(isRight(family, length, TCP, length - tcp), "checksum");
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void anErrorEndsAConnectAndIsToldWhole(IpFamily family) throws IOException {
    boolean ipv4 = family == IpFamily.IPV4;
    Channel channel = open(Kind.CONNECT, family, TCP);
    // filtered, no host, and a closed port told of by ICMP, which is no refusal by the target's TCP
    int[] codes = ipv4 ? new int[] {13, 1, 3} : new int[] {1, 3, 4};
    for (int i = 0; i < codes.length; i++) {
      syn(0, family, 64, 0, 0);
      send(channel, 1);
      int length = tun.read(version(family), TCP);
      error(family, ipv4 ? 3 : 1, codes[i], 0, length, length, 0, Octets.EMPTY);
      receive();
      assertEquals(1, in.count);
      assertEquals(i, in.number[0]);
      assertEquals(PacketBatch.ERROR, in.kind[0]);
      assertEquals(PacketBatch.NETWORK, in.origin[0]);
      assertEquals(ipv4 ? 3 : 1, in.errorType[0]);
      assertEquals(codes[i], in.errorCode[0]);
      assertEquals(router(family), address(0));
      assertEquals(443, in.originalPort[0]);
    }
  }

  /** A reset of the SYN that the host has sent last. */
  private void refuse() throws IOException {
    answer(0x14);
  }

  /**
   * Answers the SYN that the host has sent last.
   *
   * @param flags of TCP
   */
  private void answer(int flags) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(40);
    b.putInt(0, 0x4500_0028).putInt(8, 64 << 24 | TCP << 16);
    b.putInt(12, tun.packet.getInt(16)).putInt(16, tun.packet.getInt(12));
    b.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, b, 0, 20)));
    b.putShort(20, tun.packet.getShort(22)).putShort(22, tun.packet.getShort(20));
    b.putInt(28, tun.packet.getInt(24) + 1).putInt(32, 0x5000_0000 | flags << 16);
    long sum = InternetChecksum.add(0, b, 20, 20);
    sum = InternetChecksum.add(sum, b, 12, 8) + TCP + 20;
    b.putShort(36, (short) InternetChecksum.fold(sum));
    tun.write(b);
  }

  /** The handshake is over before this process looks. */
  @Test
  void theHostMeasuresItsHandshake() throws IOException {
    Channel channel = open(Kind.CONNECT, IpFamily.IPV4, TCP);
    syn(0, IpFamily.IPV4, 64, 0, 0);
    long begin = network.time().nanos();
    send(channel, 1);
    tun.read(4, TCP);
    answer(0x12);
    tun.read(4, TCP); // its acknowledgment
    long handshake = network.time().nanos() - begin;
    try (LinuxNetwork other = new LinuxNetwork()) {
      assertEquals(0, other.receive(other.batch(1, 100), begin + handshake + 50_000_000));
    }
    receive();
    assertEquals(PacketBatch.CONNECTED, in.kind[0]);
    assertTrue(
        in.roundTrip[0] > 0 && in.roundTrip[0] <= handshake + 1000,
        in.roundTrip[0] + " of " + handshake);
  }

  @Test
  void aRepeatedSynIsTold() throws IOException {
    Channel channel = open(Kind.CONNECT, IpFamily.IPV4, TCP);
    syn(0, IpFamily.IPV4, 64, 0, 0);
    send(channel, 1);
    tun.read(4, TCP);
    refuse();
    receive();
    assertEquals(PacketBatch.REFUSED, in.kind[0]);
    assertEquals(0, in.detail[0]);
    send(channel, 1);
    tun.read(4, TCP);
    tun.read(4, TCP); // the kernel's second attempt, after a second
    refuse();
    receive();
    assertEquals(PacketBatch.REFUSED, in.kind[0]);
    assertEquals(1, in.detail[0]);
    assertEquals(1, in.number[0]);
  }

  @Test
  void aConnectThatTheKernelGivesUpIsALocalError() throws IOException, InterruptedException {
    Lab.run("sysctl -qw net.ipv4.tcp_syn_retries=1");
    try {
      Channel channel = open(Kind.CONNECT, IpFamily.IPV4, TCP);
      syn(0, IpFamily.IPV4, 64, 0, 0);
      send(channel, 1);
      receive();
      assertEquals(PacketBatch.ERROR, in.kind[0]);
      assertEquals(PacketBatch.LOCAL, in.origin[0]);
      assertEquals(110, in.detail[0], "ETIMEDOUT");
      assertEquals(0, in.number[0]);
      assertEquals(
          target(IpFamily.IPV4), IpAddress.ofColumns(in.originalHigh[0], in.originalLow[0]));
    } finally {
      Lab.run("sysctl -qw net.ipv4.tcp_syn_retries=6");
    }
  }
}
