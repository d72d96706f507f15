// SPDX-License-Identifier: Apache-2.0
package io.sonde.capture;

import io.sonde.net.PacketFilter;
import org.pcap4j.core.BpfProgram;

/** A filter that libpcap has compiled and runs. */
final class CompiledFilter implements PacketFilter {
  private final BpfProgram program;

  CompiledFilter(BpfProgram program) {
    this.program = program;
  }

  @Override
  public boolean passes(byte[] packet, long wireLength) {
    int wire = (int) Math.min(wireLength, Integer.MAX_VALUE);
    return program.applyFilter(packet, wire, packet.length);
  }

  @Override
  public void close() {
    program.free();
  }
}
