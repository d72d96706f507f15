// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

/**
 * Constants of netdb.h as glibc has them; a struct addrinfo is 48 octets: flags 0, family 4, type
 * 8, protocol 12, address length 16, address 24, canonical name 32, next 40.
 */
public final class Netdb {
  public static final int AI_CANONNAME = 2;
  public static final int AI_NUMERICHOST = 4;
  public static final int NI_NAMEREQD = 8;
  public static final int NI_MAXHOST = 1025;

  // Errors of getaddrinfo and getnameinfo.
  public static final int EAI_BADFLAGS = -1;
  public static final int EAI_NONAME = -2;
  public static final int EAI_AGAIN = -3;
  public static final int EAI_FAIL = -4;
  public static final int EAI_NODATA = -5;
  public static final int EAI_FAMILY = -6;
  public static final int EAI_ADDRFAMILY = -9;
  public static final int EAI_MEMORY = -10;
  public static final int EAI_SYSTEM = -11;
  public static final int EAI_OVERFLOW = -12;
  public static final int EAI_IDN_ENCODE = -105;

  private Netdb() {}
}
