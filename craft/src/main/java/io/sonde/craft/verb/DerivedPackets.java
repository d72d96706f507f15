// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Packets that are made of another source's. */
abstract class DerivedPackets implements PacketSource {
  /** Where they are from; closed with them. */
  final PacketSource source;

  DerivedPackets(PacketSource source) {
    this.source = source;
  }

  @Override
  public boolean mayWait() {
    return source.mayWait();
  }

  @Override
  public @Nullable String file() {
    return source.file();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
