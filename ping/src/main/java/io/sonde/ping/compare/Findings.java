// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import io.sonde.ping.config.ProbeKind;
import java.util.List;

/**
 * What a comparison has come to.
 *
 * @param samples one of each kind
 * @param pairs all of them
 * @param differences the kinds that are treated differently; empty: none was seen
 * @param verdict the word for it
 */
public record Findings(
    List<Sample> samples, List<Pair> pairs, List<Difference> differences, Verdict verdict) {
  /** What is different of a kind. */
  public enum Aspect {
    LOSS,
    ROUND_TRIP
  }

  /** The word for the whole. */
  public enum Verdict {
    DIFFERENT("different"),
    NO_DIFFERENCE_SEEN("no-difference-seen"),
    NOT_ENOUGH_SAMPLES("not-enough-samples");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As JSON has it. */
    public String text() {
      return text;
    }
  }

  /**
   * A kind that is treated differently from most of the others.
   *
   * @param one the kind
   * @param against one of those that it differs from
   * @param pValue adjusted probability
   */
  public record Difference(Sample one, Sample against, Aspect aspect, double pValue) {}

  /** Copies the lists. */
  public Findings {
    samples = List.copyOf(samples);
    pairs = List.copyOf(pairs);
    differences = List.copyOf(differences);
  }

  /** The kinds named, each once. */
  public List<ProbeKind> kinds() {
    return differences.stream().map(difference -> difference.one().kind()).distinct().toList();
  }
}
