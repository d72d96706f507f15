// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/** Constants of netinet/in.h, ip(7), ipv6(7), icmp(7), raw(7) and tcp(7). */
public final class InH {
  // Protocols.
  public static final int IPPROTO_IP = 0;
  public static final int IPPROTO_ICMP = 1;
  public static final int IPPROTO_IGMP = 2;
  public static final int IPPROTO_TCP = 6;
  public static final int IPPROTO_UDP = 17;
  public static final int IPPROTO_DCCP = 33;
  public static final int IPPROTO_IPV6 = 41;
  public static final int IPPROTO_GRE = 47;
  public static final int IPPROTO_ESP = 50;
  public static final int IPPROTO_ICMPV6 = 58;
  public static final int IPPROTO_SCTP = 132;
  public static final int IPPROTO_UDPLITE = 136;
  public static final int IPPROTO_RAW = 255;

  // Options of IPPROTO_IP.
  public static final int IP_TOS = 1;
  public static final int IP_TTL = 2;
  public static final int IP_HDRINCL = 3;
  public static final int IP_OPTIONS = 4;
  public static final int IP_RECVOPTS = 6;
  public static final int IP_RETOPTS = 7;
  public static final int IP_PKTINFO = 8;
  public static final int IP_MTU_DISCOVER = 10;
  public static final int IP_RECVERR = 11;
  public static final int IP_RECVTTL = 12;
  public static final int IP_RECVTOS = 13;
  public static final int IP_MTU = 14;
  public static final int IP_FREEBIND = 15;
  public static final int IP_TRANSPARENT = 19;
  public static final int IP_MINTTL = 21;
  public static final int IP_NODEFRAG = 22;
  public static final int IP_BIND_ADDRESS_NO_PORT = 24;
  public static final int IP_RECVFRAGSIZE = 25;
  public static final int IP_RECVERR_RFC4884 = 26;
  public static final int IP_MULTICAST_IF = 32;
  public static final int IP_MULTICAST_TTL = 33;
  public static final int IP_MULTICAST_LOOP = 34;
  public static final int IP_ADD_MEMBERSHIP = 35;
  public static final int IP_DROP_MEMBERSHIP = 36;
  public static final int IP_MULTICAST_ALL = 49;
  public static final int IP_UNICAST_IF = 50;

  // Values of IP_MTU_DISCOVER and IPV6_MTU_DISCOVER.
  public static final int IP_PMTUDISC_DONT = 0;
  public static final int IP_PMTUDISC_WANT = 1;
  public static final int IP_PMTUDISC_DO = 2;
  public static final int IP_PMTUDISC_PROBE = 3;
  public static final int IP_PMTUDISC_INTERFACE = 4;
  public static final int IP_PMTUDISC_OMIT = 5;

  // Options of IPPROTO_IPV6.
  public static final int IPV6_CHECKSUM = 7;
  public static final int IPV6_FLOWINFO = 11;
  public static final int IPV6_UNICAST_HOPS = 16;
  public static final int IPV6_MULTICAST_IF = 17;
  public static final int IPV6_MULTICAST_HOPS = 18;
  public static final int IPV6_MULTICAST_LOOP = 19;
  public static final int IPV6_JOIN_GROUP = 20;
  public static final int IPV6_LEAVE_GROUP = 21;
  public static final int IPV6_MTU_DISCOVER = 23;
  public static final int IPV6_MTU = 24;
  public static final int IPV6_RECVERR = 25;
  public static final int IPV6_V6ONLY = 26;
  public static final int IPV6_MULTICAST_ALL = 29;
  public static final int IPV6_RECVERR_RFC4884 = 31;
  public static final int IPV6_FLOWLABEL_MGR = 32;
  public static final int IPV6_FLOWINFO_SEND = 33;
  public static final int IPV6_HDRINCL = 36;
  public static final int IPV6_RECVPKTINFO = 49;
  public static final int IPV6_PKTINFO = 50;
  public static final int IPV6_RECVHOPLIMIT = 51;
  public static final int IPV6_HOPLIMIT = 52;
  public static final int IPV6_RECVHOPOPTS = 53;
  public static final int IPV6_HOPOPTS = 54;
  public static final int IPV6_RTHDRDSTOPTS = 55;
  public static final int IPV6_RECVRTHDR = 56;
  public static final int IPV6_RTHDR = 57;
  public static final int IPV6_RECVDSTOPTS = 58;
  public static final int IPV6_DSTOPTS = 59;
  public static final int IPV6_RECVPATHMTU = 60;
  public static final int IPV6_PATHMTU = 61;
  public static final int IPV6_DONTFRAG = 62;
  public static final int IPV6_RECVTCLASS = 66;
  public static final int IPV6_TCLASS = 67;
  public static final int IPV6_AUTOFLOWLABEL = 70;
  public static final int IPV6_ADDR_PREFERENCES = 72;
  public static final int IPV6_MINHOPCOUNT = 73;
  public static final int IPV6_TRANSPARENT = 75;
  public static final int IPV6_UNICAST_IF = 76;
  public static final int IPV6_FREEBIND = 78;

  // IPV6_FLOWLABEL_MGR, linux/in6.h.
  public static final int IPV6_FL_A_GET = 0;
  public static final int IPV6_FL_F_CREATE = 1;
  public static final int IPV6_FL_S_EXCL = 1;
  public static final int IPV6_FL_S_ANY = 255;

  // Type filters of raw sockets: of level SOL_RAW and of level IPPROTO_ICMPV6.
  public static final int ICMP_FILTER = 1;
  public static final int ICMP6_FILTER = 1;

  // Options of IPPROTO_TCP.
  public static final int TCP_NODELAY = 1;
  public static final int TCP_MAXSEG = 2;
  public static final int TCP_CORK = 3;
  public static final int TCP_KEEPIDLE = 4;
  public static final int TCP_KEEPINTVL = 5;
  public static final int TCP_KEEPCNT = 6;
  public static final int TCP_SYNCNT = 7;
  public static final int TCP_LINGER2 = 8;
  public static final int TCP_DEFER_ACCEPT = 9;
  public static final int TCP_WINDOW_CLAMP = 10;
  public static final int TCP_INFO = 11;
  public static final int TCP_QUICKACK = 12;
  public static final int TCP_CONGESTION = 13;
  public static final int TCP_USER_TIMEOUT = 18;
  public static final int TCP_FASTOPEN = 23;
  public static final int TCP_FASTOPEN_CONNECT = 30;

  // Options of IPPROTO_UDP and of IPPROTO_UDPLITE.
  public static final int UDP_CORK = 1;
  public static final int UDPLITE_SEND_CSCOV = 10;
  public static final int UDPLITE_RECV_CSCOV = 11;

  private InH() {}
}
