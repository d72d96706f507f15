// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import java.util.ArrayList;
import java.util.List;

/** A scale from values to places on a page, linear or logarithmic, with round numbers on it. */
final class Axis {
  private static final double[] ROUND = {1, 2, 5, 10};

  private final double from;
  private final double to;
  private final boolean logarithmic;
  private final double begin;
  private final double end;

  /**
   * @param begin place of {@code from}
   * @param end place of {@code to}
   */
  private Axis(double from, double to, boolean logarithmic, double begin, double end) {
    this.from = from;
    this.to = to;
    this.logarithmic = logarithmic;
    this.begin = begin;
    this.end = end;
  }

  /** Equal steps for equal differences; an empty range is widened. */
  static Axis linear(double from, double to, double begin, double end) {
    return new Axis(from, to > from ? to : from + 1, false, begin, end);
  }

  /** Equal steps for equal ratios; both ends are above 0, an empty range is widened. */
  static Axis logarithmic(double from, double to, double begin, double end) {
    return new Axis(from, to > from ? to : from * 2, true, begin, end);
  }

  /** The place of a value; what is beyond an end is put there. */
  double at(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return begin + Math.max(0, Math.min(1, share)) * (end - begin);
  }

  /** Round values within the range, about {@code wanted} of them. */
  List<Double> ticks(int wanted) {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      boolean dense = Math.log10(to / from) * 3 <= wanted * 1.5;
      for (double decade = Math.pow(10, Math.floor(Math.log10(from))); decade <= to; decade *= 10) {
        for (int i = 0; i < (dense ? 3 : 1); i++) {
          addWithin(ticks, decade * ROUND[i]);
        }
      }
      if (ticks.size() >= 2) {
        return ticks;
      }
      ticks.clear();
    }
    double step = roundStep((to - from) / wanted);
    for (double tick = Math.ceil(from / step) * step; tick <= to + step / 1e6; tick += step) {
      addWithin(ticks, tick);
    }
    return ticks;
  }

  private void addWithin(List<Double> ticks, double value) {
    if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
      ticks.add(value);
    }
  }

  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double round : ROUND) {
      if (round * power >= least) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** A round value that is not below another. */
  static double roundUp(double value) {
    return roundStep(value);
  }
}
