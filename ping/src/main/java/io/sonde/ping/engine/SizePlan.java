// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.config.Probe;

/** Which size a probe has. */
interface SizePlan {
  /** Data octets of a probe that has not been sent. */
  int sizeOf(long sequence);

  /** Data octets of the longest probe that can come. */
  int largest();

  /** Always the same size. */
  static SizePlan fixed(int size) {
    return new SizePlan() {
      @Override
      public int sizeOf(long sequence) {
        return size;
      }

      @Override
      public int largest() {
        return size;
      }
    };
  }

  /** One size after the other, then again. */
  static SizePlan sweep(Probe.Sweep sweep) {
    int steps = (sweep.to() - sweep.from()) / sweep.step() + 1;
    return new SizePlan() {
      @Override
      public int sizeOf(long sequence) {
        return sweep.from() + (int) ((sequence - 1) % steps) * sweep.step();
      }

      @Override
      public int largest() {
        return sweep.to();
      }
    };
  }
}
