// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of IPv4's protocol and IPv6's next header field, with the names of the IANA registry
 * "Assigned Internet Protocol Numbers" in lower case. The set is open: a number stays an {@code
 * int}, and one without a name here is shown as itself.
 */
public final class IpProtocol {
  /** IPv6 hop-by-hop options, RFC 8200 section 4.3. */
  public static final int HOP_BY_HOP = 0;

  /** Internet Control Message, RFC 792. */
  public static final int ICMP = 1;

  /** Internet Group Management, RFC 3376. */
  public static final int IGMP = 2;

  /** IPv4 within IP, RFC 2003. */
  public static final int IPV4 = 4;

  /** Transmission Control, RFC 9293. */
  public static final int TCP = 6;

  /** User Datagram, RFC 768. */
  public static final int UDP = 17;

  /** Datagram Congestion Control, RFC 4340. */
  public static final int DCCP = 33;

  /** IPv6 within IP, RFC 2473. */
  public static final int IPV6 = 41;

  /** IPv6 routing header, RFC 8200 section 4.4. */
  public static final int ROUTING = 43;

  /** IPv6 fragment header, RFC 8200 section 4.5. */
  public static final int FRAGMENT = 44;

  /** Generic Routing Encapsulation, RFC 2784. */
  public static final int GRE = 47;

  /** Encapsulating Security Payload, RFC 4303. */
  public static final int ESP = 50;

  /** Authentication Header, RFC 4302. */
  public static final int AH = 51;

  /** ICMP for IPv6, RFC 4443. */
  public static final int ICMPV6 = 58;

  /** Nothing follows, RFC 8200 section 4.7. */
  public static final int NO_NEXT_HEADER = 59;

  /** IPv6 destination options, RFC 8200 section 4.6. */
  public static final int DESTINATION_OPTIONS = 60;

  /** Stream Control Transmission, RFC 9260. */
  public static final int SCTP = 132;

  /** IPv6 mobility header, RFC 6275. */
  public static final int MOBILITY = 135;

  /** Lightweight UDP, RFC 3828. */
  public static final int UDP_LITE = 136;

  /** Host Identity Protocol, RFC 7401. */
  public static final int HIP = 139;

  /** Shim6, RFC 5533. */
  public static final int SHIM6 = 140;

  /** An Ethernet frame, RFC 8986. */
  public static final int ETHERNET = 143;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(HOP_BY_HOP, "hopopt"),
          Map.entry(ICMP, "icmp"),
          Map.entry(IGMP, "igmp"),
          Map.entry(3, "ggp"),
          Map.entry(IPV4, "ipv4"),
          Map.entry(5, "st"),
          Map.entry(TCP, "tcp"),
          Map.entry(8, "egp"),
          Map.entry(9, "igp"),
          Map.entry(12, "pup"),
          Map.entry(UDP, "udp"),
          Map.entry(27, "rdp"),
          Map.entry(DCCP, "dccp"),
          Map.entry(IPV6, "ipv6"),
          Map.entry(ROUTING, "ipv6-route"),
          Map.entry(FRAGMENT, "ipv6-frag"),
          Map.entry(46, "rsvp"),
          Map.entry(GRE, "gre"),
          Map.entry(ESP, "esp"),
          Map.entry(AH, "ah"),
          Map.entry(54, "narp"),
          Map.entry(55, "min-ipv4"),
          Map.entry(ICMPV6, "ipv6-icmp"),
          Map.entry(NO_NEXT_HEADER, "ipv6-nonxt"),
          Map.entry(DESTINATION_OPTIONS, "ipv6-opts"),
          Map.entry(88, "eigrp"),
          Map.entry(89, "ospf"),
          Map.entry(94, "ipip"),
          Map.entry(97, "etherip"),
          Map.entry(98, "encap"),
          Map.entry(103, "pim"),
          Map.entry(108, "ipcomp"),
          Map.entry(112, "vrrp"),
          Map.entry(113, "pgm"),
          Map.entry(115, "l2tp"),
          Map.entry(124, "isis"),
          Map.entry(SCTP, "sctp"),
          Map.entry(133, "fc"),
          Map.entry(MOBILITY, "mobility"),
          Map.entry(UDP_LITE, "udplite"),
          Map.entry(137, "mpls-in-ip"),
          Map.entry(138, "manet"),
          Map.entry(HIP, "hip"),
          Map.entry(SHIM6, "shim6"),
          Map.entry(141, "wesp"),
          Map.entry(142, "rohc"),
          Map.entry(ETHERNET, "ethernet"));

  private static final Map<String, Integer> NUMBERS = numbers();

  private IpProtocol() {}

  /** The name of {@code number}; the number in decimal if it has none. */
  public static String name(int number) {
    String name = NAMES.get(number);
    return name != null ? name : Integer.toString(number);
  }

  /** The number of a name, in either case, or of decimal digits 0 … 255; −1 for anything else. */
  public static int number(String name) {
    Integer known = NUMBERS.get(name.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (!name.matches("[0-9]{1,3}")) {
      return -1;
    }
    int number = Integer.parseInt(name);
    return number <= 255 ? number : -1;
  }

  /** Every name with its number, in alphabetical order. */
  public static Map<String, Integer> names() {
    return NUMBERS;
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new TreeMap<>();
    NAMES.forEach((number, name) -> numbers.put(name, number));
    numbers.put("icmpv6", ICMPV6);
    return Collections.unmodifiableMap(numbers);
  }
}
