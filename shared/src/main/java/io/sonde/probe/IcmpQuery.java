// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.AddressMask;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpTimestamp;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;

/** The ICMP requests with an identifier and a sequence number that a host may answer. */
public enum IcmpQuery {
  /** Echo, RFC 792 and RFC 4443: whatever data were sent come back. */
  ECHO(IcmpType.ECHO_REQUEST, IcmpType.ECHO_REPLY, IcmpEcho.LENGTH),
  /** Timestamp, RFC 792, IPv4 only: the target's time of day. */
  TIMESTAMP(IcmpType.TIMESTAMP_REQUEST, IcmpType.TIMESTAMP_REPLY, IcmpTimestamp.LENGTH),
  /** Address mask, RFC 950, IPv4 only; RFC 6918 wants no host to answer it any more. */
  ADDRESS_MASK(IcmpType.ADDRESS_MASK_REQUEST, IcmpType.ADDRESS_MASK_REPLY, AddressMask.LENGTH);

  private final int request;
  private final int reply;
  private final int length;

  IcmpQuery(int request, int reply, int length) {
    this.request = request;
    this.reply = reply;
    this.length = length;
  }

  /** Octets of the message without data. */
  public int length() {
    return length;
  }

  int requestType(IpFamily family) {
    return family == IpFamily.IPV4 ? request : Icmpv6Type.ECHO_REQUEST;
  }

  int replyType(IpFamily family) {
    return family == IpFamily.IPV4 ? reply : Icmpv6Type.ECHO_REPLY;
  }
}
