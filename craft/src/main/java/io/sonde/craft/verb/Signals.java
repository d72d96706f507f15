// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import java.io.IOException;

/** What ends a run from outside: SIGINT and SIGTERM. */
public interface Signals {
  /** No signal is read: each ends the process. */
  Signals NONE = stop -> () -> {};

  /**
   * Calls {@code stop}, in a thread of its own, for the first signal from now on; a second one ends
   * the process.
   */
  Listening listen(Runnable stop) throws IOException;

  /** The time of listening. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
