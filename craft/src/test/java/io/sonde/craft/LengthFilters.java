// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.net.Capture;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Captures;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketFilter;
import java.io.IOException;

/** Captures nothing; a filter passes packets that are longer than its text says. */
public final class LengthFilters implements Captures {
  @Override
  public Capture open(CaptureSpec spec) throws IOException {
    throw new NotPermittedException(new IOException(spec.device() + ": not here"));
  }

  @Override
  public PacketFilter filter(int linkType, String text) {
    if (!text.startsWith("greater ")) {
      throw new IllegalArgumentException("filter \"" + text + "\": syntax error");
    }
    long least = Long.parseLong(text.substring("greater ".length()));
    return new PacketFilter() {
      @Override
      public boolean passes(byte[] packet, long wireLength) {
        return wireLength >= least;
      }

      @Override
      public void close() {}
    };
  }
}
