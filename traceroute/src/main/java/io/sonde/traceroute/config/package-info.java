// SPDX-License-Identifier: Apache-2.0
/**
 * What a run is to do: one record an aspect, each with its defaults as constants and its rules in
 * its constructor, which throws {@link IllegalArgumentException} with the sentence for the user.
 */
@NullMarked
package io.sonde.traceroute.config;

import org.jspecify.annotations.NullMarked;
