// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

/** An ICMP message about a probe. One object for all of a run: fields, filled anew for each. */
public final class IcmpError {
  /** Epoch nanoseconds of the arrival. */
  public long time;

  public IpFamily family = IpFamily.IPV4;

  /** Number of the probe it speaks of; 0: it speaks of none that is open or known. */
  public long sequence;

  /** Sequence as on the wire, 0 … 65535; −1: none quoted. */
  public int wireSequence;

  /** Sender, two columns of a batch. */
  public long fromHigh;

  public long fromLow;

  /** Device that a link-local sender was heard on; empty: the destination's, or none. */
  public String fromZone = "";

  public int type;
  public int code;

  /** Next-hop MTU, where the message has one; else 0. */
  public int mtu;

  /** Octet the message points at, where it points; else −1. */
  public long pointer;

  /** Gateway of a redirect, two columns; both 0: none. */
  public long gatewayHigh;

  public long gatewayLow;

  /** Whether the message counts against its probe; redirects and source quench do not. */
  public boolean counts;

  /** Whether its own checksum is wrong. */
  public boolean corrupt;

  /** What it quotes, from the IP header on, only when everything was asked for and can be had. */
  public @Nullable Octets quote;
}
