// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

/**
 * What {@code -O} sets; each part concerns one method.
 *
 * @param icmpSocket socket of the icmp method
 * @param tcp segments of the tcp method
 * @param reuse whether several runs may share a source port
 * @param info whether the flags of a TCP answer are shown
 * @param coverage octets that the checksum of a UDP-Lite datagram covers
 * @param service DCCP service code, 32 bits
 * @param protocol IP protocol number of the raw method
 */
public record MethodOptions(
    IcmpSocket icmpSocket,
    TcpSegment tcp,
    boolean reuse,
    boolean info,
    int coverage,
    int service,
    int protocol) {
  /** The header alone. */
  public static final int DEFAULT_COVERAGE = 8;

  public static final int DEFAULT_SERVICE = 1_885_957_735;

  /** For experiments, RFC 3692. */
  public static final int DEFAULT_PROTOCOL = 253;

  /** What there is without {@code -O}. */
  public static final MethodOptions DEFAULT =
      new MethodOptions(
          IcmpSocket.BEST,
          TcpSegment.DEFAULT,
          false,
          false,
          DEFAULT_COVERAGE,
          DEFAULT_SERVICE,
          DEFAULT_PROTOCOL);

  /** Which socket sends echo requests. */
  public enum IcmpSocket {
    /** Raw where allowed, else datagram. */
    BEST,
    RAW,
    DATAGRAM
  }

  /**
   * A segment.
   *
   * @param flags control bits
   * @param asHost options and ECN as the host's settings say
   * @param sack SACK permitted
   * @param timestamps time stamps
   * @param windowScaling window scale
   * @param maximumSegmentSize with SYN; 0: by the way's MTU
   */
  public record TcpSegment(
      int flags,
      boolean asHost,
      boolean sack,
      boolean timestamps,
      boolean windowScaling,
      int maximumSegmentSize) {
    /** The SYN that any program on the host would send. */
    public static final TcpSegment DEFAULT = new TcpSegment(2, true, false, false, false, 0);
  }
}
