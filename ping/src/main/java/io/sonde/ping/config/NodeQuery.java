// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * An IPv6 node information query, RFC 4620.
 *
 * @param type query type: {@link #NODE_NAME}, {@link #NODE_ADDRESSES} or {@link #IPV4_ADDRESSES}
 * @param flags the flags of the query type, as on the wire
 * @param subject what is asked about, 0 … 2 as the code of the query; −1: the destination itself
 * @param subjectText address or name asked about, as typed; empty with subject −1
 */
public record NodeQuery(int type, int flags, int subject, String subjectText) {
  /** Query type: the node's name. */
  public static final int NODE_NAME = 2;

  /** Query type: its IPv6 addresses. */
  public static final int NODE_ADDRESSES = 3;

  /** Query type: its IPv4 addresses. */
  public static final int IPV4_ADDRESSES = 4;

  /** Subject: an IPv6 address. */
  public static final int SUBJECT_IPV6 = 0;

  /** Subject: a name. */
  public static final int SUBJECT_NAME = 1;

  /** Subject: an IPv4 address. */
  public static final int SUBJECT_IPV4 = 2;
}
