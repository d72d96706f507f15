// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.cli.OptionTable.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name that somebody meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * The long name with the smallest edit distance to what was typed; null if none is nearer than a
   * third of its length. Dashes do not count, so {@code -count} finds {@code --count}.
   */
  static @Nullable String amongOptions(List<Row> rows, String typed) {
    List<String> names = new ArrayList<>();
    for (Row row : rows) {
      names.addAll(row.names());
    }
    return among(names, typed);
  }

  /** The name with the smallest edit distance, likewise. */
  public static @Nullable String among(Iterable<String> names, String typed) {
    String wanted = bare(typed);
    String best = null;
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    if (wanted.length() < 2) {
      return null;
    }
    for (String name : names) {
      int distance = bare(name).length() < 2 ? Integer.MAX_VALUE : distance(wanted, bare(name));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /**
   * The names nearest to what was typed, the nearest first: those that begin with it, and those
   * whose edit distance is at most half of its length.
   *
   * @param most how many, at most
   */
  public static List<String> among(Collection<String> names, String typed, int most) {
    List<String> near = new ArrayList<>();
    for (String name : names) {
      if (cost(name, typed) <= (typed.length() + 1) / 2) {
        near.add(name);
      }
    }
    near.sort(Comparator.comparingInt(name -> cost(name, typed)));
    return near.subList(0, Math.min(most, near.size()));
  }

  private static int cost(String name, String typed) {
    return !typed.isEmpty() && name.startsWith(typed) ? 0 : distance(typed, name);
  }

  private static String bare(String name) {
    int from = 0;
    while (from < name.length() && name.charAt(from) == '-') {
      from++;
    }
    int equals = name.indexOf('=');
    return name.substring(from, equals < from ? name.length() : equals);
  }

  /** Levenshtein's, with two neighbours swapped counting once. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        least = Math.min(least, cost[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
