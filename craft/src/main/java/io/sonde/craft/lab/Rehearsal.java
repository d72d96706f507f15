// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.net.TimeSource;
import io.sonde.sim.Simulation;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;

/**
 * Traffic in a copy of the network before the command starts, so that the first packets of the real
 * one meet code that is loaded and compiled.
 */
final class Rehearsal {
  private static final long LONGEST = 80_000_000;
  private static final int MOST_PACKETS = 20_000;
  static final int LENGTH = 64;

  private Rehearsal() {}

  static void of(Topology topology, TimeSource clock) {
    long end = clock.nanos() + LONGEST;
    Simulation copy = topology.simulate(0);
    ByteBuffer packet = ByteBuffer.allocate(LENGTH);
    for (int i = 0; i < MOST_PACKETS && clock.nanos() < end; i++) {
      NodePart to = topology.nodes().get(i % topology.nodes().size());
      write(packet, topology.host(), to, i);
      copy.send(packet, 0, LENGTH);
      copy.runUntil(copy.now() + 100_000);
    }
  }

  /** An echo request from the host to one of a node's addresses, with another TTL each time. */
  static void write(ByteBuffer packet, NodePart from, NodePart to, int number) {
    IpAddress target = to.addresses().get(number / 7 % to.addresses().size());
    IpFamily family = target.family();
    IpAddress source =
        from.addresses().stream()
            .filter(address -> address.family() == family)
            .findFirst()
            .orElse(target);
    writeEcho(packet, source, target, 1 + number % 16, number);
  }

  private static void writeEcho(
      ByteBuffer packet, IpAddress from, IpAddress to, int hopLimit, int sequence) {
    boolean ipv4 = to.family() == IpFamily.IPV4;
    int message = ipv4 ? 20 : 40;
    int length = LENGTH - message;
    long pseudo = 0;
    if (ipv4) {
      packet.putInt(0, 0x45 << 24 | LENGTH).putInt(4, 0);
      packet.putInt(8, hopLimit << 24 | IpProtocol.ICMP << 16);
      packet.putInt(12, from.ipv4Bits()).putInt(16, to.ipv4Bits());
      long sum = InternetChecksum.add(0, packet, 0, message);
      packet.putShort(10, (short) InternetChecksum.fold(sum));
    } else {
      packet.putInt(0, 6 << 28).putInt(4, length << 16 | IpProtocol.ICMPV6 << 8 | hopLimit);
      packet.putLong(8, from.high()).putLong(16, from.low());
      packet.putLong(24, to.high()).putLong(32, to.low());
      pseudo = InternetChecksum.add(length + IpProtocol.ICMPV6, packet, 8, 32);
    }
    int type = ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    packet.putInt(message, type << 24).putInt(message + 4, sequence & 0xffff);
    long sum = InternetChecksum.add(pseudo, packet, message, length);
    packet.putShort(message + 2, (short) InternetChecksum.fold(sum));
  }
}
