// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.link.LinuxInterfaces;
import io.sonde.link.LinuxNetwork;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Device;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A veth pair in the private namespace of the tests: {@code craftnear} has 192.0.2.1, 2001:db8::1
 * and 02:00:00:00:02:01; what arrives at {@code craftfar}, 02:00:00:00:02:02, is heard whole.
 * Nobody answers for 192.0.2.2 and 2001:db8::2, whose link address is known.
 */
final class Veth implements AutoCloseable {
  private static final long PATIENCE = 2_000_000_000L;

  private final LinuxNetwork network = new LinuxNetwork();
  private final PacketBatch in = network.batch(64, 4096);
  private final List<String> heard = new ArrayList<>();

  Veth() throws IOException {
    List<String> names = new LinuxInterfaces().devices().stream().map(Device::name).toList();
    assumeTrue(
        names.stream().allMatch(name -> name.equals("lo") || name.startsWith("craft")),
        "not in a private namespace: " + names);
    shell(
        """
        ip link add craftnear address 02:00:00:00:02:01 type veth \
          peer name craftfar address 02:00:00:00:02:02
        for device in craftnear craftfar; do
          echo 1 >/proc/sys/net/ipv6/conf/$device/disable_ipv6
          ip link set $device up
        done
        echo 0 >/proc/sys/net/ipv6/conf/craftnear/disable_ipv6
        ip addr add 192.0.2.1/24 dev craftnear
        ip addr add 2001:db8::1/64 dev craftnear nodad
        ip addr add fe80::1/64 dev craftnear nodad
        for neighbour in 192.0.2.2 2001:db8::2 fe80::2; do
          ip neigh replace $neighbour lladdr 02:00:00:00:02:02 dev craftnear nud permanent
        done
        ip route add default via 192.0.2.2
        ip route add default via 2001:db8::2
        """);
    try {
      network.open(
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0).device("craftfar").build());
    } catch (NotPermittedException e) {
      close();
      assumeTrue(false, e.getMessage());
    }
  }

  private static void shell(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-ec", script).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), said);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Frames in hexadecimal that begin with a prefix, as soon as there are so many; what the host
   * itself sends (neighbour discovery, group reports) is left out by the prefix.
   */
  List<String> frames(String prefix, int count) throws IOException {
    long until = network.time().nanos() + PATIENCE;
    List<String> wanted = wanted(prefix);
    while (wanted.size() < count && network.time().nanos() < until) {
      int arrived = network.receive(in, until);
      for (int i = 0; i < arrived; i++) {
        byte[] octets = new byte[in.length[i]];
        in.octets.get(in.start[i], octets);
        heard.add(HexFormat.of().formatHex(octets));
      }
      wanted = wanted(prefix);
    }
    heard.clear();
    return wanted;
  }

  /** Forgets what has arrived so far. */
  void forget() throws IOException {
    while (network.receive(in, network.time().nanos()) > 0) {
      heard.clear();
    }
    heard.clear();
  }

  private List<String> wanted(String prefix) {
    return heard.stream().filter(frame -> frame.startsWith(prefix)).toList();
  }

  @Override
  public void close() throws IOException {
    network.close();
    shell("ip link del craftnear");
  }
}
