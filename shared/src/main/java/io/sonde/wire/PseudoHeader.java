// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

/**
 * The part of the network layer that a transport checksum covers: RFC 768, RFC 9293 section 3.1 and
 * RFC 8200 section 8.1. The length it also covers is that of the segment being summed.
 *
 * @param source source address
 * @param destination final destination: with a routing header or source route the last address
 * @param protocol the upper layer's protocol number, 0 … 255
 */
public record PseudoHeader(IpAddress source, IpAddress destination, int protocol) {}
