// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.sim.topology.Topology;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host's side of a lab: its device, addresses, routes and kernel settings, by ip(8). */
public final class LabDevice {
  /** Name of the device. */
  public static final String NAME = "lab0";

  private static final int DEFAULT_MTU = 1500;
  private static final int LONGEST_MTU = 65_535;
  private static final Path SYSCTL = Path.of("/proc/sys");

  private LabDevice() {}

  /** Sets up the device, which exists, and loopback. */
  public static void configure(Topology topology) throws IOException {
    openToPings();
    set("net/ipv6/conf/" + NAME + "/accept_ra", "0");
    set("net/ipv6/conf/" + NAME + "/router_solicitations", "0");
    set("net/ipv6/conf/" + NAME + "/accept_dad", "0");
    ip(commands(topology));
  }

  /** Everybody may open ICMP datagram sockets; in a user namespace the only group there is. */
  private static void openToPings() {
    if (!set("net/ipv4/ping_group_range", "0 2147483647")) {
      set("net/ipv4/ping_group_range", "0 0");
    }
  }

  private static boolean set(String name, String value) {
    try {
      Files.writeString(SYSCTL.resolve(name), value);
      return true;
    } catch (IOException e) {
      return false; // a kernel without it needs no setting
    }
  }

  private static String commands(Topology topology) {
    StringBuilder out = new StringBuilder("link set lo up\n");
    out.append("link set ").append(NAME).append(" addrgenmode none mtu ").append(mtu(topology));
    out.append('\n');
    boolean ipv4 = false;
    boolean ipv6 = false;
    for (IpAddress address : topology.host().addresses()) {
      boolean four = address.family() == IpFamily.IPV4;
      ipv4 |= four;
      ipv6 |= !four;
      out.append("address add ").append(address).append(four ? "/32" : "/128 nodad");
      out.append(" dev ").append(NAME).append('\n');
    }
    out.append("link set ").append(NAME).append(" up\n");
    if (ipv4) {
      out.append("route add 0.0.0.0/0 dev ").append(NAME).append('\n');
    }
    if (ipv6) {
      out.append("route add ::/0 dev ").append(NAME).append('\n');
    }
    return out.toString();
  }

  /** That of the host's first link, of whichever direction. */
  private static int mtu(Topology topology) {
    int host = topology.nodes().indexOf(topology.host());
    return topology.links().stream()
        .filter(link -> link.one() == host || link.other() == host)
        .findFirst()
        .map(link -> link.mtu(link.one() == host))
        .map(mtu -> mtu == 0 ? DEFAULT_MTU : Math.min(mtu, LONGEST_MTU))
        .orElse(DEFAULT_MTU);
  }

  private static void ip(String commands) throws IOException {
    Process ip;
    try {
      ip = new ProcessBuilder("ip", "-batch", "-").redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("ip: cannot be run; install iproute2", e);
    }
    try (OutputStream in = ip.getOutputStream()) {
      in.write(commands.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (ip.waitFor() != 0) {
        throw new IOException("ip -batch: " + said.replace('\n', ' '));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
