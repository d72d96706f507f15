// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.PacketFeed;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Packets from anywhere, one after the other. */
interface PacketSource extends PacketFeed, Closeable {
  /** File that they are from; null if from none. */
  @Nullable String file();
}
