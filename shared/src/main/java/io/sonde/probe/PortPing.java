// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.PseudoHeader;
import java.nio.ByteBuffer;

/**
 * A probe of a transport port: what TCP and UDP have in common. The packet is a template that is
 * patched for each probe; what a match leaves lives until the next one.
 */
public abstract sealed class PortPing implements ProbeMethod
    permits ConnectPing, SynPing, DatagramPing {
  /**
   * What all packets of a run have in common.
   *
   * @param source address the packets name
   * @param destination where they go
   * @param sourcePort own port, 0 … 65535; 0: the host's choice
   * @param port the target's, 1 … 65535
   * @param timeToLive TTL or hop limit, 0 … 255
   * @param trafficClass TOS or traffic class, 0 … 255
   * @param flowLabel IPv6 flow label, 0 … 0xfffff
   * @param dontFragment DF of IPv4
   * @param cookie random bits by which this run is told from others
   */
  public record Request(
      IpAddress source,
      IpAddress destination,
      int sourcePort,
      int port,
      int timeToLive,
      int trafficClass,
      int flowLabel,
      boolean dontFragment,
      long cookie) {}

  final Request request;
  final boolean ipv4;
  private ByteBuffer template = ByteBuffer.allocate(0);

  int wireSequence = -1;
  int type;
  int code;
  int offset;
  int length;
  int quoteOffset;
  int quoteLength;
  PingAnswer answer = PingAnswer.OPEN;

  PortPing(Request request) {
    this.request = request;
    ipv4 = request.destination().family() == IpFamily.IPV4;
  }

  /** Protocol number of the packets. */
  abstract int protocol();

  /** Writes the transport part of a template over all of {@code octets}. */
  abstract void emit(ByteBuffer octets, PseudoHeader pseudoHeader);

  /** Makes the transport part at {@code at} that of a probe. */
  abstract void carry(ByteBuffer octets, int at, long sequence);

  /** Makes the template anew, for so many octets of transport header and data. */
  final void build(int transportOctets) {
    int header = ipv4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
    template = ByteBuffer.allocate(header + transportOctets);
    if (ipv4) {
      Ipv4Header.builder(request.source(), request.destination())
          .typeOfService(request.trafficClass())
          .dontFragment(request.dontFragment())
          .timeToLive(request.timeToLive())
          .build()
          .emit(template, protocol(), transportOctets, Derived.ALL);
    } else {
      new Ipv6Header(
              request.trafficClass(),
              request.flowLabel(),
              request.timeToLive(),
              request.source(),
              request.destination())
          .emit(template, protocol(), transportOctets, Derived.ALL);
    }
    emit(
        template.slice(header, transportOctets),
        new PseudoHeader(request.source(), request.destination(), protocol()));
    template.clear();
  }

  final int transport() {
    return ipv4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
  }

  @Override
  public final int packetLength() {
    return template.capacity();
  }

  @Override
  public final void write(PacketBatch out, int slot, long sequence) {
    int start = out.slot(slot);
    out.start[slot] = start;
    out.length[slot] = template.capacity();
    out.octets.put(start, template, 0, template.capacity());
    patch(out, slot, sequence);
  }

  @Override
  public final void patch(PacketBatch out, int slot, long sequence) {
    carry(out.octets, out.start[slot] + transport(), sequence);
  }

  @Override
  public final int match(PacketBatch in, int slot) {
    wireSequence = -1;
    type = in.errorType[slot];
    code = in.errorCode[slot];
    offset = in.start[slot];
    length = 0;
    quoteLength = 0;
    return judge(in, slot);
  }

  /** Judges a slot; {@link #type}, {@link #code} and {@link #offset} are those of its columns. */
  abstract int judge(PacketBatch in, int slot);

  /** Whether the sender of a slot is the target. */
  final boolean isFromTarget(PacketBatch in, int slot) {
    return isTarget(in.addressHigh[slot], in.addressLow[slot]);
  }

  final boolean isTarget(long high, long low) {
    return high == request.destination().high() && low == request.destination().low();
  }

  /** Redirects and source quench tell of a probe but do not end it. */
  final int errorVerdict() {
    boolean notice = ipv4 ? type == 4 || type == 5 : type == 137;
    return notice ? NOTICE : ERROR;
  }

  @Override
  public final PingAnswer answer() {
    return answer;
  }

  @Override
  public final int wireSequence() {
    return wireSequence;
  }

  @Override
  public final int identifier() {
    return -1;
  }

  @Override
  public final int type() {
    return type;
  }

  @Override
  public final int code() {
    return code;
  }

  @Override
  public final int icmpOffset() {
    return offset;
  }

  /** Octets of the ICMP error; of an answer those of its transport header and data. */
  @Override
  public final int icmpLength() {
    return length;
  }

  @Override
  public final int quoteOffset() {
    return quoteOffset;
  }

  @Override
  public final int quoteLength() {
    return quoteLength;
  }
}
