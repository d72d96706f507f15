// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Device;
import io.sonde.net.EchoRequest;
import io.sonde.net.LinkType;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Frames on Ethernet, loopback and TUN devices, and what the host knows of devices and neighbours.
 */
class LinkIT {
  private static final IpAddress OWN = IpAddress.ofIpv4(0xc0000201);
  private static final long NEAR_TO_ROUTER = 0x0200_0000_0002L;
  private static final long NEAR = 0x0200_0000_0001L;
  private static final long SPARE = 0x0200_0000_00a0L;
  private static final long SPARE_PEER = 0x0200_0000_00a1L;
  private static final int EXPERIMENTAL = 0x88b5; // IEEE 802 local experimental EtherType 1
  private static final int HEADER = 14;
  private static final int SLOTS = 64;
  private static final int WARM_UP = 30_000;
  private static final int FRAMES = 100_000;
  private static @Nullable Lab lab;

  private LinuxNetwork network;
  private PacketBatch out;
  private PacketBatch in;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    lab = Lab.build();
    Lab.run(
        "ip link add spare0 address 02:00:00:00:00:a0 type veth peer name spare1 address"
            + " 02:00:00:00:00:a1");
    for (String device : List.of("spare0", "spare1")) {
      // nothing but the test's frames
      Lab.run("sysctl -qw net.ipv6.conf." + device + ".disable_ipv6=1");
      Lab.run("ip link set " + device + " up");
    }
  }

  @AfterAll
  static void tearDown() throws IOException, InterruptedException {
    if (lab != null) {
      Lab.run("ip link del spare0");
      lab.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    network = new LinuxNetwork();
    out = network.batch(SLOTS, 2000);
    in = network.batch(2 * SLOTS, 2000);
  }

  @AfterEach
  void close() throws IOException {
    network.close();
  }

  private static ChannelSpec.Builder spec(String device) {
    return ChannelSpec.builder(Kind.LINK, IpFamily.IPV4, 0).device(device);
  }

  private Channel open(ChannelSpec.Builder spec) throws IOException {
    return network.open(spec.build());
  }

  private long in(int millis) {
    return network.time().nanos() + millis * 1_000_000L;
  }

  private void receive() throws IOException {
    assertTrue(network.receive(in, in(2000)) > 0, "nothing came");
  }

  private void header(int slot, long to, long from, int etherType) {
    int at = out.slot(slot);
    out.start[slot] = at;
    out.octets.putLong(at, to << 16 | from >>> 32).putInt(at + 8, (int) from);
    out.octets.putShort(at + 12, (short) etherType);
  }

  /**
   * A frame between the spare devices, {@code length} octets in all, numbered behind its header.
   */
  private void frame(int slot, int length, int number) {
    header(slot, SPARE_PEER, SPARE, EXPERIMENTAL);
    out.length[slot] = length;
    out.octets.putInt(out.slot(slot) + HEADER, number);
  }

  private void send(Channel channel, int slots) throws IOException {
    out.count = slots;
    assertEquals(slots, channel.send(out, 0));
    for (int i = 0; i < slots; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i], "slot " + i + ", errno " + out.detail[i]);
    }
  }

  private static Octets octets(PacketBatch batch, int slot) {
    return Octets.rest(batch.packet(slot));
  }

  @Test
  void anEchoRequestLeavesAsItStandsAndItsReplyIsHeard() throws IOException {
    Channel channel = open(spec(Lab.DEVICE).etherType(0x0800).stamps(Stamps.BOTH));
    for (int i = 0; i < 4; i++) {
      header(i, NEAR_TO_ROUTER, NEAR, 0x0800);
      out.length[i] = HEADER + 84;
      EchoRequest.write(
          out.octets, out.slot(i) + HEADER, OWN, Lab.target(IpFamily.IPV4), 64, 0x4242, i, 84);
    }
    assertEquals(List.of(), channel.notHonoured(out, 0));
    send(channel, 4);
    long[] left = new long[4];
    int replies = 0;
    while (replies < 4) {
      receive();
      for (int i = 0; i < in.count; i++) {
        if (in.kind[i] == PacketBatch.TRANSMITTED) {
          assertEquals(PacketBatch.KERNEL, in.clock[i]);
          left[(int) in.number[i]] = in.time[i];
        }
      }
      for (int i = 0; i < in.count; i++) {
        if (in.kind[i] == PacketBatch.PACKET) {
          assertEquals(PacketBatch.LINK, in.content[i]);
          assertEquals(HEADER + 84, in.length[i]);
          int at = in.start[i];
          assertEquals(NEAR, in.octets.getLong(at) >>> 16);
          assertEquals(0, in.octets.get(at + HEADER + 20), "an echo reply");
          int sequence = in.octets.getShort(at + HEADER + 26);
          assertEquals(PacketBatch.KERNEL, in.clock[i]);
          assertTrue(left[sequence] > 0 && left[sequence] <= in.time[i], "no stamp before it");
          assertEquals(new LinuxInterfaces().indexOf(Lab.DEVICE), in.scope[i]);
          replies++;
        }
      }
    }
    assertEquals(0, channel.dropped());
  }

  @Test
  void refusedFramesUseUpNoNumber() throws IOException {
    Channel channel = open(spec("spare0"));
    open(spec("spare1"));
    frame(0, 60, 1);
    frame(1, 13, 2);
    frame(2, 1500 + HEADER, 3);
    frame(3, 1500 + HEADER + 5, 4); // 4 octets more would be a VLAN tag's
    frame(4, HEADER, 5);
    out.count = 5;
    assertEquals(5, channel.send(out, 0));
    int[] outcomes = {0, PacketBatch.NOT_HONOURED, 0, PacketBatch.TOO_BIG, 0};
    long[] numbers = {0, -1, 1, -1, 2};
    for (int i = 0; i < 5; i++) {
      assertEquals(outcomes[i], out.outcome[i], "slot " + i);
      assertEquals(numbers[i], out.number[i], "slot " + i);
    }
    assertEquals(1500, out.detail[3]);
    int heard = 0;
    while (heard < 3) {
      receive();
      for (int i = 0; i < in.count; i++) {
        assertEquals(PacketBatch.PACKET, in.kind[i]);
        assertEquals(octets(out, 2 * heard), octets(in, i));
        assertEquals(1, in.channel[i], "the sender does not hear itself");
        heard++;
      }
    }
    assertEquals(0, network.receive(in, in(50)));
  }

  @Test
  void aDeviceThatIsDownIsNoRouteUntilItIsUp() throws IOException, InterruptedException {
    Channel channel = open(spec("spare0"));
    Lab.run("ip link set spare0 down");
    frame(0, 60, 1);
    out.count = 1;
    assertEquals(1, channel.send(out, 0));
    assertEquals(PacketBatch.NO_ROUTE, out.outcome[0]);
    assertEquals(-1, out.number[0]);
    assertEquals(0, network.receive(in, in(20)), "the run goes on");
    Lab.run("ip link set spare0 up");
    send(channel, 1);
    assertEquals(0, out.number[0]);
  }

  @Test
  void aDeviceThatIsGoneEndsTheRun() throws IOException, InterruptedException {
    Lab.run("ip link add gone0 type veth peer name gone1");
    Lab.run("ip link set gone0 up");
    Channel channel = open(spec("gone0"));
    Lab.run("ip link del gone0");
    frame(0, 60, 1);
    out.count = 1;
    IOException gone = assertThrows(IOException.class, () -> channel.send(out, 0));
    assertEquals("sendmmsg by gone0: No such device or address (ENXIO)", gone.getMessage());
  }

  @Test
  void vlanTagsStayWhereTheyStand() throws IOException {
    Channel channel = open(spec("spare0"));
    open(spec("spare1"));
    header(0, SPARE_PEER, SPARE, 0x8100);
    out.octets.putInt(out.slot(0) + HEADER, 0x6064 << 16 | EXPERIMENTAL);
    out.octets.putLong(out.slot(0) + HEADER + 4, 0x0123_4567_89ab_cdefL);
    out.length[0] = HEADER + 12;
    header(1, SPARE_PEER, SPARE, 0x88a8); // two tags, IEEE 802.1ad
    out.octets.putInt(out.slot(1) + HEADER, 0x0007 << 16 | 0x8100);
    out.octets.putInt(out.slot(1) + HEADER + 4, 0x0008 << 16 | EXPERIMENTAL);
    out.length[1] = HEADER + 20;
    send(channel, 2);
    for (int heard = 0; heard < 2; ) {
      receive();
      for (int i = 0; i < in.count; i++) {
        assertEquals(octets(out, heard++), octets(in, i));
      }
    }
  }

  /** Made by scapy: 0 and 4 are UDP of the two talkers, 1, 2 and 5 TCP and UDP of others. */
  @Test
  void ofOthersOnlyWhatIsNeitherTcpNorUdpIsHeard() throws IOException {
    List<String> packets =
        List.of(
            "08004500001c000100004011f6c5c0000209c00002010001000200087bd0",
            "08004500001c0001000040118e92c6336409c0000201000100020008139d",
            "0800450000280001000040068e91c6336409c000020100010002000000000000000050022000a3a10000",
            "08004500001c0001000040018ea2c6336409c00002010800f7ff00000000",
            "86dd600000000008114020010db800000000000000000000000920010db8000000000000000000000001"
                + "000100020008a45f",
            "86dd600000000008114020010db800000000000000000000000a20010db8000000000000000000000001"
                + "000100020008a45e",
            "86dd6000000000083a4020010db800000000000000000000000a20010db8000000000000000000000001"
                + "8100234000000000",
            "0806000108000604000202fc00000001c000020200000000000000000000");
    Channel channel = open(spec("spare0"));
    Channel ear = open(spec("spare1"));
    IpAddress talker6 = new IpAddress(IpFamily.IPV6, 0x2001_0db8_0000_0000L, 9);
    ear.hearOnly(Set.of(IpAddress.ofIpv4(0xc0000209), talker6));
    for (int i = 0; i < packets.size(); i++) {
      byte[] octets = Octets.ofHex(packets.get(i)).toByteArray();
      header(i, SPARE_PEER, SPARE, 0);
      out.octets.put(out.slot(i) + HEADER - 2, octets);
      out.length[i] = HEADER - 2 + octets.length;
    }
    send(channel, packets.size());
    int[] wanted = {0, 3, 4, 6, 7};
    for (int heard = 0; heard < wanted.length; ) {
      receive();
      for (int i = 0; i < in.count; i++) {
        assertEquals(octets(out, wanted[heard++]), octets(in, i));
      }
    }
    ear.hearOnly(Set.of());
    send(channel, packets.size());
    for (int heard = 0; heard < packets.size(); ) {
      receive();
      for (int i = 0; i < in.count; i++) {
        assertEquals(octets(out, heard++), octets(in, i));
      }
    }
  }

  @Test
  void onlyFramesOfTheTypeAreHeard() throws IOException {
    Channel channel = open(spec("spare0"));
    Channel some = open(spec("spare1").etherType(EXPERIMENTAL));
    open(spec("spare1").etherType(0));
    header(0, SPARE_PEER, SPARE, EXPERIMENTAL + 1);
    out.length[0] = 60;
    frame(1, 60, 7);
    send(channel, 2);
    receive();
    assertEquals(1, in.count);
    assertEquals(some.index(), in.channel[0]);
    assertEquals(octets(out, 1), octets(in, 0));
    assertEquals(0, network.receive(in, in(50)));
  }

  @Test
  void dropsAreCounted() throws IOException {
    Channel channel = open(spec("spare0").pastQueues(true));
    Channel listener = open(spec("spare1").receiveBufferOctets(8192));
    for (int i = 0; i < SLOTS; i++) {
      frame(i, 60, i);
    }
    for (int round = 0; round < 5; round++) {
      send(channel, SLOTS);
    }
    int received = 0;
    while (network.receive(in, in(100)) > 0) {
      received += in.count;
    }
    assertTrue(listener.dropped() > 0, "nothing was dropped");
    assertEquals(5 * SLOTS, received + listener.dropped());
    assertEquals(5 * SLOTS, received + listener.dropped(), "the count stays");
  }

  @Test
  void loopbackIsHeardOnce() throws IOException {
    Channel channel = open(spec("lo").etherType(EXPERIMENTAL));
    header(0, 0, 0, EXPERIMENTAL);
    out.length[0] = 60;
    send(channel, 1);
    receive();
    assertEquals(1, in.count);
    assertEquals(PacketBatch.LINK, in.content[0]);
    assertEquals(octets(out, 0), octets(in, 0));
    assertEquals(0, network.receive(in, in(50)));
  }

  @Test
  void framesOfATunDeviceBeginWithTheIpHeader() throws IOException, InterruptedException {
    try (Tun tun = new Tun("tun7")) {
      Channel channel = open(spec("tun7").stamps(Stamps.BOTH));
      out.start[0] = out.slot(0);
      out.length[0] = 84;
      EchoRequest.write(out.octets, out.slot(0), OWN, Lab.target(IpFamily.IPV4), 64, 1, 1, 84);
      send(channel, 1);
      assertEquals(84, tun.read(4, 1));
      for (int i = 0; i < 84; i++) {
        assertEquals(out.octets.get(out.slot(0) + i), tun.packet.get(i), "octet " + i);
      }
      receive();
      assertEquals(PacketBatch.TRANSMITTED, in.kind[0]);
      tun.write(out.packet(0));
      receive();
      assertEquals(PacketBatch.IP, in.content[0]);
      assertEquals(octets(out, 0), octets(in, 0));
      Device device = device("tun7");
      assertEquals(LinkType.RAW_IP, device.linkType());
      assertEquals(Octets.EMPTY, device.hardwareAddress());
    }
  }

  @Test
  void allocatesNothingForAFrame() throws IOException {
    Channel channel = open(spec("spare0"));
    open(spec("spare1"));
    for (int i = 0; i < SLOTS; i++) {
      frame(i, 60, i);
    }
    out.count = SLOTS;
    pass(channel, WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    pass(channel, FRAMES);
    long octets = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(octets < FRAMES / 10, octets + " octets for " + FRAMES + " frames");
  }

  private void pass(Channel channel, int count) throws IOException {
    for (int done = 0; done < count; done += SLOTS) {
      assertEquals(SLOTS, channel.send(out, 0));
      int heard = 0;
      while (heard < SLOTS && network.receive(in, in(2000)) > 0) {
        heard += in.count;
      }
      if (heard != SLOTS) {
        throw new AssertionError(heard + " frames of " + SLOTS);
      }
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        "ioctl nosuch0: No such device (ENODEV)",
        assertThrows(IOException.class, () -> open(spec("nosuch0"))).getMessage());
    assertEquals(
        "a link channel needs a device, of 1 to 15 octets: \"\"",
        assertThrows(IOException.class, () -> open(spec(""))).getMessage());
  }

  private static Device device(String name) throws IOException {
    return new LinuxInterfaces()
        .devices().stream().filter(d -> d.name().equals(name)).findAny().orElseThrow();
  }

  @Test
  void devicesAreToldWhole() throws IOException, InterruptedException {
    Device near = device(Lab.DEVICE);
    assertEquals(new LinuxInterfaces().indexOf(Lab.DEVICE), near.index());
    assertEquals(1500, near.mtu());
    assertEquals(LinkType.ETHERNET, near.linkType());
    assertEquals(Octets.ofHex("02 00 00 00 00 01"), near.hardwareAddress());
    assertTrue(near.up());
    assertTrue(near.addresses().contains(new Device.Address(OWN, 24)), near.toString());
    IpAddress ipv6 = new IpAddress(IpFamily.IPV6, 0x20010db800010000L, 1);
    assertTrue(near.addresses().contains(new Device.Address(ipv6, 64)), near.toString());
    Device loopback = device("lo");
    assertEquals(LinkType.LOOPBACK, loopback.linkType());
    assertEquals(65_536, loopback.mtu());
    Lab.run("ip link add idle0 type veth peer name idle1");
    try {
      assertFalse(device("idle0").up());
    } finally {
      Lab.run("ip link del idle0");
    }
  }

  @Test
  void neighboursAreLookedUpAndAskedFor() throws IOException, InterruptedException {
    LinuxNeighbours neighbours = new LinuxNeighbours();
    int near = new LinuxInterfaces().indexOf(Lab.DEVICE);
    Octets router = Octets.ofHex("02 00 00 00 00 02");
    assertEquals(router, neighbours.addressOf(Lab.router(IpFamily.IPV6), near));
    assertNull(neighbours.addressOf(IpAddress.ofIpv4(0xc0000237), near));
    IpAddress unknown = Lab.router(IpFamily.IPV4);
    Lab.run("ip neigh flush to 192.0.2.2 dev near nud all");
    assertNull(neighbours.addressOf(unknown, near));
    neighbours.resolve(unknown, near);
    assertEquals(router, await(neighbours, unknown, near));
    Lab.run("ip neigh flush to 192.0.2.2 dev near nud all");
    assertEquals(0, LinuxNeighbours.discard(unknown, near), "as without CAP_NET_ADMIN");
    assertEquals(router, await(neighbours, unknown, near));
    assertThrows(IOException.class, () -> neighbours.resolve(unknown, 99_999));
  }

  @Test
  void nobodyIsAskedForWhereThereAreNoAddresses() throws IOException, InterruptedException {
    LinuxNeighbours neighbours = new LinuxNeighbours();
    LinuxInterfaces interfaces = new LinuxInterfaces();
    IpAddress beside = IpAddress.ofIpv4(0xcb007105);
    int loopback = interfaces.indexOf("lo");
    assertThrows(IOException.class, () -> neighbours.resolve(beside, loopback));
    try (Tun tun = new Tun("tun8")) {
      int bare = interfaces.indexOf("tun8");
      assertThrows(IOException.class, () -> neighbours.resolve(beside, bare), tun::toString);
    }
  }

  private @Nullable Octets await(LinuxNeighbours neighbours, IpAddress neighbour, int device)
      throws IOException {
    long deadline = in(3000);
    Octets found = neighbours.addressOf(neighbour, device);
    while (found == null && network.time().nanos() < deadline) {
      network.receive(in, in(5));
      found = neighbours.addressOf(neighbour, device);
    }
    return found;
  }
}
