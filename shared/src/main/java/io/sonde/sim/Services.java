// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node answers when it is the destination. */
final class Services {
  /** A router's own addresses: echo, nothing open. */
  static final Services ROUTER = new Services();

  boolean echo = true;
  boolean timestamp;
  long clockOffsetMillis;
  boolean closedSilent;
  boolean timeExceededInstead;
  @Nullable Querier querier;
  final BitSet tcpOpen = new BitSet();
  final BitSet udpOpen = new BitSet();
  final List<Fault> faults = new ArrayList<>();
}
