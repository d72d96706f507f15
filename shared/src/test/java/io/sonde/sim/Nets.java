// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;

/** Host, one router, one server in a line, in both families; for tests. */
final class Nets {
  static final IpAddress HOST = IpAddress.ofIpv4(0xc000020a);
  static final IpAddress HOST6 = ipv6(0x10);
  static final IpAddress ROUTER = IpAddress.ofIpv4(0xc6336401);
  static final IpAddress ROUTER6 = ipv6(0x0001_0000_0001L);
  static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  static final IpAddress TARGET6 = ipv6(0x0009_0000_0009L);
  static final IpAddress NOBODY = IpAddress.ofIpv4(0xcb0071fe);
  static final IpAddress NOBODY6 = ipv6(0xdead);
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000_000_000;

  final Simulation simulation;
  final Router router;
  final Server target;
  final Link near;
  final Link far;

  private Nets(long seed) {
    simulation = new Simulation(seed, HOST, HOST6);
    router = simulation.router("r", ROUTER, ROUTER6);
    target = simulation.server("t", TARGET, TARGET6);
    near = simulation.link(simulation.host(), router, MILLISECOND);
    far = simulation.link(router, target, 9 * MILLISECOND);
  }

  static Nets line() {
    return new Nets(1);
  }

  static Nets line(long seed) {
    return new Nets(seed);
  }

  /** 2001:db8::{@code low}. */
  static IpAddress ipv6(long low) {
    return IpAddress.ofColumns(0x20010db8_00000000L, low);
  }
}
