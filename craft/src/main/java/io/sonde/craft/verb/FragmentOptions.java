// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.fragment.FragmentPlan.OverlapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options that divide datagrams, in every verb that makes packets. */
final class FragmentOptions {
  private static final int MOST = 65_528;
  private static final String GAP = "--frag-gap";
  private static final String NEEDS_SIZE = ": needs --frag SIZE";

  private FragmentOptions() {}

  static void addOptions(OptionTable table) {
    table
        .section("Fragments")
        .value("--frag", "SIZE", "octets of payload a fragment, a multiple of 8")
        .value("--frag-order", "2,0,1", "fragments, from 0, in this order")
        .value(
            "--frag-overlap", "N[:KIND]", "each begins N octets earlier; KIND: old new rand (old)")
        .value("--frag-drop", "LIST", "fragments that are left out")
        .value("--frag-dup", "LIST", "fragments that come twice")
        .flag("--frag-tiny", "the first fragment has 8 octets: the transport header is split")
        .value("--frag-id", "N", "identification (the datagram's)");
  }

  /** Adds those that only mean something where fragments are sent. */
  static void addTiming(OptionTable table) {
    table.value(GAP, "T", "time between two fragments of a datagram: 10ms, 5us");
  }

  /** Nanoseconds between two fragments of a datagram; 0: they follow each other at once. */
  static long gap(Arguments arguments) {
    String text = arguments.value(GAP);
    if (text == null) {
      return 0;
    }
    if (!isAsked(arguments)) {
      throw new UsageException(GAP + NEEDS_SIZE);
    }
    return Amounts.nanos(GAP, text);
  }

  /** The plan; null if nothing is to be divided. */
  static @Nullable FragmentPlan plan(Arguments arguments) {
    if (!isAsked(arguments)) {
      for (String name : List.of("--frag-order", "--frag-overlap", "--frag-drop", "--frag-dup")) {
        if (arguments.has(name)) {
          throw new UsageException(name + NEEDS_SIZE);
        }
      }
      return null;
    }
    String overlap = arguments.value("--frag-overlap", "0");
    int colon = overlap.indexOf(':');
    String octets = colon < 0 ? overlap : overlap.substring(0, colon);
    return new FragmentPlan(
        (int) arguments.whole("--frag", 8, MOST, 1400),
        arguments.has("--frag-tiny"),
        (int) Numbers.whole("--frag-overlap", octets, 0, MOST),
        kind(colon < 0 ? "old" : overlap.substring(colon + 1)),
        arguments.whole("--frag-id", 0, 0xffffffffL, -1),
        list(arguments, "--frag-order"),
        list(arguments, "--frag-drop"),
        list(arguments, "--frag-dup"));
  }

  private static boolean isAsked(Arguments arguments) {
    return arguments.has("--frag") || arguments.has("--frag-tiny");
  }

  private static OverlapKind kind(String name) {
    for (OverlapKind kind : OverlapKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new UsageException("--frag-overlap " + name + ": unknown; old, new or rand");
  }

  private static List<Integer> list(Arguments arguments, String name) {
    List<Integer> numbers = new ArrayList<>();
    String text = arguments.value(name);
    if (text != null) {
      for (String one : text.split(",", -1)) {
        numbers.add((int) Numbers.whole(name, one, 0, 8191));
      }
    }
    return numbers;
  }
}
