// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * What the user sees.
 *
 * @param json events as JSON lines instead of text
 * @param quiet header and summary only
 * @param verbose every ICMP message, the identifier, quoted headers
 * @param audible a BEL before each reply line
 * @param stamped the wall clock before each line
 * @param outstanding a line for each probe still unanswered when the next is due
 * @param numeric addresses without names
 * @param lookUp names also for a destination given as an address
 * @param threeDecimals always three decimals in round trips
 * @param statistics percentiles, jitter and what else was counted, after the summary
 * @param histogram a histogram after the summary
 * @param report file of a page with pictures; empty: none
 */
public record Output(
    boolean json,
    boolean quiet,
    boolean verbose,
    boolean audible,
    boolean stamped,
    boolean outstanding,
    boolean numeric,
    boolean lookUp,
    boolean threeDecimals,
    boolean statistics,
    boolean histogram,
    String report) {
  /** Whether anybody asks for percentiles. */
  public boolean percentiles() {
    return statistics || json || !report.isEmpty();
  }
}
