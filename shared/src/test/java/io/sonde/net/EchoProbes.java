// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;

/** Echo requests. */
final class EchoProbes implements Probes {
  private static final int OWN_IDENTIFIER = 0x5a5a;

  @Override
  public int protocol(IpFamily family) {
    return family == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
  }

  @Override
  public int header() {
    return IcmpEcho.LENGTH;
  }

  private static int identifier(int own) {
    return own >= 0 ? own : OWN_IDENTIFIER;
  }

  @Override
  public void write(
      PacketBatch out,
      int slot,
      IpAddress from,
      IpAddress to,
      int hopLimit,
      int own,
      int sequence,
      int length) {
    out.start[slot] = out.slot(slot);
    out.length[slot] = length;
    EchoRequest.write(
        out.octets, out.slot(slot), from, to, hopLimit, identifier(own), sequence, length);
  }

  private static int message(PacketBatch in, int slot) {
    int start = in.start[slot];
    return in.content[slot] == PacketBatch.IP ? start + 4 * (in.octets.get(start) & 0xf) : start;
  }

  @Override
  public int data(PacketBatch in, int slot) {
    return message(in, slot) + IcmpEcho.LENGTH;
  }

  @Override
  public boolean isReply(PacketBatch in, int slot, IpFamily family, int own) {
    int type = family == IpFamily.IPV4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY;
    return IcmpEcho.typeAt(in.octets, message(in, slot)) == type
        && IcmpEcho.identifierAt(in.octets, message(in, slot)) == identifier(own);
  }

  @Override
  public int sequence(PacketBatch in, int slot) {
    return IcmpEcho.sequenceAt(in.octets, message(in, slot));
  }
}
