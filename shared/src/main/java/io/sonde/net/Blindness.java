// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** What a channel without privilege can never see. */
public enum Blindness {
  /** Replies with a bad checksum: the kernel drops them. */
  BAD_CHECKSUM,
  /** Answers to others, redirects and other unasked messages. */
  FOREIGN,
  /** The IP header of a reply (identification, options beyond those the kernel passes on). */
  IP_HEADER,
  /** The quoted datagram of an ICMP error as it came back. */
  QUOTE,
  /** ICMP extension objects (RFC 4884). */
  EXTENSIONS,
  /** Errors about packets that were not sent by this channel's sockets. */
  OTHER_FLOWS
}
