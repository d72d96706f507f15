// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrqueueH;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a socket's error queue, IP_RECVERR of ip(7): an ICMP error, a local one, a transmit
 * time stamp.
 *
 * @param errno what the socket's calls would have said; ENOMSG for a time stamp
 * @param origin whence it comes
 * @param type of the ICMP message, 0 … 255
 * @param code of the ICMP message, 0 … 255
 * @param info the MTU of a packet that was too big; the kind of a time stamp
 * @param data the number of the packet of a time stamp
 * @param offender who sent the ICMP message; null when there is none
 * @param destination where the packet was to go; null when the kernel does not say
 * @param payload what was quoted of the packet, from the socket's own payload on
 * @param ancillary what else came with it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over as it is
public record ErrorReport(
    Errno errno,
    Origin origin,
    int type,
    int code,
    int info,
    int data,
    @Nullable SocketAddr offender,
    @Nullable SocketAddr destination,
    byte[] payload,
    List<Ancillary> ancillary) {
  /** Whence a report comes, SO_EE_ORIGIN_ of linux/errqueue.h. */
  public enum Origin {
    /** Nobody says. */
    NONE,
    /** This host. */
    LOCAL,
    /** An ICMP message. */
    ICMP,
    /** An ICMPv6 message. */
    ICMP6,
    /** SO_TIMESTAMPING: a packet has left. */
    TIMESTAMPING,
    /** MSG_ZEROCOPY: memory is free again. */
    ZEROCOPY,
    /** A number without a name here. */
    OTHER;

    static Origin of(int number) {
      return switch (number) {
        case ErrqueueH.SO_EE_ORIGIN_NONE -> NONE;
        case ErrqueueH.SO_EE_ORIGIN_LOCAL -> LOCAL;
        case ErrqueueH.SO_EE_ORIGIN_ICMP -> ICMP;
        case ErrqueueH.SO_EE_ORIGIN_ICMP6 -> ICMP6;
        case ErrqueueH.SO_EE_ORIGIN_TIMESTAMPING -> TIMESTAMPING;
        case ErrqueueH.SO_EE_ORIGIN_ZEROCOPY -> ZEROCOPY;
        default -> OTHER;
      };
    }
  }

  /** Copies the list. */
  public ErrorReport {
    ancillary = List.copyOf(ancillary);
  }
}
