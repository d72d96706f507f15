// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

/**
 * Two kinds side by side.
 *
 * @param a one
 * @param b the other
 * @param lossPValue adjusted probability of such losses if both are treated alike; NaN: not tested
 * @param lossDifferent whether that is at most the level
 * @param roundTripPValue the same of the round trips; NaN: not tested
 * @param roundTripDifferent whether that is at most the level, and the medians are far enough apart
 */
public record Pair(
    Sample a,
    Sample b,
    double lossPValue,
    boolean lossDifferent,
    double roundTripPValue,
    boolean roundTripDifferent) {

  /** Whether it is about a kind. */
  boolean holds(Sample one) {
    return a.kind().equals(one.kind()) || b.kind().equals(one.kind());
  }

  /** The other one. */
  Sample other(Sample one) {
    return a.kind().equals(one.kind()) ? b : a;
  }

  /** The finding in words. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (lossDifferent) {
      text.append(worse(a.lossPercent(), b.lossPercent())).append(" loses more");
    }
    if (roundTripDifferent) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append(worse(a.median(), b.median())).append(" is slower");
    }
    if (!text.isEmpty()) {
      return text.toString();
    }
    return Double.isNaN(lossPValue) ? "not enough samples" : "no difference seen";
  }

  private String worse(double ofA, double ofB) {
    return (ofA > ofB ? a : b).kind().toString();
  }
}
