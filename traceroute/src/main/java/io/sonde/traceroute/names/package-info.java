// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of an address besides itself: host name, origin AS, place. Everything is asked for
 * aside and in parallel, never in the thread that receives, and no library is loaded before the
 * first question.
 */
@NullMarked
package io.sonde.traceroute.names;

import org.jspecify.annotations.NullMarked;
