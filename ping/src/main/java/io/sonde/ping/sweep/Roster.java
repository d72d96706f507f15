// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.targets.TargetOrder;
import io.sonde.ping.targets.TargetSet;
import io.sonde.wire.IpAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The targets of a run that can change while it goes on. A target once known keeps its number,
 * whether it stays, leaves or comes back; one that is named twice is one.
 */
final class Roster {
  /** Most targets at a time: each has figures, and metrics of some forty lines. */
  static final int MOST = 1 << 16;

  /**
   * A target apart from its number.
   *
   * @param scope interface index of a link-local target, else 0
   */
  private record Key(String name, IpAddress address, int scope) {}

  /**
   * What a new list has changed.
   *
   * @param entered how many are new or back
   * @param left numbers of those that are gone
   * @param stayed how many are as before
   */
  record Change(int entered, List<Long> left, int stayed) {}

  private final TargetSet targets = new TargetSet();
  private final Map<Key, Long> numbers = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private long[] active = {};
  private final Set<String> unresolved = new HashSet<>();

  /** All that were ever known, by their numbers. */
  TargetSet targets() {
    return targets;
  }

  /** Numbers of those to be probed. */
  long[] active() {
    return active;
  }

  /** Names of the newest list that have no address, and never had one in this run. */
  Set<String> unresolved() {
    return unresolved;
  }

  /**
   * Takes a new list. A name that has lost its address stays as it was known before: a resolver
   * that fails is no reason to measure less.
   *
   * @throws IllegalArgumentException if there are too many, or none has an address; nothing has
   *     changed then
   */
  Change take(TargetSet list, TargetOrder order) {
    if (order.count() > MOST) {
      throw new IllegalArgumentException(
          "targets: " + order.count() + ", more than the " + MOST + " that can be watched");
    }
    Set<String> nameless = new HashSet<>();
    Set<Key> wanted = new LinkedHashSet<>();
    for (long i = 0; i < order.count(); i++) {
      long at = order.at(i);
      if (list.family(at) == null) {
        nameless.add(list.name(at));
      } else {
        wanted.add(key(list, at));
      }
    }
    for (long number : active) {
      if (nameless.contains(targets.name(number))) {
        wanted.add(key(targets, number));
      }
    }
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("targets: none has an address");
    }
    unresolved.clear();
    Change change = replace(wanted);
    nameless.removeAll(names);
    unresolved.addAll(nameless);
    return change;
  }

  private static Key key(TargetSet of, long at) {
    return new Key(of.name(at), IpAddress.ofColumns(of.high(at), of.low(at)), of.scope(at));
  }

  private Change replace(Set<Key> wanted) {
    Set<Long> before = new HashSet<>();
    Arrays.stream(active).forEach(before::add);
    long[] next = new long[wanted.size()];
    int entered = 0;
    int count = 0;
    for (Key key : wanted) {
      long number = number(key);
      next[count++] = number;
      if (!before.remove(number)) {
        entered++;
      }
    }
    active = next;
    return new Change(entered, before.stream().sorted().toList(), count - entered);
  }

  private long number(Key key) {
    Long known = numbers.get(key);
    if (known == null) {
      known = targets.size();
      targets.add(key.name(), key.address(), key.scope());
      numbers.put(key, known);
      names.add(key.name());
    }
    return known;
  }
}
