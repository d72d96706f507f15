// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;

/** UDP probes, RFC 768. Both ports and the length stay; the checksum is the token. */
public final class UdpProbe extends DatagramProbe {
  /** What tells the probes apart. */
  public enum Carrier {
    /** The checksum. */
    CHECKSUM,
    /** The IPv4 identification alone; the datagrams are all alike. */
    IDENTIFICATION,
    /** The length, one octet more each. */
    LENGTH,
    /** The destination port, one more each and round again, as traceroutes always did. */
    PORT
  }

  /** Ports that the traditional way uses, from the first: many filters let these through. */
  public static final int PORTS_IN_TURN = 101;

  private final Carrier carrier;

  /** Probes from one port to another. */
  public UdpProbe(
      ProbeHeader header, Tokens tokens, int sourcePort, int destinationPort, Carrier carrier) {
    super(header, tokens, sourcePort, destinationPort);
    this.carrier = carrier;
  }

  @Override
  public int protocol() {
    return IpProtocol.UDP;
  }

  @Override
  protected int leastTransport() {
    // IPv6 has no identification: the word that makes up for the checksum must be there
    boolean room = family() == IpFamily.IPV6 && carrier == Carrier.CHECKSUM;
    return room ? UdpHeader.LENGTH + 2 : UdpHeader.LENGTH;
  }

  @Override
  public boolean isFlowStable() {
    return carrier != Carrier.PORT;
  }

  @Override
  boolean covers(int offset, int length) {
    return true;
  }

  @Override
  boolean inChecksum(int length) {
    boolean possible = carrier == Carrier.CHECKSUM || carrier == Carrier.PORT;
    return possible && super.inChecksum(length);
  }

  @Override
  protected int lengthOf(int index) {
    return carrier == Carrier.LENGTH ? length() + index : length();
  }

  @Override
  int portOf(int index) {
    boolean inTurn = carrier == Carrier.PORT;
    return inTurn ? (destinationPort + index % PORTS_IN_TURN) & 0xffff : destinationPort;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    ByteBuffer payload = octets.slice(UdpHeader.LENGTH, octets.capacity() - UdpHeader.LENGTH);
    new UdpHeader(sourcePort, destinationPort)
        .emit(octets, header.pseudoHeader(protocol()), payload, Derived.ALL);
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    if (carrier == Carrier.PORT) {
      UdpHeader.patchDestinationPort(octets, at, portOf(index));
    }
    if (carrier != Carrier.IDENTIFICATION) {
      super.carry(octets, at, length, index);
    }
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    return switch (carrier) {
      case CHECKSUM, PORT -> super.tokenAt(octets, at, length);
      case IDENTIFICATION -> -1;
      case LENGTH -> tokenOf(UdpHeader.lengthAt(octets, at) - transportLength());
    };
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    int differences = super.differences(octets, at, length, index);
    boolean same = UdpHeader.lengthAt(octets, at) == transportLength(index);
    return same ? differences : differences | TraceMatch.LENGTH;
  }

  private int tokenOf(int more) {
    return more < 0 ? -1 : tokens.of(more);
  }
}
