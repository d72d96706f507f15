// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** How a channel treats packets that are longer than a link: {@code IP_MTU_DISCOVER} of ip(7). */
public enum PathMtu {
  /** As the host is set. */
  DEFAULT,
  /** Never sets DF; fragments here. */
  DONT,
  /** Sets DF where the size fits; fragments to the known path MTU. */
  WANT,
  /** Sets DF, never fragments; refuses what exceeds the known path MTU. */
  DO,
  /** Sets DF, never fragments; ignores the known path MTU. */
  PROBE
}
