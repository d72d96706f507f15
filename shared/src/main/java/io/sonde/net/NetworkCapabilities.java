// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.util.Set;

/**
 * What a channel decides itself, what it honours of a packet, and what it can never see.
 *
 * @param identifier ICMP identifier that every packet leaves with, 0 … 65535; −1: the engine's
 *     choice
 * @param localPort transport source port of packets that name none (port 0); −1: the engine's
 *     choice
 * @param flowLabel IPv6 flow label leased for this channel, 0 … 0xfffff; −1: none
 * @param honours fields that leave as they stand in the slot
 * @param wholeQuotes whether an ICMP error arrives with all that the router quoted
 * @param ownsChecksum whether the transport checksum is computed by the host
 * @param transmitStamps whether {@code TRANSMITTED} slots will come
 * @param maxOutstanding packets that may be unanswered at once; {@link Integer#MAX_VALUE}: no limit
 * @param blind what it never sees
 */
public record NetworkCapabilities(
    int identifier,
    int localPort,
    int flowLabel,
    Set<HeaderField> honours,
    boolean wholeQuotes,
    boolean ownsChecksum,
    boolean transmitStamps,
    int maxOutstanding,
    Set<Blindness> blind) {}
