// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.Derived;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.PseudoHeader;
import io.sonde.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whole TCP connections, as any program opens them, each over a socket of its own, which tells what
 * became of it. One whose SYN the host had to repeat is lost, however it went on.
 */
public final class ConnectPing extends PortPing {
  /** Connections to one port. */
  public ConnectPing(Request request) {
    super(request);
    build(TcpHeader.LENGTH);
  }

  @Override
  int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  void emit(ByteBuffer octets, PseudoHeader pseudoHeader) {
    new TcpHeader(request.sourcePort(), request.port(), 0, 0, TcpHeader.SYN, 0, List.of())
        .emit(octets, pseudoHeader, ByteBuffer.allocate(0), Derived.ALL);
  }

  @Override
  void carry(ByteBuffer octets, int at, long sequence) {
    // each socket chooses its own port and sequence number
  }

  @Override
  int judge(PacketBatch in, int slot) {
    wireSequence = BY_NUMBER;
    switch (in.kind[slot]) {
      case PacketBatch.CONNECTED -> answer = PingAnswer.OPEN;
      case PacketBatch.REFUSED -> answer = PingAnswer.REFUSED;
      case PacketBatch.ERROR -> {
        return ERROR;
      }
      default -> {
        return IGNORED;
      }
    }
    return in.detail[slot] != 0 ? REPEATED : REPLY;
  }
}
