// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

/** What a stream of packets is written in. */
public enum CaptureFormat {
  /** The classic file: one link type, times in micro- or nanoseconds. */
  PCAP,
  /** Blocks: any number of interfaces, each with its link type and clock; comments. */
  PCAPNG,
  /** One JSON object a line; what the objects mean is not this package's matter. */
  JSON_LINES,
  /** Hexadecimal text: one packet a line, or dumps with offsets as xxd and tcpdump -x print. */
  HEX
}
