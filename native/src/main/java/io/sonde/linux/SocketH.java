// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/** Constants of sys/socket.h, socket(7) and packet(7). */
public final class SocketH {
  // Address families.
  public static final int AF_UNSPEC = 0;
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;

  // Types.
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_RDM = 4;
  public static final int SOCK_SEQPACKET = 5;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;

  // Option levels.
  public static final int SOL_SOCKET = 1;
  public static final int SOL_RAW = 255;
  public static final int SOL_PACKET = 263;
  public static final int SOL_NETLINK = 270;

  // Options of SOL_SOCKET.
  public static final int SO_DEBUG = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_TYPE = 3;
  public static final int SO_ERROR = 4;
  public static final int SO_DONTROUTE = 5;
  public static final int SO_BROADCAST = 6;
  public static final int SO_SNDBUF = 7;
  public static final int SO_RCVBUF = 8;
  public static final int SO_KEEPALIVE = 9;
  public static final int SO_OOBINLINE = 10;
  public static final int SO_NO_CHECK = 11;
  public static final int SO_PRIORITY = 12;
  public static final int SO_LINGER = 13;
  public static final int SO_REUSEPORT = 15;
  public static final int SO_PASSCRED = 16;
  public static final int SO_PEERCRED = 17;
  public static final int SO_RCVLOWAT = 18;
  public static final int SO_SNDLOWAT = 19;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_SNDTIMEO = 21;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_ATTACH_FILTER = 26;
  public static final int SO_DETACH_FILTER = 27;
  public static final int SO_TIMESTAMP = 29;
  public static final int SO_ACCEPTCONN = 30;
  public static final int SO_SNDBUFFORCE = 32;
  public static final int SO_RCVBUFFORCE = 33;
  public static final int SO_PASSSEC = 34;
  public static final int SO_TIMESTAMPNS = 35;
  public static final int SO_MARK = 36;
  public static final int SO_TIMESTAMPING = 37;
  public static final int SO_PROTOCOL = 38;
  public static final int SO_DOMAIN = 39;
  public static final int SO_RXQ_OVFL = 40;
  public static final int SO_PEEK_OFF = 42;
  public static final int SO_LOCK_FILTER = 44;
  public static final int SO_BUSY_POLL = 46;
  public static final int SO_MAX_PACING_RATE = 47;
  public static final int SO_INCOMING_CPU = 49;
  public static final int SO_MEMINFO = 55;
  public static final int SO_INCOMING_NAPI_ID = 56;
  public static final int SO_COOKIE = 57;
  public static final int SO_ZEROCOPY = 60;
  public static final int SO_TXTIME = 61;
  public static final int SO_BINDTOIFINDEX = 62;

  // Ancillary types of SOL_SOCKET.
  public static final int SCM_RIGHTS = 1;
  public static final int SCM_CREDENTIALS = 2;
  public static final int SCM_TIMESTAMPNS = 35;
  public static final int SCM_TIMESTAMPING = 37;
  public static final int SCM_TS_OPT_ID = 81;

  // Flags of send and receive calls.
  public static final int MSG_OOB = 1;
  public static final int MSG_PEEK = 2;
  public static final int MSG_DONTROUTE = 4;
  public static final int MSG_CTRUNC = 8;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_EOR = 0x80;
  public static final int MSG_WAITALL = 0x100;
  public static final int MSG_CONFIRM = 0x800;
  public static final int MSG_ERRQUEUE = 0x2000;
  public static final int MSG_NOSIGNAL = 0x4000;
  public static final int MSG_MORE = 0x8000;
  public static final int MSG_WAITFORONE = 0x10000;
  public static final int MSG_ZEROCOPY = 0x4000000;
  public static final int MSG_CMSG_CLOEXEC = 0x40000000;

  // shutdown(2).
  public static final int SHUT_RD = 0;
  public static final int SHUT_WR = 1;
  public static final int SHUT_RDWR = 2;

  // Longest backlog of listen(2) unless the host is set otherwise.
  public static final int SOMAXCONN = 4096;

  // packet(7), linux/if_packet.h, linux/if_ether.h.
  public static final int PACKET_ADD_MEMBERSHIP = 1;
  public static final int PACKET_DROP_MEMBERSHIP = 2;
  public static final int PACKET_RX_RING = 5;
  public static final int PACKET_STATISTICS = 6;
  public static final int PACKET_AUXDATA = 8;
  public static final int PACKET_VERSION = 10;
  public static final int PACKET_TX_RING = 13;
  public static final int PACKET_LOSS = 14;
  public static final int PACKET_TX_TIMESTAMP = 16;
  public static final int PACKET_TIMESTAMP = 17;
  public static final int PACKET_FANOUT = 18;
  public static final int PACKET_QDISC_BYPASS = 20;
  public static final int PACKET_IGNORE_OUTGOING = 23;
  public static final int PACKET_MR_MULTICAST = 0;
  public static final int PACKET_MR_PROMISC = 1;
  public static final int PACKET_MR_ALLMULTI = 2;
  public static final int PACKET_HOST = 0;
  public static final int PACKET_BROADCAST = 1;
  public static final int PACKET_MULTICAST = 2;
  public static final int PACKET_OTHERHOST = 3;
  public static final int PACKET_OUTGOING = 4;
  public static final int ETH_P_ALL = 3;
  public static final int ETH_P_IP = 0x0800;
  public static final int ETH_P_ARP = 0x0806;
  public static final int ETH_P_IPV6 = 0x86dd;

  private SocketH() {}
}
