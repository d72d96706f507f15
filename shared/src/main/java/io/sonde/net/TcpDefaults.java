// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/**
 * What this host puts into the SYN of an ordinary connection, tcp(7).
 *
 * @param sack selective acknowledgements
 * @param timestamps time stamps
 * @param windowScaling window scale
 * @param ecn explicit congestion notification
 */
public record TcpDefaults(boolean sack, boolean timestamps, boolean windowScaling, boolean ecn) {}
