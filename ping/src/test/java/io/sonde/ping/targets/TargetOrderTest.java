// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetOrderTest {
  private static void everyIndexOnce(int size, int shards, boolean permuted, long seed) {
    BitSet seen = new BitSet(size);
    long total = 0;
    for (int shard = 1; shard <= shards; shard++) {
      TargetOrder order = new TargetOrder(size, shard, shards, permuted, seed);
      total += order.count();
      for (long i = 0; i < order.count(); i++) {
        int index = Math.toIntExact(order.at(i));
        assertTrue(index < size && !seen.get(index), () -> size + " seed " + seed);
        seen.set(index);
      }
    }
    assertEquals(size, total);
    assertEquals(size, seen.cardinality());
  }

  @Test
  void everySmallSizeIsAPermutation() {
    for (int size = 1; size <= 300; size++) {
      everyIndexOnce(size, 1, true, size);
      everyIndexOnce(size, 1 + size % 7, true, -size);
      everyIndexOnce(size, 1 + size % 5, false, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1023, 1024, 1025, 65_534, 65_536, 65_537, 999_983})
  void shardsAddUpToTheWhole(int size) {
    SplittableRandom random = new SplittableRandom(size);
    for (int shards : new int[] {1, 2, 3, 7, 64}) {
      everyIndexOnce(size, shards, true, random.nextLong());
    }
  }

  @Test
  void aSlashEightInEightShards() {
    everyIndexOnce(1 << 24, 8, true, 42);
  }

  @Test
  void moreShardsThanTargets() {
    everyIndexOnce(3, 10, true, 1);
    assertEquals(0, new TargetOrder(3, 4, 10, true, 1).count());
  }

  @Test
  void anEmptySetHasAnOrder() {
    assertEquals(0, new TargetOrder(0, 1, 1, true, 1).count());
  }

  @Test
  void theSeedDecides() {
    List<Long> one = first(new TargetOrder(1 << 20, 1, 1, true, 1));
    assertEquals(one, first(new TargetOrder(1 << 20, 1, 1, true, 1)));
    assertNotEquals(one, first(new TargetOrder(1 << 20, 1, 1, true, 2)));
    assertFalse(one.equals(first(new TargetOrder(1 << 20, 1, 1, false, 1))));
  }

  private static List<Long> first(TargetOrder order) {
    List<Long> indexes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      indexes.add(order.at(i));
    }
    return indexes;
  }

  /** A run must not hit one network after the other: neighbours go far apart. */
  @Test
  void neighboursAreSpread() {
    Permutation permutation = new Permutation(1 << 16, 7);
    int[] perBlock = new int[256];
    for (int i = 0; i < 4096; i++) {
      perBlock[(int) permutation.at(i) >>> 8]++;
    }
    for (int count : perBlock) {
      assertTrue(count >= 2 && count <= 40, () -> "16 expected of each block, " + count);
    }
  }

  @Test
  void theLargestSizeStaysInside() {
    Permutation permutation = new Permutation(AddressRange.MOST, 3);
    for (long i = 0; i < 1000; i++) {
      long value = permutation.at(AddressRange.MOST - 1 - i);
      assertTrue(value >= 0 && value < AddressRange.MOST);
    }
  }

  @Test
  void noSuchShard() {
    for (int[] shard : new int[][] {{0, 1}, {2, 1}, {1, 0}, {-1, 3}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new TargetOrder(10, shard[0], shard[1], true, 0));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> new Permutation(10, 0).at(10));
  }
}
