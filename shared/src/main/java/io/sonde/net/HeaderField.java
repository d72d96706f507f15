// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** Fields of a packet that a channel may or may not put on the wire as they stand. */
public enum HeaderField {
  LINK_HEADER,
  VERSION,
  HEADER_LENGTH,
  TRAFFIC_CLASS,
  TOTAL_LENGTH,
  IDENTIFICATION,
  FRAGMENT,
  DONT_FRAGMENT,
  TIME_TO_LIVE,
  PROTOCOL,
  HEADER_CHECKSUM,
  SOURCE,
  DESTINATION,
  FLOW_LABEL,
  OPTIONS,
  EXTENSION_HEADERS,
  ICMP_TYPE,
  ICMP_IDENTIFIER,
  SOURCE_PORT,
  DESTINATION_PORT,
  TCP_SEQUENCE,
  TCP_FLAGS,
  TCP_OPTIONS,
  TRANSPORT_CHECKSUM,
  PAYLOAD;

  /** The field as a person reads it: {@code time to live}. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
