// SPDX-License-Identifier: Apache-2.0
/**
 * libpcap by pcap4j: the suite's only class that knows either. pcap(3PCAP), pcap-filter(7).
 *
 * <p>Nothing is loaded before the first capture or filter. Of pcap4j only handles and filters are
 * used, never its packets: octets go to the dissector of craft.
 */
@NullMarked
package io.sonde.capture;

import org.jspecify.annotations.NullMarked;
