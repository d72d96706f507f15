// SPDX-License-Identifier: Apache-2.0
/**
 * The metrics of a run, counted from its events and served over HTTP as Prometheus text (version
 * 0.0.4) and OpenMetrics 1.0. The engine's thread counts and never waits for a reader; readers have
 * threads of their own. Nothing of the metrics library is named outside this package, so that a run
 * without an exporter loads none of it.
 */
@NullMarked
package io.sonde.ping.exporter;

import org.jspecify.annotations.NullMarked;
