// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.SourcePorts;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.BigEndian;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Source ports of packets that leave with an address of this host, at which it keeps silent: no
 * reset answers what comes to them, no port unreachable. They are held until this is closed.
 */
public final class HeldPorts implements Closeable {
  /** The protocols with ports at which the host itself answers. */
  public static final Set<Integer> TRANSPORTS = Set.of(IpProtocol.TCP, IpProtocol.UDP);

  private static final int PORTS = 4;
  private static final int FRAGMENT_OFFSET = 0x1fff;

  private final SourcePorts ports;
  private final Set<Integer> protocols;
  private final Consumer<String> note;
  private final Map<Port, SourcePorts.Held> held = new HashMap<>();
  private final Set<Port> taken = new HashSet<>();

  private record Port(IpAddress address, int protocol, int number) {}

  /**
   * Holds nothing yet.
   *
   * @param protocols IP protocol numbers whose ports are held, of TCP and UDP
   * @param note is told which port somebody else has
   */
  public HeldPorts(SourcePorts ports, Set<Integer> protocols, Consumer<String> note) {
    this.ports = ports;
    this.protocols = protocols;
    this.note = note;
  }

  /** A feed whose packets have their ports held before they are taken to be sent. */
  public PacketFeed before(PacketFeed feed, Ways ways) {
    if (protocols.isEmpty()) {
      return feed;
    }
    IpPacket packet = new IpPacket();
    return new PacketFeed() {
      @Override
      public boolean next(CaptureRecord record) throws IOException {
        if (!feed.next(record)) {
          return false;
        }
        packet.read(record);
        hold(packet, ways);
        return true;
      }

      @Override
      public boolean isConstant() {
        return feed.isConstant();
      }

      @Override
      public boolean mayWait() {
        return feed.mayWait();
      }
    };
  }

  /** Holds the port of a packet that is about to leave, if it has one that is this host's. */
  public void hold(IpPacket packet, Ways ways) {
    if (!packet.isIp()) {
      return;
    }
    boolean ipv4 = packet.family() == IpFamily.IPV4;
    ByteBuffer octets = packet.octets();
    int end = packet.at() + packet.length();
    int protocol = packet.protocol();
    int transport = packet.transport();
    if (ipv4 && (BigEndian.unsignedShort(octets, packet.at() + 6) & FRAGMENT_OFFSET) != 0) {
      return;
    }
    while (!ipv4 && isOptions(protocol) && transport + 2 <= end) {
      protocol = BigEndian.octet(octets, transport);
      transport += (BigEndian.octet(octets, transport + 1) + 1) * 8;
    }
    if (!protocols.contains(protocol) || transport + PORTS > end) {
      return;
    }
    IpAddress source = packet.source();
    int number = BigEndian.unsignedShort(octets, transport);
    if (number > 0 && ways.owns(source)) {
      hold(packet.family(), new Port(source, protocol, number));
    }
  }

  /** Whether a header of IPv6 has its length in units of 8 octets behind the next protocol. */
  private static boolean isOptions(int protocol) {
    return protocol == 0 || protocol == 43 || protocol == 60;
  }

  private void hold(IpFamily family, Port port) {
    if (held.containsKey(port) || taken.contains(port)) {
      return;
    }
    try {
      held.put(port, ports.silence(family, port.protocol, port.address, port.number));
    } catch (IOException e) {
      taken.add(port);
      note.accept(
          "hold: port "
              + port.number
              + " of "
              + port.address
              + " is taken; its owner may answer: "
              + e.getMessage());
    }
  }

  /** Lets all ports go; others may be held later. */
  public void release() throws IOException {
    for (SourcePorts.Held port : held.values()) {
      port.close();
    }
    held.clear();
  }

  @Override
  public void close() throws IOException {
    release();
  }
}
