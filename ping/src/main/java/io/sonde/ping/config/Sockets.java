// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import io.sonde.net.PathMtu;
import java.util.List;

/**
 * By what way the probes go.
 *
 * @param interfaces source addresses and devices in the order given, as typed
 * @param bindSource whether the source address of the first probe is kept
 * @param connected whether the kernel is to pass only the destination's answers
 * @param debug SO_DEBUG
 * @param pastRouting SO_DONTROUTE
 * @param multicastLoop whether own multicast packets come back
 * @param broadcast whether a broadcast destination is allowed
 * @param mark routing mark, 0: none
 * @param pathMtu path MTU discovery
 * @param sendBuffer SO_SNDBUF, 0: the host's default
 * @param choice socket to use
 * @param clock times to believe
 * @param checkSource whether an answer from another address is foreign
 */
public record Sockets(
    List<String> interfaces,
    boolean bindSource,
    boolean connected,
    boolean debug,
    boolean pastRouting,
    boolean multicastLoop,
    boolean broadcast,
    int mark,
    PathMtu pathMtu,
    int sendBuffer,
    Choice choice,
    Clock clock,
    boolean checkSource) {

  /** Which socket. */
  public enum Choice {
    /** Datagram where it can do the job, raw where it cannot or is refused. */
    BEST,
    /** ICMP datagram socket only. */
    DATAGRAM,
    /** Raw socket only. */
    RAW
  }

  /** Which times. */
  public enum Clock {
    /** The kernel's stamps. */
    KERNEL,
    /** The device's stamps where it has them, else the kernel's. */
    HARDWARE,
    /** From user space to user space. */
    USER
  }

  /** Copies the list. */
  public Sockets {
    interfaces = List.copyOf(interfaces);
  }
}
