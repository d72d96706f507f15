// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.language.PacketPattern;
import java.io.IOException;
import java.util.List;

/** Where the packets of a script leave. */
interface Posting {
  /** Everything leaves by a device from here on. */
  void device(String name) throws IOException;

  /**
   * Sends all packets of some patterns, in their order.
   *
   * @return how many were refused
   */
  long send(List<PacketPattern> patterns) throws IOException;

  /** When the last packet left, epoch nanoseconds; {@link Long#MIN_VALUE} if none has. */
  long lastSent();

  /** Packets that the host has accepted. */
  long sent();

  /** Why the last one was refused. */
  String trouble();
}
