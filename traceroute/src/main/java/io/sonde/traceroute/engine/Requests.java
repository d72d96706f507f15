// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

/** What other threads ask of a run. */
final class Requests {
  /** Exit code of the signal that ends the run; 0: none. */
  volatile int stop;
}
