// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import org.jspecify.annotations.Nullable;

/** A packet while it is taken apart: what layers tell the dissector. */
public interface Reading {
  /** The layers so far. */
  PacketLayout packet();

  /** Where to say what does not fit. */
  Findings findings();

  /**
   * Says how long the header is. What is longer than what is there is cut and a finding.
   *
   * @param claim field that says so
   * @param octets from the layer's first octet
   */
  void header(int layer, @Nullable Field claim, int octets);

  /**
   * Says how long the layer is, header included. What is longer than what is there is cut and a
   * finding; what is shorter leaves octets behind {@code payloadEnd}, and {@code end} stays.
   */
  void whole(int layer, Field claim, int octets);

  /** Says that the octets behind the layer's payload belong to the frame and not to the layer. */
  void trailer(int layer);

  /** Says that what follows is quoted: that it is cut off is nobody's mistake. */
  void quote();

  /** Whether the layer is carried by a link layer or is the first. */
  boolean isOnLink(int layer);

  /** The layer that two ports over UDP or TCP promise, if the octets look like it; or null. */
  @Nullable LayerSpec byPort(int layer, boolean tcp, int sourcePort, int destinationPort);
}
