// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a network treats kinds of probe differently: pure statistics and the rules that make a
 * verdict of them.
 *
 * <p>Losses are compared by the two-proportion z-test with pooled variance, or by Fisher's exact
 * test where an expected count is below 5; round trips by the Mann-Whitney U test with tie
 * correction. All tests of a run are one family: their probabilities are adjusted by Holm's method,
 * so that a run over a network that treats all kinds alike names one with the probability of the
 * level at most.
 */
@NullMarked
package io.sonde.ping.compare;

import org.jspecify.annotations.NullMarked;
