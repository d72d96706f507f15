// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.HeaderField;
import io.sonde.net.PacketBatch;
import io.sonde.net.ReplyFilter;
import io.sonde.net.Route;
import io.sonde.socket.OpenDescriptors;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract of the ports does not reach: options, filters, stamps, refusals, routes. */
class LabIT {
  private static final IpAddress TARGET = Lab.target(IpFamily.IPV4);
  private static final IpAddress ROUTER = Lab.router(IpFamily.IPV4);
  private static final int MINE = 0x1234;
  private static final int OTHERS = 0x4321;
  private static @Nullable Lab lab;

  private LinuxNetwork network;
  private PacketBatch out;
  private PacketBatch in;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    lab = Lab.build();
  }

  @AfterAll
  static void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    network = new LinuxNetwork();
    out = network.batch(64, 1500);
    in = network.batch(128, 1500);
  }

  @AfterEach
  void close() throws IOException {
    network.close();
  }

  private Channel raw(ChannelSpec.Builder spec) throws IOException {
    return network.open(spec.filter(ReplyFilter.own(MINE)).build());
  }

  private static ChannelSpec.Builder spec(Kind kind) {
    return ChannelSpec.builder(kind, IpFamily.IPV4, 1);
  }

  private long in(int millis) {
    return network.time().nanos() + millis * 1_000_000L;
  }

  private static int identifier(Channel channel) {
    int own = channel.capabilities().identifier();
    return own >= 0 ? own : MINE;
  }

  private void send(Channel channel, int slots) throws IOException {
    out.count = slots;
    assertEquals(slots, channel.send(out, 0));
    for (int i = 0; i < slots; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i], "slot " + i + ", errno " + out.detail[i]);
    }
  }

  /** Receives once; there must be something. */
  private void receive() throws IOException {
    assertTrue(network.receive(in, in(2000)) > 0, "nothing came");
  }

  // RFC 791: type 7, length 39, pointer 4, nine empty addresses, end of options
  private static byte[] recordRoute() {
    byte[] options = new byte[40];
    options[0] = 7;
    options[1] = 39;
    options[2] = 4;
    return options;
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "ICMP_DATAGRAM"})
  void recordedRouteComesBackInTheHeader(Kind kind) throws IOException {
    Channel channel = raw(spec(kind));
    Echo.request(out, 0, TARGET, 64, 0, identifier(channel), 1, 16, recordRoute());
    assertEquals(List.of(), channel.notHonoured(out, 0));
    send(channel, 1);
    receive();
    assertEquals(1, in.count);
    assertEquals(PacketBatch.IP, in.content[0]);
    int at = in.start[0];
    assertEquals(0x4f, in.octets.get(at));
    assertEquals(60 + 8 + 16, in.length[0]);
    assertEquals(in.length[0], in.octets.getShort(at + 2));
    assertEquals(TARGET.ipv4Bits(), in.octets.getInt(at + 12));
    assertEquals(0xc0000201, in.octets.getInt(at + 16));
    assertEquals(0, Echo.type(in, 0));
    assertEquals(7, in.octets.get(at + 20));
    // own device, router's far side, target as it hears and as it answers, router's near side
    int[] hops = {0xc0000201, 0xc6336402, 0xc6336401, 0xc6336401, 0xc0000202};
    for (int i = 0; i < hops.length; i++) {
      assertEquals(hops[i], in.octets.getInt(at + 23 + 4 * i), "hop " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "ICMP_DATAGRAM"})
  void looseSourceRouteGoesByItsFirstHop(Kind kind) throws IOException {
    Channel channel = raw(spec(kind));
    byte[] options = {(byte) 131, 7, 4, (byte) 198, 51, 100, 1, 0};
    Echo.request(out, 0, ROUTER, 64, 0, identifier(channel), 1, 16, options);
    send(channel, 1);
    receive();
    assertEquals(TARGET, IpAddress.ofColumns(in.addressHigh[0], in.addressLow[0]));
    assertEquals(0, Echo.type(in, 0));
  }

  @Test
  void optionsThatCannotBeWalkedAreRefused() throws IOException {
    Channel channel = raw(spec(Kind.RAW));
    Echo.request(out, 0, TARGET, 64, 0, MINE, 1, 16, new byte[] {7, 0, 4, 0});
    Echo.request(out, 1, TARGET, 64, 0, MINE, 2, 16);
    out.count = 2;
    assertEquals(2, channel.send(out, 0));
    assertEquals(PacketBatch.NOT_HONOURED, out.outcome[0]);
    assertEquals(PacketBatch.SENT, out.outcome[1]);
  }

  @Test
  void foreignRepliesAndErrorsStayAway() throws IOException {
    Channel mine = raw(spec(Kind.RAW));
    Echo.request(out, 0, TARGET, 64, 0, OTHERS, 1, 16);
    Echo.request(out, 1, TARGET, 1, 0, OTHERS, 2, 16);
    Echo.request(out, 2, TARGET, 1, 0, OTHERS, 3, 16, recordRoute());
    Echo.request(out, 3, TARGET, 1, 0, MINE, 4, 16, recordRoute());
    Echo.request(out, 4, TARGET, 64, 0, MINE, 5, 16);
    send(mine, 5);
    int replies = 0;
    int errors = 0;
    while (network.receive(in, in(300)) > 0) {
      for (int i = 0; i < in.count; i++) {
        assertEquals(PacketBatch.PACKET, in.kind[i], "an ICMP error comes once, as a packet");
        if (Echo.type(in, i) == 11) {
          assertEquals(ROUTER, IpAddress.ofColumns(in.addressHigh[i], in.addressLow[i]));
          errors++;
        } else {
          assertEquals(5, Echo.sequence(in, i));
          replies++;
        }
      }
    }
    assertEquals(1, errors);
    assertEquals(1, replies);
  }

  @ParameterizedTest
  @CsvSource({"RAW,true", "RAW,false", "ICMP_DATAGRAM,true", "ICMP_DATAGRAM,false"})
  void onlySampledPacketsAreStamped(Kind kind, boolean ownNumbers) throws IOException {
    network.ownStampNumbers = ownNumbers;
    Channel channel = raw(spec(kind).stamps(Stamps.SAMPLED));
    StringBuilder stamped = new StringBuilder();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 8; i++) {
        Echo.request(out, i, TARGET, 64, 0, identifier(channel), round * 8 + i, 16);
        out.stamp[i] = i % 3 == 1;
      }
      send(channel, 8);
      int answers = 0;
      while (answers < 8) {
        receive();
        for (int i = 0; i < in.count; i++) {
          if (in.kind[i] == PacketBatch.TRANSMITTED) {
            stamped.append(in.number[i]).append(' ');
          } else {
            answers++;
          }
        }
      }
    }
    assertEquals("1 4 7 9 12 15 17 20 23 ", stamped.toString());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aPacketThatAFirewallKillsDoesNotShiftTheStamps(boolean ownNumbers)
      throws IOException, InterruptedException {
    try {
      Lab.run("nft add table ip sonde");
    } catch (IOException e) {
      abort("no nftables: " + e.getMessage());
    }
    try {
      Lab.run("nft add chain ip sonde out { type filter hook output priority 0 ; }");
      Lab.run("nft add rule ip sonde out ip daddr 192.0.2.9 drop");
      network.ownStampNumbers = ownNumbers;
      Channel channel = raw(spec(Kind.RAW).stamps(Stamps.BOTH));
      for (int i = 0; i < 5; i++) {
        IpAddress to = i == 2 ? IpAddress.ofIpv4(0xc0000209) : TARGET;
        Echo.request(out, i, to, 64, 0, MINE, i, 16);
      }
      out.count = 5;
      assertEquals(5, channel.send(out, 0));
      assertEquals(PacketBatch.NOT_PERMITTED, out.outcome[2]);
      assertEquals(1, out.detail[2], "EPERM");
      StringBuilder stamped = new StringBuilder();
      while (network.receive(in, in(300)) > 0) {
        for (int i = 0; i < in.count; i++) {
          if (in.kind[i] == PacketBatch.TRANSMITTED) {
            stamped.append(in.number[i]).append(' ');
          }
        }
      }
      // where the kernel counts, nothing is better than a wrong time
      assertEquals(ownNumbers ? "0 1 2 3 " : "", stamped.toString());
    } finally {
      Lab.run("nft delete table ip sonde");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "ICMP_DATAGRAM"})
  void aFullSocketIsWaitedFor(Kind kind) throws IOException, InterruptedException {
    try {
      Lab.run("tc qdisc add dev near root tbf rate 4mbit burst 3000 limit 1000000");
    } catch (IOException e) {
      abort("no token bucket: " + e.getMessage());
    }
    try {
      Channel channel = raw(spec(kind).sendBufferOctets(8192));
      for (int i = 0; i < 64; i++) {
        Echo.request(out, i, TARGET, 64, 0, identifier(channel), i, 1000);
      }
      out.count = 64;
      int handled = channel.send(out, 0);
      assertTrue(handled > 0 && handled < 64, "handled " + handled);
      int answers = 0;
      int sends = 1;
      while (answers < 64) {
        network.receive(in, in(2000));
        answers += in.count;
        if (handled < 64) {
          handled = channel.send(out, handled);
          sends++;
        }
        assertTrue(sends < 1000, "the receive ends without room");
      }
      for (int i = 0; i < 64; i++) {
        assertEquals(i, out.number[i]);
      }
    } finally {
      Lab.run("tc qdisc del dev near root");
    }
  }

  @Test
  void fullQueuesOfTheDeviceAreNoBuffers() throws IOException, InterruptedException {
    try {
      Lab.run("tc qdisc add dev near root tbf rate 8kbit burst 1600 limit 2000");
    } catch (IOException e) {
      abort("no token bucket: " + e.getMessage());
    }
    try {
      Channel channel = raw(spec(Kind.RAW).stamps(Stamps.BOTH));
      for (int i = 0; i < 8; i++) {
        Echo.request(out, i, TARGET, 64, 0, MINE, i, 1000);
      }
      out.count = 8;
      assertEquals(8, channel.send(out, 0));
      assertEquals(PacketBatch.SENT, out.outcome[0]);
      assertEquals(PacketBatch.NO_BUFFERS, out.outcome[7]);
      assertEquals(105, out.detail[7], "ENOBUFS");
      assertEquals(-1, out.number[7]);
    } finally {
      Lab.run("tc qdisc del dev near root");
    }
  }

  @Test
  void flowLabelIsLeased() throws IOException {
    Channel channel =
        network.open(
            ChannelSpec.builder(Kind.ICMP_DATAGRAM, IpFamily.IPV6, 58).flowLabel(0).build());
    int label = channel.capabilities().flowLabel();
    assertTrue(label > 0 && label <= 0xfffff, "label " + label);
    Channel named =
        network.open(
            ChannelSpec.builder(Kind.ICMP_DATAGRAM, IpFamily.IPV6, 58).flowLabel(0x12345).build());
    assertEquals(0x12345, named.capabilities().flowLabel());
    Echo.request(out, 0, Lab.target(IpFamily.IPV6), 64, 0, identifier(named), 1, 16);
    send(named, 1);
    receive();
    assertEquals(129, Echo.type(in, 0));
  }

  @Test
  void routesAreTold() throws IOException {
    ChannelSpec plain = spec(Kind.RAW).build();
    IpAddress own = IpAddress.ofIpv4(0xc0000201);
    int near = new LinuxInterfaces().indexOf(Lab.DEVICE);
    assertEquals(
        new Route(own, near, Lab.DEVICE, 1500, false, ROUTER, 64), network.route(TARGET, 0, plain));
    assertNull(network.route(ROUTER, 0, plain).gateway(), "a neighbour");
    IpAddress broadcast = IpAddress.ofIpv4(0xc00002ff);
    assertTrue(network.route(broadcast, 0, plain).broadcast());
    Route loopback = network.route(IpAddress.ofIpv4(0x7f000001), 0, plain);
    assertEquals("lo", loopback.device());
    assertEquals(65535, loopback.mtu(), "no IP packet is longer");
    ChannelSpec bound = spec(Kind.RAW).device(Lab.DEVICE).source(own).build();
    assertEquals(Lab.DEVICE, network.route(TARGET, 0, bound).device());
    IpAddress ipv6 = Lab.target(IpFamily.IPV6);
    Route route = network.route(ipv6, 0, ChannelSpec.of(Kind.RAW, IpFamily.IPV6, 58));
    assertEquals(new IpAddress(IpFamily.IPV6, 0x20010db800010000L, 1), route.source());
    assertEquals(Lab.DEVICE, route.device());
    IOException none =
        assertThrows(
            IOException.class, () -> network.route(Lab.unroutable(IpFamily.IPV4), 0, plain));
    assertEquals("connect to 203.0.113.1: Network is unreachable (ENETUNREACH)", none.getMessage());
  }

  @Test
  void multicastNeedsADeviceAndComesFromMany() throws IOException {
    Channel channel =
        network.open(
            ChannelSpec.builder(Kind.RAW, IpFamily.IPV6, 58).filter(ReplyFilter.own(MINE)).build());
    IpAddress allNodes = new IpAddress(IpFamily.IPV6, 0xff02L << 48, 1);
    int near = new LinuxInterfaces().indexOf(Lab.DEVICE);
    Echo.request(out, 0, allNodes, 1, 0, MINE, 1, 16);
    out.scope[0] = near;
    send(channel, 1);
    out.scope[0] = 0;
    receive();
    assertEquals(near, in.scope[0]);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    int before = OpenDescriptors.count();
    IOException device =
        assertThrows(
            IOException.class, () -> network.open(spec(Kind.RAW).device("nosuch0").build()));
    assertEquals("SO_BINDTODEVICE nosuch0: No such device (ENODEV)", device.getMessage());
    IOException source =
        assertThrows(IOException.class, () -> network.open(spec(Kind.RAW).source(TARGET).build()));
    assertEquals(
        "bind 198.51.100.1: Cannot assign requested address (EADDRNOTAVAIL); it is not an address"
            + " of this host",
        source.getMessage());
    assertThrows(
        IOException.class, () -> network.route(TARGET, 0, spec(Kind.RAW).device("x").build()));
    assertEquals(before, OpenDescriptors.count());
  }

  @Test
  void closingAChannelLeavesTheOthers() throws IOException {
    int before = OpenDescriptors.count();
    Channel first = raw(spec(Kind.RAW));
    Channel second = raw(spec(Kind.ICMP_DATAGRAM));
    first.close();
    first.close();
    assertThrows(IOException.class, () -> first.send(out, 0));
    Echo.request(out, 0, TARGET, 64, 0, identifier(second), 1, 16);
    send(second, 1);
    receive();
    assertEquals(1, in.channel[0]);
    network.close();
    assertEquals(before - 1, OpenDescriptors.count(), "the network's own is closed as well");
  }

  @Test
  void whatCannotBeHonouredIsListed() throws IOException {
    Channel channel = raw(spec(Kind.ICMP_DATAGRAM));
    Echo.request(out, 0, TARGET, 64, 0, identifier(channel) ^ 1, 1, 16);
    assertEquals(List.of(HeaderField.ICMP_IDENTIFIER), channel.notHonoured(out, 0));
    int at = out.start[0];
    out.octets.putShort(at + 4, (short) 7).putShort(at + 6, (short) 0x2000);
    assertEquals(
        List.of(
            HeaderField.IDENTIFICATION,
            HeaderField.FRAGMENT,
            HeaderField.DONT_FRAGMENT,
            HeaderField.ICMP_IDENTIFIER),
        channel.notHonoured(out, 0));
    Channel whole = network.open(spec(Kind.RAW_WITH_HEADER).build());
    assertEquals(List.of(HeaderField.SOURCE), whole.notHonoured(out, 0));
  }

  @Test
  void hopLimitAndClassDifferWithinABatch() throws IOException {
    Channel channel = raw(spec(Kind.RAW));
    for (int i = 0; i < 4; i++) {
      Echo.request(out, i, TARGET, 64 - i, 32 * i, MINE, i, 16);
    }
    send(channel, 4);
    int answers = 0;
    while (answers < 4) {
      receive();
      for (int i = 0; i < in.count; i++) {
        // an echo reply bears the request's type of service (RFC 1122 section 3.2.2.6 as Linux
        // does)
        assertEquals(32 * Echo.sequence(in, i), in.trafficClass[i]);
        assertEquals(63, in.hopLimit[i]);
        answers++;
      }
    }
    assertFalse(network.receive(in, in(0)) > 0);
  }

  @Test
  void manyWakeUpsFromAnotherThreadLeaveNoNoise() throws Exception {
    raw(spec(Kind.RAW));
    Thread other = new Thread(() -> IntStream.range(0, 20_000).forEach(i -> network.wakeUp()));
    other.start();
    while (other.isAlive()) {
      network.receive(in, in(1000));
    }
    network.receive(in, in(0));
    network.receive(in, in(0));
    long deadline = in(50);
    assertEquals(0, network.receive(in, deadline));
    assertTrue(network.time().nanos() >= deadline, "a wake-up was left over");
  }

  @Test
  void aPacketLongerThanAnyIsTooBigAtOnce() throws IOException {
    PacketBatch big = network.batch(2, 65_575);
    Channel channel = raw(spec(Kind.RAW));
    Echo.request(big, 0, IpAddress.ofIpv4(0x7f000001), 64, 0, MINE, 0, 65_536 - 28);
    Echo.request(big, 1, IpAddress.ofIpv4(0x7f000001), 64, 0, MINE, 1, 65_535 - 28);
    big.count = 2;
    assertEquals(2, channel.send(big, 0));
    assertEquals(PacketBatch.TOO_BIG, big.outcome[0]);
    assertEquals(65_535, big.detail[0]);
    assertEquals(PacketBatch.SENT, big.outcome[1]);
    while (true) {
      assertTrue(network.receive(big, in(2000)) > 0, "no answer to the longest packet");
      if (big.kind[0] == PacketBatch.PACKET) {
        assertEquals(65_535, big.length[0]);
        return;
      }
    }
  }
}
