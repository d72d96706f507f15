// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a run, numbered 0, 1, 2 … in the order they were given. Blocks stay blocks: the
 * address of an index is computed when it is asked for.
 */
public final class TargetSet {
  private int entries;
  private long[] firstIndex = new long[4];
  private long[] high = new long[4];
  private long[] low = new long[4];
  private int[] scope = new int[4];
  private @Nullable IpFamily[] family = new IpFamily[4];
  private @Nullable String[] text = new String[4];
  private long size;
  private int recent;

  /** Adds all addresses of a range; each is called by its address. */
  public void add(AddressRange range) {
    add(range.first(), range.count(), 0, null);
  }

  /**
   * Adds one host.
   *
   * @param name what it is called in the output, as typed
   * @param scope interface index of a link-local address, else 0
   */
  public void add(String name, IpAddress address, int scope) {
    add(address, 1, scope, name);
  }

  /** Adds a host whose address nobody knows. */
  public void addUnresolved(String name) {
    add(IpAddress.ANY_IPV6, 1, 0, name);
    family[entries - 1] = null;
  }

  private void add(IpAddress first, long count, int scopeOfAll, @Nullable String name) {
    if (count > AddressRange.MOST - size) {
      throw new IllegalArgumentException(
          "targets: more than " + AddressRange.MOST + " addresses in all");
    }
    if (entries == firstIndex.length) {
      int doubled = 2 * entries;
      firstIndex = Arrays.copyOf(firstIndex, doubled);
      high = Arrays.copyOf(high, doubled);
      low = Arrays.copyOf(low, doubled);
      scope = Arrays.copyOf(scope, doubled);
      family = Arrays.copyOf(family, doubled);
      text = Arrays.copyOf(text, doubled);
    }
    firstIndex[entries] = size;
    high[entries] = first.high();
    low[entries] = first.low();
    scope[entries] = scopeOfAll;
    family[entries] = first.family();
    text[entries] = name;
    entries++;
    size += count;
  }

  /** Number of targets. */
  public long size() {
    return size;
  }

  private int entry(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("target " + index + " of " + size);
    }
    long end = recent + 1 < entries ? firstIndex[recent + 1] : size;
    if (index < firstIndex[recent] || index >= end) {
      int found = Arrays.binarySearch(firstIndex, 0, entries, index);
      recent = found >= 0 ? found : -found - 2;
    }
    return recent;
  }

  /** Family of a target; null: its name has no address. */
  public @Nullable IpFamily family(long index) {
    return family[entry(index)];
  }

  /** Octets 0 … 7 of a target's address, as in a batch. */
  public long high(long index) {
    int entry = entry(index);
    long sum = low[entry] + (index - firstIndex[entry]);
    return high[entry] + (Long.compareUnsigned(sum, low[entry]) < 0 ? 1 : 0);
  }

  /** Octets 8 … 15 of a target's address, as in a batch. */
  public long low(long index) {
    int entry = entry(index);
    return low[entry] + (index - firstIndex[entry]);
  }

  /** Interface index of a link-local target, else 0. */
  public int scope(long index) {
    return scope[entry(index)];
  }

  /** What a target is called: as typed, or its address. */
  public String name(long index) {
    String name = text[entry(index)];
    return name != null ? name : IpAddress.ofColumns(high(index), low(index)).toString();
  }

  /** Whether any target is of a family. */
  public boolean has(IpFamily wanted) {
    for (int i = 0; i < entries; i++) {
      if (family[i] == wanted) {
        return true;
      }
    }
    return false;
  }
}
