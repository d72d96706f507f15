// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address.
 *
 * @param name null: it has none
 * @param origin null: was not asked for, or the question failed
 * @param place null: no database knows it
 */
public record AddressFacts(@Nullable String name, @Nullable Origin origin, @Nullable Place place) {
  /** Nothing. */
  public static final AddressFacts NOTHING = new AddressFacts(null, null, null);

  /** The same with a name. */
  AddressFacts withName(@Nullable String other) {
    return new AddressFacts(other, origin, place);
  }

  /** The same with an origin. */
  AddressFacts withOrigin(Origin other) {
    return new AddressFacts(name, other, place);
  }

  /** The same with a place. */
  AddressFacts withPlace(Place other) {
    return new AddressFacts(name, origin, other);
  }

  /**
   * The autonomous systems that announce an address.
   *
   * @param numbers none: nobody does
   * @param name of the first; null: unknown
   */
  public record Origin(List<Long> numbers, @Nullable String name) {
    /** Copies the list. */
    public Origin {
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * Where a database says an address is.
   *
   * @param country ISO code; null: unknown
   * @param city null: unknown
   */
  public record Place(@Nullable String country, @Nullable String city) {}
}
