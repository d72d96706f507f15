// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.net.Blindness;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run cannot see, by name, in a fixed order. */
final class BlindnessText {
  private BlindnessText() {}

  /** {@code bad-checksum}, {@code quote} …. */
  static List<String> of(Set<Blindness> blind) {
    return EnumSet.allOf(Blindness.class).stream()
        .filter(blind::contains)
        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
