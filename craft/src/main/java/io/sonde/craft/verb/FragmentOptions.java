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

  /** The plan; null if nothing is to be divided. */
  static @Nullable FragmentPlan plan(Arguments arguments) {
    if (!arguments.has("--frag") && !arguments.has("--frag-tiny")) {
      for (String name : List.of("--frag-order", "--frag-overlap", "--frag-drop", "--frag-dup")) {
        if (arguments.has(name)) {
          throw new UsageException(name + ": needs --frag SIZE");
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
