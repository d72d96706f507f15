// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** The other side of an example, on a thread of its own. */
record Service(CompletableFuture<?> done) {
  /** What it does. */
  interface Work {
    void run() throws IOException;
  }

  static Service of(Work work) {
    return new Service(
        CompletableFuture.runAsync(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }

  void end() {
    done.join();
  }
}
