// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrqueueH;
import io.sonde.linux.InH;
import io.sonde.linux.SocketH;

/**
 * Numbers of the kernel under their C names, for {@link Socket#setSockOpt}, flags and ancillary
 * data. The man page of each group tells what they mean; {@link SockOpt} has the common options
 * with their types.
 */
public final class SocketConstants {
  // Levels, socket(7).
  public static final int SOL_SOCKET = SocketH.SOL_SOCKET;
  public static final int SOL_RAW = SocketH.SOL_RAW;
  public static final int SOL_PACKET = SocketH.SOL_PACKET;
  public static final int SOL_NETLINK = SocketH.SOL_NETLINK;

  // Protocols, also levels: ip(7).
  public static final int IPPROTO_IP = InH.IPPROTO_IP;
  public static final int IPPROTO_ICMP = InH.IPPROTO_ICMP;
  public static final int IPPROTO_IGMP = InH.IPPROTO_IGMP;
  public static final int IPPROTO_TCP = InH.IPPROTO_TCP;
  public static final int IPPROTO_UDP = InH.IPPROTO_UDP;
  public static final int IPPROTO_DCCP = InH.IPPROTO_DCCP;
  public static final int IPPROTO_IPV6 = InH.IPPROTO_IPV6;
  public static final int IPPROTO_GRE = InH.IPPROTO_GRE;
  public static final int IPPROTO_ESP = InH.IPPROTO_ESP;
  public static final int IPPROTO_ICMPV6 = InH.IPPROTO_ICMPV6;
  public static final int IPPROTO_SCTP = InH.IPPROTO_SCTP;
  public static final int IPPROTO_UDPLITE = InH.IPPROTO_UDPLITE;
  public static final int IPPROTO_RAW = InH.IPPROTO_RAW;

  // Options of SOL_SOCKET, socket(7).
  public static final int SO_DEBUG = SocketH.SO_DEBUG;
  public static final int SO_REUSEADDR = SocketH.SO_REUSEADDR;
  public static final int SO_TYPE = SocketH.SO_TYPE;
  public static final int SO_ERROR = SocketH.SO_ERROR;
  public static final int SO_DONTROUTE = SocketH.SO_DONTROUTE;
  public static final int SO_BROADCAST = SocketH.SO_BROADCAST;
  public static final int SO_SNDBUF = SocketH.SO_SNDBUF;
  public static final int SO_RCVBUF = SocketH.SO_RCVBUF;
  public static final int SO_KEEPALIVE = SocketH.SO_KEEPALIVE;
  public static final int SO_OOBINLINE = SocketH.SO_OOBINLINE;
  public static final int SO_NO_CHECK = SocketH.SO_NO_CHECK;
  public static final int SO_PRIORITY = SocketH.SO_PRIORITY;
  public static final int SO_LINGER = SocketH.SO_LINGER;
  public static final int SO_REUSEPORT = SocketH.SO_REUSEPORT;
  public static final int SO_PASSCRED = SocketH.SO_PASSCRED;
  public static final int SO_PEERCRED = SocketH.SO_PEERCRED;
  public static final int SO_RCVLOWAT = SocketH.SO_RCVLOWAT;
  public static final int SO_SNDLOWAT = SocketH.SO_SNDLOWAT;
  public static final int SO_RCVTIMEO = SocketH.SO_RCVTIMEO;
  public static final int SO_SNDTIMEO = SocketH.SO_SNDTIMEO;
  public static final int SO_BINDTODEVICE = SocketH.SO_BINDTODEVICE;
  public static final int SO_ATTACH_FILTER = SocketH.SO_ATTACH_FILTER;
  public static final int SO_DETACH_FILTER = SocketH.SO_DETACH_FILTER;
  public static final int SO_TIMESTAMP = SocketH.SO_TIMESTAMP;
  public static final int SO_ACCEPTCONN = SocketH.SO_ACCEPTCONN;
  public static final int SO_SNDBUFFORCE = SocketH.SO_SNDBUFFORCE;
  public static final int SO_RCVBUFFORCE = SocketH.SO_RCVBUFFORCE;
  public static final int SO_PASSSEC = SocketH.SO_PASSSEC;
  public static final int SO_TIMESTAMPNS = SocketH.SO_TIMESTAMPNS;
  public static final int SO_MARK = SocketH.SO_MARK;
  public static final int SO_TIMESTAMPING = SocketH.SO_TIMESTAMPING;
  public static final int SO_PROTOCOL = SocketH.SO_PROTOCOL;
  public static final int SO_DOMAIN = SocketH.SO_DOMAIN;
  public static final int SO_RXQ_OVFL = SocketH.SO_RXQ_OVFL;
  public static final int SO_PEEK_OFF = SocketH.SO_PEEK_OFF;
  public static final int SO_LOCK_FILTER = SocketH.SO_LOCK_FILTER;
  public static final int SO_BUSY_POLL = SocketH.SO_BUSY_POLL;
  public static final int SO_MAX_PACING_RATE = SocketH.SO_MAX_PACING_RATE;
  public static final int SO_INCOMING_CPU = SocketH.SO_INCOMING_CPU;
  public static final int SO_MEMINFO = SocketH.SO_MEMINFO;
  public static final int SO_INCOMING_NAPI_ID = SocketH.SO_INCOMING_NAPI_ID;
  public static final int SO_COOKIE = SocketH.SO_COOKIE;
  public static final int SO_ZEROCOPY = SocketH.SO_ZEROCOPY;
  public static final int SO_TXTIME = SocketH.SO_TXTIME;
  public static final int SO_BINDTOIFINDEX = SocketH.SO_BINDTOIFINDEX;

  // Kinds of ancillary data of SOL_SOCKET, cmsg(3).
  public static final int SCM_RIGHTS = SocketH.SCM_RIGHTS;
  public static final int SCM_CREDENTIALS = SocketH.SCM_CREDENTIALS;
  public static final int SCM_TIMESTAMPNS = SocketH.SCM_TIMESTAMPNS;
  public static final int SCM_TIMESTAMPING = SocketH.SCM_TIMESTAMPING;
  public static final int SCM_TS_OPT_ID = SocketH.SCM_TS_OPT_ID;

  // Flags of send and receive calls, send(2), recv(2).
  public static final int MSG_OOB = SocketH.MSG_OOB;
  public static final int MSG_PEEK = SocketH.MSG_PEEK;
  public static final int MSG_DONTROUTE = SocketH.MSG_DONTROUTE;
  public static final int MSG_CTRUNC = SocketH.MSG_CTRUNC;
  public static final int MSG_TRUNC = SocketH.MSG_TRUNC;
  public static final int MSG_DONTWAIT = SocketH.MSG_DONTWAIT;
  public static final int MSG_EOR = SocketH.MSG_EOR;
  public static final int MSG_WAITALL = SocketH.MSG_WAITALL;
  public static final int MSG_CONFIRM = SocketH.MSG_CONFIRM;
  public static final int MSG_ERRQUEUE = SocketH.MSG_ERRQUEUE;
  public static final int MSG_NOSIGNAL = SocketH.MSG_NOSIGNAL;
  public static final int MSG_MORE = SocketH.MSG_MORE;
  public static final int MSG_WAITFORONE = SocketH.MSG_WAITFORONE;
  public static final int MSG_ZEROCOPY = SocketH.MSG_ZEROCOPY;
  public static final int MSG_CMSG_CLOEXEC = SocketH.MSG_CMSG_CLOEXEC;

  // The longest backlog of listen(2), unless net.core.somaxconn says otherwise.
  public static final int SOMAXCONN = SocketH.SOMAXCONN;

  // Options of IPPROTO_IP and values of IP_MTU_DISCOVER, ip(7).
  public static final int IP_TOS = InH.IP_TOS;
  public static final int IP_TTL = InH.IP_TTL;
  public static final int IP_HDRINCL = InH.IP_HDRINCL;
  public static final int IP_OPTIONS = InH.IP_OPTIONS;
  public static final int IP_RECVOPTS = InH.IP_RECVOPTS;
  public static final int IP_RETOPTS = InH.IP_RETOPTS;
  public static final int IP_PKTINFO = InH.IP_PKTINFO;
  public static final int IP_MTU_DISCOVER = InH.IP_MTU_DISCOVER;
  public static final int IP_RECVERR = InH.IP_RECVERR;
  public static final int IP_RECVTTL = InH.IP_RECVTTL;
  public static final int IP_RECVTOS = InH.IP_RECVTOS;
  public static final int IP_MTU = InH.IP_MTU;
  public static final int IP_FREEBIND = InH.IP_FREEBIND;
  public static final int IP_TRANSPARENT = InH.IP_TRANSPARENT;
  public static final int IP_MINTTL = InH.IP_MINTTL;
  public static final int IP_NODEFRAG = InH.IP_NODEFRAG;
  public static final int IP_BIND_ADDRESS_NO_PORT = InH.IP_BIND_ADDRESS_NO_PORT;
  public static final int IP_RECVFRAGSIZE = InH.IP_RECVFRAGSIZE;
  public static final int IP_RECVERR_RFC4884 = InH.IP_RECVERR_RFC4884;
  public static final int IP_MULTICAST_IF = InH.IP_MULTICAST_IF;
  public static final int IP_MULTICAST_TTL = InH.IP_MULTICAST_TTL;
  public static final int IP_MULTICAST_LOOP = InH.IP_MULTICAST_LOOP;
  public static final int IP_ADD_MEMBERSHIP = InH.IP_ADD_MEMBERSHIP;
  public static final int IP_DROP_MEMBERSHIP = InH.IP_DROP_MEMBERSHIP;
  public static final int IP_MULTICAST_ALL = InH.IP_MULTICAST_ALL;
  public static final int IP_UNICAST_IF = InH.IP_UNICAST_IF;
  public static final int IP_PMTUDISC_DONT = InH.IP_PMTUDISC_DONT;
  public static final int IP_PMTUDISC_WANT = InH.IP_PMTUDISC_WANT;
  public static final int IP_PMTUDISC_DO = InH.IP_PMTUDISC_DO;
  public static final int IP_PMTUDISC_PROBE = InH.IP_PMTUDISC_PROBE;
  public static final int IP_PMTUDISC_INTERFACE = InH.IP_PMTUDISC_INTERFACE;
  public static final int IP_PMTUDISC_OMIT = InH.IP_PMTUDISC_OMIT;

  // Options of IPPROTO_IPV6, ipv6(7).
  public static final int IPV6_CHECKSUM = InH.IPV6_CHECKSUM;
  public static final int IPV6_FLOWINFO = InH.IPV6_FLOWINFO;
  public static final int IPV6_UNICAST_HOPS = InH.IPV6_UNICAST_HOPS;
  public static final int IPV6_MULTICAST_IF = InH.IPV6_MULTICAST_IF;
  public static final int IPV6_MULTICAST_HOPS = InH.IPV6_MULTICAST_HOPS;
  public static final int IPV6_MULTICAST_LOOP = InH.IPV6_MULTICAST_LOOP;
  public static final int IPV6_JOIN_GROUP = InH.IPV6_JOIN_GROUP;
  public static final int IPV6_LEAVE_GROUP = InH.IPV6_LEAVE_GROUP;
  public static final int IPV6_MTU_DISCOVER = InH.IPV6_MTU_DISCOVER;
  public static final int IPV6_MTU = InH.IPV6_MTU;
  public static final int IPV6_RECVERR = InH.IPV6_RECVERR;
  public static final int IPV6_V6ONLY = InH.IPV6_V6ONLY;
  public static final int IPV6_MULTICAST_ALL = InH.IPV6_MULTICAST_ALL;
  public static final int IPV6_RECVERR_RFC4884 = InH.IPV6_RECVERR_RFC4884;
  public static final int IPV6_FLOWLABEL_MGR = InH.IPV6_FLOWLABEL_MGR;
  public static final int IPV6_FLOWINFO_SEND = InH.IPV6_FLOWINFO_SEND;
  public static final int IPV6_HDRINCL = InH.IPV6_HDRINCL;
  public static final int IPV6_RECVPKTINFO = InH.IPV6_RECVPKTINFO;
  public static final int IPV6_PKTINFO = InH.IPV6_PKTINFO;
  public static final int IPV6_RECVHOPLIMIT = InH.IPV6_RECVHOPLIMIT;
  public static final int IPV6_HOPLIMIT = InH.IPV6_HOPLIMIT;
  public static final int IPV6_RECVHOPOPTS = InH.IPV6_RECVHOPOPTS;
  public static final int IPV6_HOPOPTS = InH.IPV6_HOPOPTS;
  public static final int IPV6_RTHDRDSTOPTS = InH.IPV6_RTHDRDSTOPTS;
  public static final int IPV6_RECVRTHDR = InH.IPV6_RECVRTHDR;
  public static final int IPV6_RTHDR = InH.IPV6_RTHDR;
  public static final int IPV6_RECVDSTOPTS = InH.IPV6_RECVDSTOPTS;
  public static final int IPV6_DSTOPTS = InH.IPV6_DSTOPTS;
  public static final int IPV6_RECVPATHMTU = InH.IPV6_RECVPATHMTU;
  public static final int IPV6_PATHMTU = InH.IPV6_PATHMTU;
  public static final int IPV6_DONTFRAG = InH.IPV6_DONTFRAG;
  public static final int IPV6_RECVTCLASS = InH.IPV6_RECVTCLASS;
  public static final int IPV6_TCLASS = InH.IPV6_TCLASS;
  public static final int IPV6_AUTOFLOWLABEL = InH.IPV6_AUTOFLOWLABEL;
  public static final int IPV6_ADDR_PREFERENCES = InH.IPV6_ADDR_PREFERENCES;
  public static final int IPV6_MINHOPCOUNT = InH.IPV6_MINHOPCOUNT;
  public static final int IPV6_TRANSPARENT = InH.IPV6_TRANSPARENT;
  public static final int IPV6_UNICAST_IF = InH.IPV6_UNICAST_IF;
  public static final int IPV6_FREEBIND = InH.IPV6_FREEBIND;
  public static final int IPV6_FL_A_GET = InH.IPV6_FL_A_GET;
  public static final int IPV6_FL_F_CREATE = InH.IPV6_FL_F_CREATE;
  public static final int IPV6_FL_S_EXCL = InH.IPV6_FL_S_EXCL;
  public static final int IPV6_FL_S_ANY = InH.IPV6_FL_S_ANY;

  // Type filters, icmp(7) and RFC 3542: of level SOL_RAW and of level IPPROTO_ICMPV6.
  public static final int ICMP_FILTER = InH.ICMP_FILTER;
  public static final int ICMP6_FILTER = InH.ICMP6_FILTER;

  // Options of IPPROTO_TCP, tcp(7).
  public static final int TCP_NODELAY = InH.TCP_NODELAY;
  public static final int TCP_MAXSEG = InH.TCP_MAXSEG;
  public static final int TCP_CORK = InH.TCP_CORK;
  public static final int TCP_KEEPIDLE = InH.TCP_KEEPIDLE;
  public static final int TCP_KEEPINTVL = InH.TCP_KEEPINTVL;
  public static final int TCP_KEEPCNT = InH.TCP_KEEPCNT;
  public static final int TCP_SYNCNT = InH.TCP_SYNCNT;
  public static final int TCP_LINGER2 = InH.TCP_LINGER2;
  public static final int TCP_DEFER_ACCEPT = InH.TCP_DEFER_ACCEPT;
  public static final int TCP_WINDOW_CLAMP = InH.TCP_WINDOW_CLAMP;
  public static final int TCP_INFO = InH.TCP_INFO;
  public static final int TCP_QUICKACK = InH.TCP_QUICKACK;
  public static final int TCP_CONGESTION = InH.TCP_CONGESTION;
  public static final int TCP_USER_TIMEOUT = InH.TCP_USER_TIMEOUT;
  public static final int TCP_FASTOPEN = InH.TCP_FASTOPEN;
  public static final int TCP_FASTOPEN_CONNECT = InH.TCP_FASTOPEN_CONNECT;

  // Options of IPPROTO_UDP, udp(7), and IPPROTO_UDPLITE, udplite(7).
  public static final int UDP_CORK = InH.UDP_CORK;
  public static final int UDPLITE_SEND_CSCOV = InH.UDPLITE_SEND_CSCOV;
  public static final int UDPLITE_RECV_CSCOV = InH.UDPLITE_RECV_CSCOV;

  // Options and packet types of packet(7), and EtherTypes in host order.
  public static final int PACKET_ADD_MEMBERSHIP = SocketH.PACKET_ADD_MEMBERSHIP;
  public static final int PACKET_DROP_MEMBERSHIP = SocketH.PACKET_DROP_MEMBERSHIP;
  public static final int PACKET_RX_RING = SocketH.PACKET_RX_RING;
  public static final int PACKET_STATISTICS = SocketH.PACKET_STATISTICS;
  public static final int PACKET_AUXDATA = SocketH.PACKET_AUXDATA;
  public static final int PACKET_VERSION = SocketH.PACKET_VERSION;
  public static final int PACKET_TX_RING = SocketH.PACKET_TX_RING;
  public static final int PACKET_LOSS = SocketH.PACKET_LOSS;
  public static final int PACKET_TIMESTAMP = SocketH.PACKET_TIMESTAMP;
  public static final int PACKET_FANOUT = SocketH.PACKET_FANOUT;
  public static final int PACKET_QDISC_BYPASS = SocketH.PACKET_QDISC_BYPASS;
  public static final int PACKET_IGNORE_OUTGOING = SocketH.PACKET_IGNORE_OUTGOING;
  public static final int PACKET_MR_MULTICAST = SocketH.PACKET_MR_MULTICAST;
  public static final int PACKET_MR_PROMISC = SocketH.PACKET_MR_PROMISC;
  public static final int PACKET_MR_ALLMULTI = SocketH.PACKET_MR_ALLMULTI;
  public static final int PACKET_HOST = SocketH.PACKET_HOST;
  public static final int PACKET_BROADCAST = SocketH.PACKET_BROADCAST;
  public static final int PACKET_MULTICAST = SocketH.PACKET_MULTICAST;
  public static final int PACKET_OTHERHOST = SocketH.PACKET_OTHERHOST;
  public static final int PACKET_OUTGOING = SocketH.PACKET_OUTGOING;
  public static final int ETH_P_ALL = SocketH.ETH_P_ALL;
  public static final int ETH_P_IP = SocketH.ETH_P_IP;
  public static final int ETH_P_ARP = SocketH.ETH_P_ARP;
  public static final int ETH_P_IPV6 = SocketH.ETH_P_IPV6;

  // Bits of SO_TIMESTAMPING, origins and stamps of its reports.
  public static final int SO_EE_ORIGIN_NONE = ErrqueueH.SO_EE_ORIGIN_NONE;
  public static final int SO_EE_ORIGIN_LOCAL = ErrqueueH.SO_EE_ORIGIN_LOCAL;
  public static final int SO_EE_ORIGIN_ICMP = ErrqueueH.SO_EE_ORIGIN_ICMP;
  public static final int SO_EE_ORIGIN_ICMP6 = ErrqueueH.SO_EE_ORIGIN_ICMP6;
  public static final int SO_EE_ORIGIN_TIMESTAMPING = ErrqueueH.SO_EE_ORIGIN_TIMESTAMPING;
  public static final int SO_EE_ORIGIN_ZEROCOPY = ErrqueueH.SO_EE_ORIGIN_ZEROCOPY;
  public static final int SCM_TSTAMP_SND = ErrqueueH.SCM_TSTAMP_SND;
  public static final int SCM_TSTAMP_SCHED = ErrqueueH.SCM_TSTAMP_SCHED;
  public static final int SCM_TSTAMP_ACK = ErrqueueH.SCM_TSTAMP_ACK;
  public static final int SOF_TIMESTAMPING_TX_HARDWARE = ErrqueueH.SOF_TIMESTAMPING_TX_HARDWARE;
  public static final int SOF_TIMESTAMPING_TX_SOFTWARE = ErrqueueH.SOF_TIMESTAMPING_TX_SOFTWARE;
  public static final int SOF_TIMESTAMPING_RX_HARDWARE = ErrqueueH.SOF_TIMESTAMPING_RX_HARDWARE;
  public static final int SOF_TIMESTAMPING_RX_SOFTWARE = ErrqueueH.SOF_TIMESTAMPING_RX_SOFTWARE;
  public static final int SOF_TIMESTAMPING_SOFTWARE = ErrqueueH.SOF_TIMESTAMPING_SOFTWARE;
  public static final int SOF_TIMESTAMPING_SYS_HARDWARE = ErrqueueH.SOF_TIMESTAMPING_SYS_HARDWARE;
  public static final int SOF_TIMESTAMPING_RAW_HARDWARE = ErrqueueH.SOF_TIMESTAMPING_RAW_HARDWARE;
  public static final int SOF_TIMESTAMPING_OPT_ID = ErrqueueH.SOF_TIMESTAMPING_OPT_ID;
  public static final int SOF_TIMESTAMPING_TX_SCHED = ErrqueueH.SOF_TIMESTAMPING_TX_SCHED;
  public static final int SOF_TIMESTAMPING_OPT_CMSG = ErrqueueH.SOF_TIMESTAMPING_OPT_CMSG;
  public static final int SOF_TIMESTAMPING_OPT_TSONLY = ErrqueueH.SOF_TIMESTAMPING_OPT_TSONLY;
  public static final int SOF_TIMESTAMPING_OPT_PKTINFO = ErrqueueH.SOF_TIMESTAMPING_OPT_PKTINFO;
  public static final int SOF_TIMESTAMPING_OPT_TX_SWHW = ErrqueueH.SOF_TIMESTAMPING_OPT_TX_SWHW;

  private SocketConstants() {}
}
