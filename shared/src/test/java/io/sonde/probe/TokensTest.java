// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void neverZeroAndNeverAllOnes() {
    for (long start : new long[] {0, 1, 0xfffd, -1, 0x1234_5678_9abc_def0L}) {
      Tokens tokens = new Tokens(start);
      for (int index = 0; index < Tokens.COUNT; index++) {
        int token = tokens.issue(index);
        assertTrue(token > 0 && token < 0xffff, () -> "token " + token);
        assertEquals(index, tokens.indexOf(token));
      }
    }
  }

  @Test
  void onlyWhatIsOut() {
    Tokens tokens = new Tokens(41);
    assertEquals(-1, tokens.indexOf(42));
    assertEquals(42, tokens.issue(0));
    assertEquals(0, tokens.indexOf(42));
    assertEquals(-1, tokens.indexOf(43));
    assertEquals(-1, tokens.indexOf(41));
    assertEquals(-1, tokens.indexOf(0));
    assertEquals(-1, tokens.indexOf(-1));
    assertEquals(-1, tokens.indexOf(0xffff));
  }
}
