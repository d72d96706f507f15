// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.net.EchoRequest;
import io.sonde.sim.Simulation;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packets into a network of {@link #BASE} and what comes back, octet by octet; for tests. */
final class Traffic {
  /** h, r1, r2, t in a line: 1 ms, 5 ms, 1 ms. */
  static final String BASE =
      """
      host h 192.0.2.10 2001:db8::10
      router r1 198.51.100.1 2001:db8:1::1
      router r2 198.51.100.2 2001:db8:2::2
      server t 203.0.113.9 2001:db8:9::9
      link h r1 1ms
      link r1 r2 5ms
      link r2 t 1ms
      """;

  static final IpAddress HOST = IpAddress.ofIpv4(0xc000020a);
  static final IpAddress R1 = IpAddress.ofIpv4(0xc6336401);
  static final IpAddress R2 = IpAddress.ofIpv4(0xc6336402);
  static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  static final IpAddress HOST6 = ipv6(0x20010db8_00000000L, 0x10);
  static final IpAddress R1_6 = ipv6(0x20010db8_00010000L, 1);
  static final IpAddress TARGET6 = ipv6(0x20010db8_00090000L, 9);
  static final long SECOND = 1_000_000_000;
  static final int IDENTIFIER = 0x1234;

  /** A packet that came to the host, and when. */
  record Seen(long time, ByteBuffer octets) {
    boolean ipv4() {
      return octets.get(0) >>> 4 == 4;
    }

    int at(int index) {
      return octets.get(index) & 0xff;
    }

    int word(int index) {
      return octets.getShort(index) & 0xffff;
    }

    int header() {
      return ipv4() ? 4 * (at(0) & 0xf) : 40;
    }

    /** Octet after the IP header. */
    int body(int index) {
      return at(header() + index);
    }

    int bodyWord(int index) {
      return word(header() + index);
    }

    IpAddress from() {
      return IpAddress.at(ipv4() ? IpFamily.IPV4 : IpFamily.IPV6, octets, ipv4() ? 12 : 8);
    }

    int ttl() {
      return at(ipv4() ? 8 : 7);
    }

    int length() {
      return octets.capacity();
    }

    /** Milliseconds since the beginning of the simulation. */
    long millis() {
      return (time - Simulation.START) / 1_000_000;
    }
  }

  final Simulation simulation;
  private final List<Seen> seen = new ArrayList<>();

  Traffic(String text) throws TopologyException {
    this(text, 1);
  }

  Traffic(String text, long seed) throws TopologyException {
    simulation = Topology.parse("test.net", text).simulate(seed);
    simulation
        .host()
        .attach(
            (time, octets, offset, length) ->
                seen.add(
                    new Seen(time, ByteBuffer.allocate(length).put(0, octets, offset, length))));
  }

  /** {@link #BASE} with other lines: one about a node or link that it has replaces that. */
  static String with(String lines) {
    StringBuilder out = new StringBuilder(BASE);
    for (String line : lines.isEmpty() ? new String[0] : lines.split("\n")) {
      String[] words = line.split(" +");
      int same = words[0].equals("link") ? 3 : 2;
      String begin = String.join(" ", List.of(words).subList(0, same)) + " ";
      boolean replaces = words[0].matches("host|router|server|link");
      int at = replaces ? out.indexOf(begin) : -1;
      if (at >= 0 && (at == 0 || out.charAt(at - 1) == '\n')) {
        out.delete(at, out.indexOf("\n", at) + 1);
      }
      out.append(line).append('\n');
    }
    return out.toString();
  }

  static Traffic in(String lines) throws TopologyException {
    return new Traffic(with(lines));
  }

  private static IpAddress ipv6(long high, long low) {
    return IpAddress.ofColumns(high, low);
  }

  Traffic send(ByteBuffer packet) {
    simulation.send(packet, 0, packet.capacity());
    return this;
  }

  Traffic echo(IpAddress to, int ttl) {
    return echo(to, ttl, 1, 84);
  }

  Traffic echo(IpAddress to, int ttl, int sequence, int length) {
    ByteBuffer out = ByteBuffer.allocate(length);
    IpAddress from = to.family() == IpFamily.IPV4 ? HOST : HOST6;
    EchoRequest.write(out, 0, from, to, ttl, IDENTIFIER, sequence, length);
    return send(out);
  }

  /** An IPv4 packet of any protocol; UDP goes without a checksum, of TCP it is right. */
  static ByteBuffer ipv4(IpAddress to, int ttl, int protocol, byte... body) {
    ByteBuffer out = ByteBuffer.allocate(20 + body.length);
    out.putInt(0, 0x45000000 | out.capacity()).putInt(4, 0x00014000);
    out.putInt(8, ttl << 24 | protocol << 16).putInt(12, HOST.ipv4Bits());
    out.putInt(16, to.ipv4Bits()).put(20, body);
    out.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, out, 0, 20)));
    if (protocol == 6) {
      long sum = InternetChecksum.add(6 + body.length, out, 12, 8 + body.length);
      out.putShort(36, (short) InternetChecksum.fold(sum));
    }
    return out;
  }

  Traffic udp(IpAddress to, int ttl, int sourcePort, int port) {
    ByteBuffer body = ByteBuffer.allocate(16);
    body.putShort(0, (short) sourcePort).putShort(2, (short) port).putShort(4, (short) 16);
    return send(ipv4(to, ttl, 17, body.array()));
  }

  Traffic syn(IpAddress to, int ttl, int port) {
    ByteBuffer body = ByteBuffer.allocate(20);
    body.putShort(0, (short) 40_000).putShort(2, (short) port).putInt(4, 7);
    return send(ipv4(to, ttl, 6, body.putInt(12, 0x5002_ffff).array()));
  }

  /** What comes within a second. */
  List<Seen> listen() {
    return listen(SECOND);
  }

  List<Seen> listen(long nanos) {
    seen.clear();
    simulation.runUntil(simulation.now() + nanos);
    return List.copyOf(seen);
  }

  /** The only packet that comes within a second. */
  Seen only() {
    List<Seen> all = listen();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " packets: " + all);
    }
    return all.get(0);
  }
}
