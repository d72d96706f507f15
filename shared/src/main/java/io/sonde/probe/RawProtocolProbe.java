// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;

/**
 * Bare IP packets of any protocol. The first word of what follows the header is the token, and over
 * IPv4 the identification.
 */
public final class RawProtocolProbe extends TraceProbe {
  private final int number;

  /**
   * @param number IP protocol, 0 … 255
   */
  public RawProtocolProbe(ProbeHeader header, Tokens tokens, int number) {
    super(header, tokens);
    this.number = number;
  }

  @Override
  public int protocol() {
    return number;
  }

  @Override
  protected int leastTransport() {
    return family() == IpFamily.IPV6 ? 2 : 0;
  }

  @Override
  protected void emit(ByteBuffer octets) {}

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    if (length >= 2) {
      BigEndian.putShort(octets, at, tokens.of(index));
    }
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    return length < 2 ? -1 : BigEndian.unsignedShort(octets, at);
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return 0;
  }

  /** What a host says to such a packet by its protocol is not known. */
  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    return NOT_OURS;
  }
}
