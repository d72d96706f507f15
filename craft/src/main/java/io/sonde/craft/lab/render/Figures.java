// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.sim.topology.LinkPart;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The figures of a link and the addresses of a node as short words. */
final class Figures {
  private Figures() {}

  /** {@code 5ms}, {@code 1.5ms}, {@code 200us}. */
  static String delay(long nanos) {
    if (nanos % 1_000_000_000 == 0 && nanos > 0) {
      return nanos / 1_000_000_000 + "s";
    }
    if (nanos >= 1_000_000 || nanos == 0) {
      return decimal(nanos, 1_000_000) + "ms";
    }
    return nanos >= 1000 ? decimal(nanos, 1000) + "us" : nanos + "ns";
  }

  private static String decimal(long value, long unit) {
    String fraction = String.valueOf(unit + value % unit).substring(1).replaceAll("0+$", "");
    return value / unit + (fraction.isEmpty() ? "" : "." + fraction);
  }

  /**
   * Lines about a link: what both directions share, then each direction's own.
   *
   * @param arrow written before what is about the direction from {@code one}
   * @param backArrow written before what is about the other
   */
  static List<String> lines(LinkPart link, String arrow, String backArrow) {
    List<String> lines = new ArrayList<>();
    boolean same = link.delayThere() == link.delayBack();
    List<String> both = new ArrayList<>();
    if (same) {
      both.add(delay(link.delayThere()));
    }
    both.addAll(link.both());
    if (link.later()) {
      both.add("later");
    }
    if (!both.isEmpty()) {
      lines.add(String.join(" ", both));
    }
    direction(lines, arrow, same, link.delayThere(), link.there());
    direction(lines, backArrow, same, link.delayBack(), link.back());
    return lines;
  }

  private static void direction(
      List<String> lines, String arrow, boolean sameDelay, long delay, List<String> attributes) {
    List<String> words = new ArrayList<>();
    if (!sameDelay) {
      words.add(delay(delay));
    }
    words.addAll(attributes);
    if (!words.isEmpty()) {
      lines.add(arrow + " " + String.join(" ", words));
    }
  }

  static String addresses(List<IpAddress> addresses) {
    StringBuilder out = new StringBuilder();
    for (IpAddress address : addresses) {
      out.append(out.length() == 0 ? "" : " ").append(address);
    }
    return out.toString();
  }
}
