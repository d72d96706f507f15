// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.Derived;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.TcpOption;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whole TCP connections, as any program opens them. The host picks a source port for each, so the
 * probes are not one flow, and tells of each socket what became of it, so there is no token.
 */
public final class ConnectProbe extends TraceProbe {
  private final TcpHeader segment;

  /**
   * Connections to one port.
   *
   * @param options that the host puts into its SYN
   */
  public ConnectProbe(
      ProbeHeader header, Tokens tokens, int destinationPort, List<TcpOption> options) {
    super(header, tokens);
    segment = new TcpHeader(0, destinationPort, 0, 0, TcpHeader.SYN, 0, options);
  }

  @Override
  public int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  protected int leastTransport() {
    return segment.length();
  }

  @Override
  protected boolean isSizable() {
    return false;
  }

  @Override
  public boolean isFlowStable() {
    return false;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    segment.emit(octets, header.pseudoHeader(protocol()), ByteBuffer.allocate(0), Derived.ALL);
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {}

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    return -1;
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return 0;
  }

  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    return NOT_OURS;
  }
}
