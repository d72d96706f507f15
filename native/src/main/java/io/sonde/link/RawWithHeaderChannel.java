// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.net.Blindness;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * A raw socket that takes the IP header as it is, raw(7). For IPv4 the kernel writes total length
 * and header checksum, and source and identification where they are 0; for IPv6 it fills in
 * nothing. It hears nothing.
 */
final class RawWithHeaderChannel extends SingleSocketChannel {
  private final NetworkCapabilities capabilities;

  private RawWithHeaderChannel(LinuxNetwork network, int index, ChannelSpec spec, int fd) {
    super(network, index, spec, fd);
    EnumSet<HeaderField> honours = EnumSet.allOf(HeaderField.class);
    honours.remove(HeaderField.LINK_HEADER);
    if (ipv4) {
      honours.remove(HeaderField.TOTAL_LENGTH);
      honours.remove(HeaderField.HEADER_CHECKSUM);
    }
    capabilities =
        new NetworkCapabilities(
            -1,
            -1,
            -1,
            honours,
            false,
            false,
            stamps,
            Integer.MAX_VALUE,
            EnumSet.allOf(Blindness.class));
  }

  static RawWithHeaderChannel open(LinuxNetwork network, int index, ChannelSpec spec)
      throws IOException {
    SocketSetup setup = SocketSetup.open(spec, SocketH.SOCK_RAW, InH.IPPROTO_RAW);
    try {
      setup.apply();
      setup.ip(InH.IP_RECVERR, InH.IPV6_RECVERR, 1, "IP_RECVERR");
      return new RawWithHeaderChannel(network, index, spec, setup.fd);
    } catch (IOException | RuntimeException e) {
      setup.abandon();
      throw e;
    }
  }

  @Override
  public NetworkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return Fidelity.withHeader(spec, out, slot);
  }

  @Override
  void adopt(LinuxPacketBatch batch, int slot) {}

  @Override
  int prepare(LinuxPacketBatch batch, int slot, MessageVector v, int m) {
    int at = batch.start[slot];
    int length = batch.length[slot];
    if (length < (ipv4 ? Ipv4Slot.MINIMUM : Ipv6Slot.HEADER)) {
      return PacketBatch.NOT_HONOURED;
    }
    int first = Byte.toUnsignedInt(batch.octets.get(at));
    boolean possible =
        ipv4
            ? first >>> 4 == 4
                && (first & 0xf) >= 5
                && (first & 0xf) * 4 <= length
                && batch.octets.getShort(at + 4) != 0
            : first >>> 4 == 6;
    if (!possible) {
      return PacketBatch.NOT_HONOURED;
    }
    int scope = batch.scope[slot];
    int control = v.control(m);
    int end = control;
    if (scope != 0 && ipv4) {
      end = Ipv4Slot.putInterface(v, end, scope);
    } else if (scope != 0) {
      end = Ipv6Slot.putInterface(v, end, scope);
    }
    end = stampRequest(batch, m, v, end);
    v.controlLength(m, end - control);
    long high = destinationHigh(batch, slot);
    long low = destinationLow(batch, slot);
    if (ipv4) {
      Sockaddr.putIn(v.bytes, v.name(m), (int) low, 0);
      v.nameLength(m, Sockaddr.IN);
    } else {
      Sockaddr.putIn6(v.bytes, v.name(m), high, low, 0, 0, scope);
      v.nameLength(m, Sockaddr.IN6);
    }
    v.data(m, batch.address(at), length);
    return PacketBatch.SENT;
  }

  @Override
  boolean reportsNetworkErrors() {
    return false; // the kernel has none for packets that bring their header
  }

  @Override
  void arrived(LinuxPacketBatch batch, int slot, int memory, int octets) {
    batch.content[slot] = PacketBatch.IP;
  }
}
