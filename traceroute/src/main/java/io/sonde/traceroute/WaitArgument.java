// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.Numbers;
import io.sonde.cli.UsageException;
import io.sonde.traceroute.config.Schedule;
import java.util.ArrayList;
import java.util.List;

/** The value of {@code -w}: MAX, or MAX,HERE,NEAR with commas or slashes between. */
final class WaitArgument {
  private static final double MAX_SECONDS = 86_400;
  private static final double MAX_FACTOR = 1e6;
  private static final double SECOND = 1e9;

  private WaitArgument() {}

  static Schedule.Wait read(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ',' || text.charAt(i) == '/') {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (parts.size() > 3) {
      throw new UsageException("-w " + text + ": not MAX or MAX,HERE,NEAR");
    }
    double max = value(text, parts, 0, MAX_SECONDS);
    double here = value(text, parts, 1, MAX_FACTOR);
    double near = value(text, parts, 2, MAX_FACTOR);
    return new Schedule.Wait(true, Math.round(max * SECOND), here, near);
  }

  private static double value(String text, List<String> parts, int index, double most) {
    if (index >= parts.size()) {
      return 0;
    }
    if (parts.get(index).startsWith("-")) {
      throw new UsageException("bad wait specifications `" + text + "' used");
    }
    return Numbers.real("-w", parts.get(index), 0, most);
  }
}
