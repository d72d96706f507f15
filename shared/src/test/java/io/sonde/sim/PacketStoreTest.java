// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketStoreTest {
  private record Held(int handle, int length, int fill) {}

  @Test
  void packetsKeepTheirOctetsWhateverComesAndGoes() {
    SplittableRandom random = new SplittableRandom(11);
    PacketStore store = new PacketStore();
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (held.size() < 40 || random.nextInt(2) == 0 && held.size() < 400) {
        int length = random.nextInt(10) == 0 ? 1 + random.nextInt(65_575) : random.nextInt(1500);
        int handle = store.take(length);
        for (int at = 0; at < length; at += 97) {
          store.octets(handle).put(store.start(handle) + at, (byte) i);
        }
        held.add(new Held(handle, length, i));
      } else {
        Held one = held.remove(random.nextInt(held.size()));
        int copy = store.copy(one.handle);
        for (int handle : new int[] {one.handle, copy}) {
          assertEquals(one.length, store.length(handle));
          for (int at = 0; at < one.length; at += 97) {
            assertEquals((byte) one.fill, store.octets(handle).get(store.start(handle) + at));
          }
          store.release(handle);
        }
      }
      assertEquals(held.size(), store.live());
    }
  }

  @Test
  void blocksAreUsedAgain() {
    PacketStore store = new PacketStore();
    int first = store.take(100);
    store.markInFragments(first);
    store.release(first);
    int second = store.take(128);
    assertEquals(first, second);
    assertEquals(false, store.inFragments(second));
  }
}
