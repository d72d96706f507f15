// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

/** Type and code numbers of ICMP: RFC 792 and IANA's "ICMP Parameters". */
public final class IcmpType {
  /** RFC 792. */
  public static final int ECHO_REPLY = 0;

  /** RFC 792; codes 6 … 12 RFC 1122, 13 … 15 RFC 1812. */
  public static final int DESTINATION_UNREACHABLE = 3;

  /** RFC 792; deprecated by RFC 6633. */
  public static final int SOURCE_QUENCH = 4;

  /** RFC 792. */
  public static final int REDIRECT = 5;

  /** RFC 792. */
  public static final int ECHO_REQUEST = 8;

  /** RFC 1256. */
  public static final int ROUTER_ADVERTISEMENT = 9;

  /** RFC 1256. */
  public static final int ROUTER_SOLICITATION = 10;

  /** RFC 792. */
  public static final int TIME_EXCEEDED = 11;

  /** RFC 792; code 1 RFC 1108. */
  public static final int PARAMETER_PROBLEM = 12;

  /** RFC 792. */
  public static final int TIMESTAMP_REQUEST = 13;

  /** RFC 792. */
  public static final int TIMESTAMP_REPLY = 14;

  /** RFC 792; deprecated by RFC 6918. */
  public static final int INFORMATION_REQUEST = 15;

  /** RFC 792; deprecated by RFC 6918. */
  public static final int INFORMATION_REPLY = 16;

  /** RFC 950; deprecated by RFC 6918. */
  public static final int ADDRESS_MASK_REQUEST = 17;

  /** RFC 950; deprecated by RFC 6918. */
  public static final int ADDRESS_MASK_REPLY = 18;

  /** RFC 8335. */
  public static final int EXTENDED_ECHO_REQUEST = 42;

  /** RFC 8335. */
  public static final int EXTENDED_ECHO_REPLY = 43;

  /** Code of destination unreachable. */
  public static final int NETWORK_UNREACHABLE = 0;

  /** Code of destination unreachable. */
  public static final int HOST_UNREACHABLE = 1;

  /** Code of destination unreachable. */
  public static final int PROTOCOL_UNREACHABLE = 2;

  /** Code of destination unreachable. */
  public static final int PORT_UNREACHABLE = 3;

  /** Code of destination unreachable; the message has a next-hop MTU (RFC 1191). */
  public static final int FRAGMENTATION_NEEDED = 4;

  /** Code of destination unreachable. */
  public static final int SOURCE_ROUTE_FAILED = 5;

  /** Code of destination unreachable. */
  public static final int COMMUNICATION_ADMINISTRATIVELY_PROHIBITED = 13;

  /** Code of time exceeded. */
  public static final int TIME_TO_LIVE_EXCEEDED = 0;

  /** Code of time exceeded. */
  public static final int REASSEMBLY_EXCEEDED = 1;

  static final IcmpTypeTable TABLE =
      new IcmpTypeTable()
          .errors(DESTINATION_UNREACHABLE, REDIRECT)
          .errors(TIME_EXCEEDED, PARAMETER_PROBLEM)
          .add(ECHO_REPLY, "echo reply")
          .add(
              DESTINATION_UNREACHABLE,
              "destination unreachable",
              "network unreachable",
              "host unreachable",
              "protocol unreachable",
              "port unreachable",
              "fragmentation needed",
              "source route failed",
              "destination network unknown",
              "destination host unknown",
              "source host isolated",
              "network administratively prohibited",
              "host administratively prohibited",
              "network unreachable for type of service",
              "host unreachable for type of service",
              "communication administratively prohibited",
              "host precedence violation",
              "precedence cutoff in effect")
          .speaking(DESTINATION_UNREACHABLE)
          .add(SOURCE_QUENCH, "source quench")
          .add(
              REDIRECT,
              "redirect",
              "redirect for the network",
              "redirect for the host",
              "redirect for the type of service and network",
              "redirect for the type of service and host")
          .add(6, "alternate host address")
          .add(ECHO_REQUEST, "echo request")
          .add(ROUTER_ADVERTISEMENT, "router advertisement", "normal router advertisement")
          .add(ROUTER_SOLICITATION, "router solicitation")
          .add(TIME_EXCEEDED, "time exceeded", "time to live exceeded", "reassembly time exceeded")
          .speaking(TIME_EXCEEDED, REASSEMBLY_EXCEEDED, "reassembly exceeded")
          .add(
              PARAMETER_PROBLEM,
              "parameter problem",
              "pointer indicates the error",
              "required option missing",
              "bad length")
          .add(TIMESTAMP_REQUEST, "timestamp request")
          .add(TIMESTAMP_REPLY, "timestamp reply")
          .add(INFORMATION_REQUEST, "information request")
          .add(INFORMATION_REPLY, "information reply")
          .add(ADDRESS_MASK_REQUEST, "address mask request")
          .add(ADDRESS_MASK_REPLY, "address mask reply")
          .add(30, "traceroute")
          .add(31, "datagram conversion error")
          .add(32, "mobile host redirect")
          .add(33, "IPv6 where are you")
          .add(34, "IPv6 I am here")
          .add(35, "mobile registration request")
          .add(36, "mobile registration reply")
          .add(37, "domain name request")
          .add(38, "domain name reply")
          .add(39, "SKIP")
          .add(
              40,
              "Photuris",
              "bad SPI",
              "authentication failed",
              "decompression failed",
              "decryption failed",
              "need authentication",
              "need authorization")
          .add(41, "experimental mobility")
          .add(EXTENDED_ECHO_REQUEST, "extended echo request")
          .add(
              EXTENDED_ECHO_REPLY,
              "extended echo reply",
              "no error",
              "malformed query",
              "no such interface",
              "no such table entry",
              "multiple interfaces satisfy query")
          .add(253, "experiment 1")
          .add(254, "experiment 2");

  private IcmpType() {}
}
