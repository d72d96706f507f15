// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

/** Type and code numbers of ICMPv6: RFC 4443 and IANA's "ICMPv6 Parameters". */
public final class Icmpv6Type {
  /** RFC 4443 section 3.1. */
  public static final int DESTINATION_UNREACHABLE = 1;

  /** RFC 4443 section 3.2. */
  public static final int PACKET_TOO_BIG = 2;

  /** RFC 4443 section 3.3. */
  public static final int TIME_EXCEEDED = 3;

  /** RFC 4443 section 3.4; codes 3 RFC 7112, 4 RFC 8986, 5 … 10 RFC 8883. */
  public static final int PARAMETER_PROBLEM = 4;

  /** RFC 4443 section 4.1. */
  public static final int ECHO_REQUEST = 128;

  /** RFC 4443 section 4.2. */
  public static final int ECHO_REPLY = 129;

  /** RFC 2710, RFC 9777. */
  public static final int MULTICAST_LISTENER_QUERY = 130;

  /** RFC 2710. */
  public static final int MULTICAST_LISTENER_REPORT = 131;

  /** RFC 2710. */
  public static final int MULTICAST_LISTENER_DONE = 132;

  /** RFC 4861 section 4.1. */
  public static final int ROUTER_SOLICITATION = 133;

  /** RFC 4861 section 4.2. */
  public static final int ROUTER_ADVERTISEMENT = 134;

  /** RFC 4861 section 4.3. */
  public static final int NEIGHBOR_SOLICITATION = 135;

  /** RFC 4861 section 4.4. */
  public static final int NEIGHBOR_ADVERTISEMENT = 136;

  /** RFC 4861 section 4.5. */
  public static final int REDIRECT = 137;

  /** RFC 4620. */
  public static final int NODE_INFORMATION_QUERY = 139;

  /** RFC 4620. */
  public static final int NODE_INFORMATION_REPLY = 140;

  /** RFC 9777 section 5.2. */
  public static final int VERSION_2_MULTICAST_LISTENER_REPORT = 143;

  /** RFC 8335. */
  public static final int EXTENDED_ECHO_REQUEST = 160;

  /** RFC 8335. */
  public static final int EXTENDED_ECHO_REPLY = 161;

  /** Code of destination unreachable. */
  public static final int NO_ROUTE_TO_DESTINATION = 0;

  /** Code of destination unreachable. */
  public static final int COMMUNICATION_ADMINISTRATIVELY_PROHIBITED = 1;

  /** Code of destination unreachable. */
  public static final int BEYOND_SCOPE_OF_SOURCE_ADDRESS = 2;

  /** Code of destination unreachable. */
  public static final int ADDRESS_UNREACHABLE = 3;

  /** Code of destination unreachable. */
  public static final int PORT_UNREACHABLE = 4;

  /** Code of time exceeded. */
  public static final int HOP_LIMIT_EXCEEDED = 0;

  /** Code of time exceeded. */
  public static final int REASSEMBLY_EXCEEDED = 1;

  /** Code of parameter problem. */
  public static final int UNRECOGNIZED_NEXT_HEADER = 1;

  static final IcmpTypeTable TABLE =
      new IcmpTypeTable()
          .errors(0, 127) // RFC 4443 section 2.1: the high bit tells errors from the rest
          .add(
              DESTINATION_UNREACHABLE,
              "destination unreachable",
              "no route to destination",
              "communication administratively prohibited",
              "beyond scope of source address",
              "address unreachable",
              "port unreachable",
              "source address failed policy",
              "reject route to destination",
              "error in source routing header",
              "headers too long")
          .speaking(DESTINATION_UNREACHABLE)
          .add(PACKET_TOO_BIG, "packet too big")
          .add(TIME_EXCEEDED, "time exceeded", "hop limit exceeded", "reassembly time exceeded")
          .speaking(TIME_EXCEEDED, REASSEMBLY_EXCEEDED, "reassembly exceeded")
          .add(
              PARAMETER_PROBLEM,
              "parameter problem",
              "erroneous header field",
              "unrecognized next header",
              "unrecognized IPv6 option",
              "incomplete IPv6 header chain",
              "SR upper-layer header error",
              "unrecognized next header at intermediate node",
              "extension header too big",
              "extension header chain too long",
              "too many extension headers",
              "too many options in extension header",
              "option too big")
          .add(100, "private experimentation 100")
          .add(101, "private experimentation 101")
          .add(127, "reserved error type")
          .add(ECHO_REQUEST, "echo request")
          .add(ECHO_REPLY, "echo reply")
          .add(MULTICAST_LISTENER_QUERY, "multicast listener query")
          .add(MULTICAST_LISTENER_REPORT, "multicast listener report")
          .add(MULTICAST_LISTENER_DONE, "multicast listener done")
          .add(ROUTER_SOLICITATION, "router solicitation")
          .add(ROUTER_ADVERTISEMENT, "router advertisement")
          .add(NEIGHBOR_SOLICITATION, "neighbor solicitation")
          .add(NEIGHBOR_ADVERTISEMENT, "neighbor advertisement")
          .add(REDIRECT, "redirect")
          .add(138, "router renumbering", "command", "result")
          .add(
              NODE_INFORMATION_QUERY,
              "node information query",
              "subject is an IPv6 address",
              "subject is a name",
              "subject is an IPv4 address")
          .add(
              NODE_INFORMATION_REPLY,
              "node information reply",
              "success",
              "refused",
              "unknown query type")
          .add(141, "inverse neighbor discovery solicitation")
          .add(142, "inverse neighbor discovery advertisement")
          .add(VERSION_2_MULTICAST_LISTENER_REPORT, "version 2 multicast listener report")
          .add(144, "home agent address discovery request")
          .add(145, "home agent address discovery reply")
          .add(146, "mobile prefix solicitation")
          .add(147, "mobile prefix advertisement")
          .add(148, "certification path solicitation")
          .add(149, "certification path advertisement")
          .add(150, "experimental mobility")
          .add(151, "multicast router advertisement")
          .add(152, "multicast router solicitation")
          .add(153, "multicast router termination")
          .add(154, "FMIPv6")
          .add(155, "RPL control")
          .add(156, "ILNPv6 locator update")
          .add(157, "duplicate address request")
          .add(158, "duplicate address confirmation")
          .add(159, "MPL control")
          .add(EXTENDED_ECHO_REQUEST, "extended echo request")
          .add(
              EXTENDED_ECHO_REPLY,
              "extended echo reply",
              "no error",
              "malformed query",
              "no such interface",
              "no such table entry",
              "multiple interfaces satisfy query")
          .add(200, "private experimentation 200")
          .add(201, "private experimentation 201")
          .add(255, "reserved informational type");

  private Icmpv6Type() {}
}
