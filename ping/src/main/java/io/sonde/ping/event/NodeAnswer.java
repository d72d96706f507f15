// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.wire.IpAddress;
import java.util.List;

/**
 * The answer to a node information query, RFC 4620.
 *
 * @param code 0 answered, 1 refused, 2 unknown query type, others as received
 * @param type query type as received
 * @param names names of the node, fully qualified ones with their dots
 * @param addresses addresses of the node
 * @param truncated whether the answer said that it is not all, or was cut short
 * @param ttl seconds that the names may be kept; −1: none given
 */
public record NodeAnswer(
    int code,
    int type,
    List<String> names,
    List<IpAddress> addresses,
    boolean truncated,
    long ttl) {}
