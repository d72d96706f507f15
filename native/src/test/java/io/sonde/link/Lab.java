// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A router and a target in network namespaces of their own, behind a device of this one. Only in a
 * private namespace, where there is a loopback device and nothing else.
 *
 * <p>This host 192.0.2.1, 2001:db8:1::1 on {@code near} — router 192.0.2.2, 2001:db8:1::2 — target
 * 198.51.100.1, 2001:db8:2::1. There is no default route.
 */
final class Lab implements AutoCloseable {
  static final String DEVICE = "near";

  /** Port of the target's echo services, and of its TCP that swallows every SYN. */
  static final int OPEN = 7;

  static final int SILENT = 11;

  private final List<Process> namespaces = new ArrayList<>();
  private @Nullable EchoServer services;

  private Lab() {}

  /** Builds it, or skips the test with the reason. */
  static Lab build() throws IOException, InterruptedException {
    List<String> devices = new ArrayList<>();
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      devices.add(device.getName());
    }
    if (!devices.equals(List.of("lo"))) {
      return abort("not in a private network namespace: devices " + devices);
    }
    Lab lab = new Lab();
    boolean whole = false;
    try {
      lab.wire();
      whole = true;
    } finally {
      if (!whole) {
        lab.close();
      }
    }
    return lab;
  }

  private void wire() throws IOException, InterruptedException {
    String router = namespace();
    String target = namespace();
    link("", DEVICE, 1, "far", 2, router);
    addresses("", DEVICE, "192.0.2.1/24", "2001:db8:1::1/64");
    sourceRoutes("", DEVICE);
    neighbour("", DEVICE, "2001:db8:1::2", 2);
    run("ip route add 198.51.100.0/24 via 192.0.2.2");
    run("ip route add 2001:db8:2::/64 via 2001:db8:1::2");

    String inRouter = "nsenter -t " + router + " -n ";
    link(inRouter, "far1", 3, "end0", 4, target);
    addresses(inRouter, "far", "192.0.2.2/24", "2001:db8:1::2/64");
    addresses(inRouter, "far1", "198.51.100.2/24", "2001:db8:2::2/64");
    sourceRoutes(inRouter, "far");
    sourceRoutes(inRouter, "far1");
    neighbour(inRouter, "far", "2001:db8:1::1", 1);
    neighbour(inRouter, "far1", "2001:db8:2::1", 4);
    for (String setting :
        List.of(
            "net.ipv4.ip_forward=1",
            "net.ipv6.conf.all.forwarding=1",
            "net.ipv4.icmp_ratelimit=0",
            "net.ipv6.icmp.ratelimit=0")) {
      run(inRouter + "sysctl -qw " + setting);
    }

    String inTarget = "nsenter -t " + target + " -n ";
    addresses(inTarget, "end0", "198.51.100.1/24", "2001:db8:2::1/64");
    sourceRoutes(inTarget, "end0");
    neighbour(inTarget, "end0", "2001:db8:2::2", 3);
    run(inTarget + "ip route add default via 198.51.100.2");
    run(inTarget + "ip route add default via 2001:db8:2::2");
    run(inTarget + "sysctl -qw net.ipv4.icmp_ratelimit=0");
    run(inTarget + "sysctl -qw net.ipv6.icmp.ratelimit=0");
    for (String in : List.of(inRouter, inTarget)) {
      for (String limit : List.of("net.ipv4.icmp_msgs_per_sec", "net.ipv4.icmp_msgs_burst")) {
        // the whole host's in older kernels: then there is nothing to set here
        new ProcessBuilder((in + "sysctl -qw " + limit + "=100000").split(" "))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      }
    }
    services = EchoServer.in(target, OPEN, SILENT);
  }

  private static void link(String in, String a, int aNumber, String b, int bNumber, String peer)
      throws IOException, InterruptedException {
    run(
        in
            + "ip link add "
            + a
            + " address 02:00:00:00:00:0"
            + aNumber
            + " type veth peer name "
            + b
            + " address 02:00:00:00:00:0"
            + bNumber
            + " netns "
            + peer);
  }

  /** Spares the first packets the wait for a neighbour solicitation that nobody hears yet. */
  private static void neighbour(String in, String device, String address, int number)
      throws IOException, InterruptedException {
    run(
        in
            + "ip neigh replace "
            + address
            + " lladdr 02:00:00:00:00:0"
            + number
            + " dev "
            + device
            + " nud permanent");
  }

  private static void sourceRoutes(String in, String device)
      throws IOException, InterruptedException {
    for (String name : List.of("all", device)) {
      run(in + "sysctl -qw net.ipv4.conf." + name + ".accept_source_route=1");
    }
  }

  private static void addresses(String in, String device, String ipv4, String ipv6)
      throws IOException, InterruptedException {
    run(in + "ip addr add " + ipv4 + " dev " + device);
    run(in + "ip addr add " + ipv6 + " dev " + device + " nodad");
    run(in + "ip link set " + device + " up");
  }

  private String namespace() throws IOException {
    // says something once it is in its namespace, then waits until its input ends
    Process process =
        new ProcessBuilder("unshare", "-n", "sh", "-c", "echo; exec cat")
            .redirectErrorStream(true)
            .start();
    namespaces.add(process);
    String said = new String(process.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
    if (!said.equals("\n")) {
      return abort("no further network namespace may be made here");
    }
    return Long.toString(process.pid());
  }

  /** Runs a command in this namespace. */
  static void run(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said.strip());
    }
  }

  static IpAddress target(IpFamily family) {
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(0xc6336401)
        : new IpAddress(family, 0x20010db800020000L, 1);
  }

  static IpAddress router(IpFamily family) {
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(0xc0000202)
        : new IpAddress(family, 0x20010db800010000L, 2);
  }

  static IpAddress unroutable(IpFamily family) {
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(0xcb007101)
        : new IpAddress(family, 0x20010db8ffff0000L, 1);
  }

  @Override
  public void close() {
    if (services != null) {
      services.close();
    }
    for (Process process : namespaces) {
      process
          .destroyForcibly()
          .onExit()
          .join(); // its devices, and ours at the other end, go with it
    }
  }
}
