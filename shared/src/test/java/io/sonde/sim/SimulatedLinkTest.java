// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Device;
import io.sonde.net.EchoRequest;
import io.sonde.net.LinkType;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packet sockets of the simulated host, whose devices have no header before the IP header. */
class SimulatedLinkTest {
  private final Nets net = Nets.line();
  private final SimulatedNetwork network = new SimulatedNetwork(net.simulation);
  private final PacketBatch out = network.batch(8, 2000);
  private final PacketBatch in = network.batch(16, 2000);

  private Channel open(int etherType) throws IOException {
    return network.open(
        ChannelSpec.builder(Kind.LINK, IpFamily.IPV4, 0)
            .device("eth0")
            .etherType(etherType)
            .stamps(Stamps.BOTH)
            .build());
  }

  private void request(int slot, int length) {
    out.start[slot] = out.slot(slot);
    out.length[slot] = length;
    EchoRequest.write(out.octets, out.slot(slot), Nets.HOST, Nets.TARGET, 64, 0x4242, slot, length);
  }

  @Test
  void octetsLeaveAsTheyStandAndWholePacketsComeBack() throws IOException {
    Channel channel = open(ChannelSpec.EVERY_FRAME);
    open(0x86dd);
    request(0, 84);
    request(1, 84);
    out.octets.putShort(out.slot(1) + 10, (short) 0xbad); // a wrong header checksum goes out
    request(2, 1501);
    request(3, 1500);
    List<Integer> left = new ArrayList<>();
    net.simulation.watch(
        (time, octets, offset, length) -> {
          if (time == Simulation.START) {
            left.add(length);
          }
        });
    out.count = 4;
    assertEquals(4, channel.send(out, 0));
    assertEquals(List.of(84, 1500), left, "nobody carries a packet with a wrong checksum");
    assertEquals(PacketBatch.SENT, out.outcome[1]);
    assertEquals(PacketBatch.TOO_BIG, out.outcome[2]);
    assertEquals(1500, out.detail[2]);
    assertEquals(-1, out.number[2]);
    assertEquals(2, out.number[3]);
    int replies = 0;
    int stamps = 0;
    while (network.receive(in, network.time().nanos() + Nets.SECOND) > 0) {
      for (int i = 0; i < in.count; i++) {
        if (in.kind[i] == PacketBatch.TRANSMITTED) {
          stamps++;
          continue;
        }
        assertEquals(channel.index(), in.channel[i], "the other hears IPv6 only");
        assertEquals(PacketBatch.IP, in.content[i]);
        assertEquals(replies == 0 ? 84 : 1500, in.length[i]);
        assertEquals(0, in.octets.get(in.start[i] + 20), "an echo reply");
        replies++;
      }
    }
    assertEquals(2, replies);
    assertEquals(3, stamps);
  }

  @Test
  void aLinkThatIsDownIsNoRoute() throws IOException {
    Channel channel = open(ChannelSpec.EVERY_FRAME);
    net.near.to(net.router).down(true);
    request(0, 84);
    out.count = 1;
    assertEquals(1, channel.send(out, 0));
    assertEquals(PacketBatch.NO_ROUTE, out.outcome[0]);
    assertEquals(List.of(), channel.notHonoured(out, 0));
  }

  @Test
  void aDeviceIsNeededAndAPrivilege() throws IOException {
    ChannelSpec none = ChannelSpec.of(Kind.LINK, IpFamily.IPV4, 0);
    assertThrows(IOException.class, () -> network.open(none));
    network.host().allowRaw(false);
    assertThrows(IOException.class, () -> open(0));
  }

  @Test
  void devicesAreTold() throws IOException {
    List<Device> devices = network.interfaces().devices();
    assertEquals(2, devices.size());
    Device first = devices.get(1);
    assertEquals("eth0", first.name());
    assertEquals(2, first.index());
    assertEquals(1500, first.mtu());
    assertEquals(LinkType.RAW_IP, first.linkType());
    assertTrue(first.addresses().contains(new Device.Address(Nets.HOST, 32)));
  }
}
