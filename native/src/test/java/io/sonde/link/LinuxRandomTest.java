// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinuxRandomTest {
  /** Two of a hundred would be the same once in 10^15 runs; a half that stays shows at once. */
  @Test
  void neverTheSame() throws IOException {
    Set<Long> whole = new HashSet<>();
    int ones = 0;
    int zeros = 0;
    for (int i = 0; i < 100; i++) {
      long bits = LinuxRandom.bits();
      whole.add(bits);
      ones |= (int) (bits >>> 32) & (int) bits;
      zeros |= ~(int) (bits >>> 32) & ~(int) bits;
    }
    assertEquals(100, whole.size());
    assertEquals(-1, ones);
    assertEquals(-1, zeros);
  }
}
