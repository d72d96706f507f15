// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.Arrays;

/**
 * Which inside address and port an outside port stands for, by protocol; an ICMP identifier counts
 * as a port. A mapping is made at first use, independent of the peer (RFC 4787 section 4.1), keeps
 * the inside port where that is free, and lasts.
 */
final class PortMap {
  private static final int FIRST_PORT = 1024;
  private static final int PORTS = 1 << 16;

  private final AddressTable hosts = new AddressTable();
  private final AddressTable outward = new AddressTable();
  private final AddressTable inward = new AddressTable();
  private long[] hostHigh = new long[4];
  private long[] hostLow = new long[4];
  private int hostCount;
  private int[] insideHost = new int[16];
  private int[] insidePort = new int[16];
  private int mappings;

  /** The outside port of an inside address and port; −1 if all are taken. */
  int outside(int protocol, long high, long low, int port) {
    int host = host(high, low);
    int known = outward.get(host, key(protocol, port));
    if (known >= 0) {
      return known;
    }
    int free = port;
    for (int i = 0; inward.get(0, key(protocol, free)) >= 0; i++) {
      if (i == PORTS) {
        return -1;
      }
      free = free == PORTS - 1 ? FIRST_PORT : free + 1;
    }
    outward.put(host, key(protocol, port), free);
    inward.put(0, key(protocol, free), enter(host, port));
    return free;
  }

  /** The mapping behind an outside port, for {@link #insideHigh} and the like; −1: none. */
  int mapping(int protocol, int port) {
    return inward.get(0, key(protocol, port));
  }

  long insideHigh(int mapping) {
    return hostHigh[insideHost[mapping]];
  }

  long insideLow(int mapping) {
    return hostLow[insideHost[mapping]];
  }

  int insidePort(int mapping) {
    return insidePort[mapping];
  }

  private static long key(int protocol, int port) {
    return (long) protocol << 32 | port;
  }

  private int host(long high, long low) {
    int known = hosts.get(high, low);
    if (known >= 0) {
      return known;
    }
    if (hostCount == hostHigh.length) {
      hostHigh = Arrays.copyOf(hostHigh, 2 * hostCount);
      hostLow = Arrays.copyOf(hostLow, 2 * hostCount);
    }
    hostHigh[hostCount] = high;
    hostLow[hostCount] = low;
    hosts.put(high, low, hostCount);
    return hostCount++;
  }

  private int enter(int host, int port) {
    if (mappings == insideHost.length) {
      insideHost = Arrays.copyOf(insideHost, 2 * mappings);
      insidePort = Arrays.copyOf(insidePort, 2 * mappings);
    }
    insideHost[mappings] = host;
    insidePort[mappings] = port;
    return mappings++;
  }
}
