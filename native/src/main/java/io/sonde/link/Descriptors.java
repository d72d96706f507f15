// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.io.File;
import java.lang.ref.Reference;

/** The descriptors that this process may open, getrlimit(2). */
final class Descriptors {
  /** Left to the rest of the program: files, names, other channels. */
  private static final int SPARE = 32;

  private Descriptors() {}

  /** Descriptors that may be opened beside those that are open now, at least 1. */
  static int room() {
    Block limits = Block.allocate(16);
    int result = Libc.getrlimit(FcntlH.RLIMIT_NOFILE, limits.address);
    long soft = result < 0 ? 1024 : limits.bytes.getLong(0);
    Reference.reachabilityFence(limits);
    String[] open = new File("/proc/self/fd").list();
    long room = (soft < 0 ? Integer.MAX_VALUE : soft) - SPARE - (open == null ? 0 : open.length);
    return (int) Math.max(1, Math.min(room, Integer.MAX_VALUE));
  }
}
