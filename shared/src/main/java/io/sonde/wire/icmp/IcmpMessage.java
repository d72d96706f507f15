// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.PseudoHeader;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ICMP or ICMPv6 message: the common header and a body whose shape the type decides. The set is
 * open: a new body is a record in a file of its own and a line in {@code parseIcmp} or {@code
 * parseIcmpv6} here.
 */
public interface IcmpMessage {
  /** Family, type, code and checksum. */
  IcmpHeader header();

  /**
   * Writes what follows the header, at the position of {@code out}, which is big-endian.
   *
   * @param derived of which {@code LENGTH} concerns a body
   */
  void emitBody(ByteBuffer out, Set<Derived> derived);

  /** ICMP or ICMPv6. */
  default IpFamily family() {
    return header().family();
  }

  /** 0 … 255. */
  default int type() {
    return header().type();
  }

  /** 0 … 255. */
  default int code() {
    return header().code();
  }

  /** As it was read or set, 0 … 0xffff. */
  default int checksum() {
    return header().checksum();
  }

  /**
   * Reads the message at the position of {@code in}, which moves behind the message: to the limit
   * if the message quotes a datagram or is of unknown type. After an exception the position is
   * where it was.
   *
   * @throws MalformedPacketException where a fixed field is missing
   */
  static IcmpMessage parse(IpFamily family, ByteBuffer in) throws MalformedPacketException {
    ByteBuffer octets = in.slice(); // big-endian whatever the order of in
    IcmpHeader header = IcmpHeader.parse(family, octets);
    IcmpMessage message =
        family == IpFamily.IPV4 ? parseIcmp(header, octets) : parseIcmpv6(header, octets);
    in.position(in.position() + octets.position());
    return message;
  }

  private static IcmpMessage parseIcmp(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    return switch (header.type()) {
      case IcmpType.ECHO_REPLY,
          IcmpType.ECHO_REQUEST,
          IcmpType.INFORMATION_REQUEST,
          IcmpType.INFORMATION_REPLY ->
          IcmpEcho.parse(header, in);
      case IcmpType.DESTINATION_UNREACHABLE -> DestinationUnreachable.parse(header, in);
      case IcmpType.SOURCE_QUENCH -> SourceQuench.parse(header, in);
      case IcmpType.REDIRECT -> IcmpRedirect.parse(header, in);
      case IcmpType.TIME_EXCEEDED -> TimeExceeded.parse(header, in);
      case IcmpType.PARAMETER_PROBLEM -> ParameterProblem.parse(header, in);
      case IcmpType.ROUTER_ADVERTISEMENT -> IcmpRouterAdvertisement.parse(header, in);
      case IcmpType.ROUTER_SOLICITATION -> IcmpRouterSolicitation.parse(header, in);
      case IcmpType.TIMESTAMP_REQUEST, IcmpType.TIMESTAMP_REPLY -> IcmpTimestamp.parse(header, in);
      case IcmpType.ADDRESS_MASK_REQUEST, IcmpType.ADDRESS_MASK_REPLY ->
          AddressMask.parse(header, in);
      case IcmpType.EXTENDED_ECHO_REQUEST -> ExtendedEchoRequest.parse(header, in);
      case IcmpType.EXTENDED_ECHO_REPLY -> ExtendedEchoReply.parse(header, in);
      default -> UnknownIcmpMessage.parse(header, in);
    };
  }

  private static IcmpMessage parseIcmpv6(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    return switch (header.type()) {
      case Icmpv6Type.DESTINATION_UNREACHABLE -> DestinationUnreachable.parse(header, in);
      case Icmpv6Type.PACKET_TOO_BIG -> PacketTooBig.parse(header, in);
      case Icmpv6Type.TIME_EXCEEDED -> TimeExceeded.parse(header, in);
      case Icmpv6Type.PARAMETER_PROBLEM -> ParameterProblem.parse(header, in);
      case Icmpv6Type.ECHO_REQUEST, Icmpv6Type.ECHO_REPLY -> IcmpEcho.parse(header, in);
      case Icmpv6Type.NODE_INFORMATION_QUERY, Icmpv6Type.NODE_INFORMATION_REPLY ->
          NodeInformation.parse(header, in);
      case Icmpv6Type.EXTENDED_ECHO_REQUEST -> ExtendedEchoRequest.parse(header, in);
      case Icmpv6Type.EXTENDED_ECHO_REPLY -> ExtendedEchoReply.parse(header, in);
      default -> UnknownIcmpMessage.parse(header, in);
    };
  }

  /**
   * Writes header, body and {@code payload} at the position of {@code out}, which moves behind
   * them. The payload's position stays.
   *
   * @param pseudoHeader not looked at for ICMP; null for ICMPv6: nothing is known of the layer
   *     below, so the checksum goes out as the record has it
   * @param payload what follows the message; part of its checksum
   * @param derived what to compute instead of taking it from the record
   * @throws IllegalArgumentException if a length to compute does not fit into its field
   * @throws java.nio.BufferOverflowException if {@code out} is too small
   */
  default void emit(
      ByteBuffer out,
      @Nullable PseudoHeader pseudoHeader,
      ByteBuffer payload,
      Set<Derived> derived) {
    ByteBuffer octets = out.slice();
    header().emit(octets);
    emitBody(octets, derived);
    octets.put(payload.duplicate());
    if (derived.contains(Derived.CHECKSUM)) {
      header().emitChecksum(octets, pseudoHeader);
    }
    out.position(out.position() + octets.position());
  }
}
