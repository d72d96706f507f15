// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

/**
 * What is shown.
 *
 * @param json events instead of text
 * @param replies an event for each answer as it comes
 * @param extensions ICMP extensions
 * @param back lengths of ways back
 * @param findings what is odd about the path, after the trace
 */
public record Output(
    boolean json, boolean replies, boolean extensions, boolean back, boolean findings) {}
