// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/** Constants of linux/if_tun.h and sys/prctl.h, and what struct ifreq has for them. */
public final class TunH {
  public static final int TUNSETIFF = 0x400454ca;
  public static final int IFF_TUN = 0x0001;
  public static final int IFF_NO_PI = 0x1000;

  /** Octets of struct ifreq: the name at 0, flags at 16. */
  public static final int IFREQ = 40;

  public static final int IFREQ_FLAGS = 16;

  public static final int PR_SET_TIMERSLACK = 29;

  private TunH() {}
}
