// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.nio.ByteBuffer;

/**
 * An IGMP querier on the links of its server: general queries at an interval, and after a leave two
 * queries about that group (RFC 1112 appendix I, RFC 2236 section 3, RFC 3376 section 6).
 */
final class Querier {
  private static final int ALL_HOSTS = 0xe0000001;
  private static final int QUERY = 0x11;
  private static final int VERSION_2_LEAVE = 0x17;
  private static final int VERSION_3_REPORT = 0x22;
  private static final int RECORD_HEADER = 8;
  private static final int TO_INCLUDE = 3;
  private static final int ROUTER_ALERT = 0x94040000; // RFC 2113
  private static final long SECOND = 1_000_000_000L;

  /** Tenths of a second that hosts may wait; far below the interval, which is short in a lab. */
  private static final int GENERAL_RESPONSE = 20;

  private static final int GROUP_RESPONSE = 10;

  private final Simulation simulation;
  private final Server server;
  private final int version;
  private final int intervalSeconds;

  /**
   * @param version of IGMP, 1 … 3
   * @param intervalSeconds between general queries, 1 … 127
   */
  Querier(Simulation simulation, Server server, int version, int intervalSeconds) {
    this.simulation = simulation;
    this.server = server;
    this.version = version;
    this.intervalSeconds = intervalSeconds;
  }

  /** Begins with a query after {@code delay} nanoseconds. */
  void start(long delay) {
    simulation.at(simulation.now() + delay, this::general);
  }

  private void general() {
    if (server.isQuerier(this)) {
      query(ALL_HOSTS, 0, GENERAL_RESPONSE);
      start(intervalSeconds * SECOND);
    }
  }

  /** Looks at an IGMP message that has arrived. */
  void hear(PacketView packet) {
    int length = packet.transportLength();
    ByteBuffer octets = packet.octets;
    if (version == 2 && length >= 8 && packet.transportOctet(0) == VERSION_2_LEAVE) {
      askAbout(octets.getInt(packet.transport + 4));
    } else if (version == 3 && length >= 8 && packet.transportOctet(0) == VERSION_3_REPORT) {
      int records = packet.transportWord(6);
      int at = 8;
      for (int i = 0; i < records && at + RECORD_HEADER <= length; i++) {
        int sources = packet.transportWord(at + 2);
        if (packet.transportOctet(at) == TO_INCLUDE && sources == 0) {
          askAbout(octets.getInt(packet.transport + at + 4));
        }
        at += RECORD_HEADER + 4 * sources + 4 * packet.transportOctet(at + 1);
      }
    }
  }

  private void askAbout(int group) {
    if (group >>> 28 == 0xe) {
      query(group, group, GROUP_RESPONSE);
      simulation.at(simulation.now() + SECOND, () -> query(group, group, GROUP_RESPONSE));
    }
  }

  private void query(int destination, int group, int response) {
    IpAddress own = server.address(IpFamily.IPV4);
    if (own == null) {
      return;
    }
    int header = version == 1 ? 20 : 24;
    int message = version == 3 ? 12 : 8;
    int handle = simulation.store.take(header + message);
    ByteBuffer octets = simulation.store.octets(handle);
    int at = simulation.store.start(handle);
    octets
        .putInt(at, (0x40 | header / 4) << 24 | 0xc0 << 16 | header + message)
        .putInt(at + 4, 0)
        .putInt(at + 8, 1 << 24 | IpProtocol.IGMP << 16)
        .putInt(at + 12, own.ipv4Bits())
        .putInt(at + 16, destination);
    if (header > 20) {
      octets.putInt(at + 20, ROUTER_ALERT);
    }
    int body = at + header;
    octets.putInt(body, QUERY << 24 | (version == 1 ? 0 : response) << 16).putInt(body + 4, group);
    if (version == 3) {
      octets.putInt(body + 8, 2 << 24 | intervalSeconds << 16); // robustness 2, no sources
    }
    long sum = InternetChecksum.add(0, octets, body, message);
    octets.putShort(body + 2, (short) InternetChecksum.fold(sum));
    Headers.seal(octets, at);
    simulation.departFrom(server, handle);
  }
}
