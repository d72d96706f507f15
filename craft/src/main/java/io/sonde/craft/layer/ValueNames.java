// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of a field's values, whatever the packet; the first name of a value is the one shown. */
final class ValueNames {
  private final Map<String, Long> values = new LinkedHashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  void add(String name, long value) {
    values.put(name, value);
    names.putIfAbsent(value, name);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The name of a value, or null. */
  @Nullable String of(long value) {
    return names.get(value);
  }

  /** All names with their values, in the order of the table. */
  Map<String, Long> values() {
    return Collections.unmodifiableMap(values);
  }
}
