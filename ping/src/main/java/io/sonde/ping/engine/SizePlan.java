// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.config.Probe;

/** Which size the next probe has. */
interface SizePlan {
  /** Data octets of the next probe. */
  int next();

  /** Data octets of the longest probe that can come. */
  int largest();

  /** Always the same size. */
  static SizePlan fixed(int size) {
    return new SizePlan() {
      @Override
      public int next() {
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
    return new SizePlan() {
      private int size = sweep.from();

      @Override
      public int next() {
        int taken = size;
        size = size + sweep.step() > sweep.to() ? sweep.from() : size + sweep.step();
        return taken;
      }

      @Override
      public int largest() {
        return sweep.to();
      }
    };
  }
}
