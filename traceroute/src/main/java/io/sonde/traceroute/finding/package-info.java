// SPDX-License-Identifier: Apache-2.0
/**
 * Rules that look at a finished trace and say what is odd about the path, one class a rule. A clean
 * path has no findings, and each rule has at most one for each hop.
 *
 * <p>RFC 792, RFC 1812, RFC 4884, RFC 4950, and what routers and translators do instead.
 */
@NullMarked
package io.sonde.traceroute.finding;

import org.jspecify.annotations.NullMarked;
