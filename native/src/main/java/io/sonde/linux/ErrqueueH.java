// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/** Constants of linux/errqueue.h and linux/net_tstamp.h. */
public final class ErrqueueH {
  // Origins in a sock_extended_err: errno 0, origin 4, type 5, code 6, info 8, data 12; the
  // offender's address at 16.
  public static final int SO_EE_ORIGIN_NONE = 0;
  public static final int SO_EE_ORIGIN_LOCAL = 1;
  public static final int SO_EE_ORIGIN_ICMP = 2;
  public static final int SO_EE_ORIGIN_ICMP6 = 3;
  public static final int SO_EE_ORIGIN_TIMESTAMPING = 4;
  public static final int SO_EE_ORIGIN_ZEROCOPY = 5;

  // Octets of a sock_extended_err without the address.
  public static final int SOCK_EXTENDED_ERR = 16;

  // Offset of the 16 bits where RFC 4884 extensions begin in the octets of an error, 0 if none.
  public static final int EE_RFC4884_LENGTH = 12;

  // Kinds of a transmit stamp, in the info of a report of origin TIMESTAMPING.
  public static final int SCM_TSTAMP_SND = 0;
  public static final int SCM_TSTAMP_SCHED = 1;
  public static final int SCM_TSTAMP_ACK = 2;

  // Bits of SO_TIMESTAMPING.
  public static final int SOF_TIMESTAMPING_TX_HARDWARE = 1;
  public static final int SOF_TIMESTAMPING_TX_SOFTWARE = 2;
  public static final int SOF_TIMESTAMPING_RX_HARDWARE = 4;
  public static final int SOF_TIMESTAMPING_RX_SOFTWARE = 8;
  public static final int SOF_TIMESTAMPING_SOFTWARE = 0x10;
  public static final int SOF_TIMESTAMPING_SYS_HARDWARE = 0x20;
  public static final int SOF_TIMESTAMPING_RAW_HARDWARE = 0x40;
  public static final int SOF_TIMESTAMPING_OPT_ID = 0x80;
  public static final int SOF_TIMESTAMPING_TX_SCHED = 0x100;
  public static final int SOF_TIMESTAMPING_OPT_CMSG = 0x400;
  public static final int SOF_TIMESTAMPING_OPT_TSONLY = 0x800;
  public static final int SOF_TIMESTAMPING_OPT_PKTINFO = 0x2000;
  public static final int SOF_TIMESTAMPING_OPT_TX_SWHW = 0x4000;

  private ErrqueueH() {}
}
