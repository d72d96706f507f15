// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.BigEndian;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A kind of probe for tracing: packets that routers take for one flow, because whatever they choose
 * a path by is the same in each, with a token where every router must quote it, in the first eight
 * octets behind the IP header, and in the IPv4 identification as well.
 *
 * <p>Packets are copies of a template; nothing is allocated a packet. {@link TraceMatch} judges
 * what comes back.
 */
public abstract class TraceProbe {
  protected final ProbeHeader header;
  protected final Tokens tokens;
  private final boolean ipv4;
  private final int transport;
  private boolean ownsNumber;
  private ByteBuffer template = ByteBuffer.allocate(0);
  private int wanted;
  private int[] lengths = new int[128];

  /**
   * @param header the network layer
   * @param tokens numbers of the probes
   */
  protected TraceProbe(ProbeHeader header, Tokens tokens) {
    this.header = header;
    this.tokens = tokens;
    ipv4 = header.family() == IpFamily.IPV4;
    transport = header.length();
    ownsNumber = ipv4;
  }

  /** Says that the host writes the IPv4 identification, so that it tells nothing. */
  public final void leaveNumber() {
    ownsNumber = false;
  }

  /** Whether the IPv4 identification tells a probe. */
  final boolean ownsNumber() {
    return ownsNumber;
  }

  /** IPv4 or IPv6. */
  public final IpFamily family() {
    return header.family();
  }

  /** IP protocol number of the probes. */
  public abstract int protocol();

  /** Octets of the shortest packet of this kind, with its IP header. */
  public final int leastLength() {
    return transport + leastTransport();
  }

  /** Octets of the shortest transport part. */
  protected abstract int leastTransport();

  /** Whether the length asked for counts; otherwise every packet is of the least. */
  protected boolean isSizable() {
    return true;
  }

  /** Whether routers see one flow. */
  public boolean isFlowStable() {
    return true;
  }

  /**
   * Writes the transport part of a template over all of {@code octets}, with a right checksum and
   * without a token.
   */
  protected abstract void emit(ByteBuffer octets);

  /** Puts the token of probe {@code index} into a copy of the template. */
  protected abstract void carry(ByteBuffer octets, int at, int length, int index);

  /**
   * Token in a quoted or returned transport part.
   *
   * @param length octets that are there, at least 8
   * @return −1 if it is not among them
   */
  protected abstract int tokenAt(ByteBuffer octets, int at, int length);

  /**
   * Of {@link TraceMatch#PORTS}, {@link TraceMatch#LENGTH} and {@link TraceMatch#STRANGER} those
   * that a quote of probe {@code index} shows.
   */
  protected abstract int differences(ByteBuffer octets, int at, int length, int index);

  /** How two ports in front of a quote differ from those sent. */
  protected static int ports(ByteBuffer octets, int at, int source, int destination) {
    boolean sameSource = BigEndian.unsignedShort(octets, at) == source;
    boolean sameDestination = BigEndian.unsignedShort(octets, at + 2) == destination;
    if (sameSource && sameDestination) {
      return 0;
    }
    return sameSource || sameDestination ? TraceMatch.PORTS : TraceMatch.STRANGER;
  }

  /**
   * Judges a packet of {@link #protocol}.
   *
   * @param length octets of the transport part
   * @param match is told what kind of reply it is
   * @return index of the probe; {@link #UNKNOWN} or {@link #NOT_OURS}
   */
  protected abstract int replyAt(ByteBuffer octets, int at, int length, TraceMatch match);

  /** Result of {@link #replyAt}: of one of the probes, but it does not say of which. */
  protected static final int UNKNOWN = -1;

  /** Result of {@link #replyAt}: none of ours. */
  protected static final int NOT_OURS = -2;

  /** Whether a reply names its probe so well that it counts whoever sends it. */
  protected boolean isAnsweredByAnybody() {
    return false;
  }

  /** Sets the length of the packets written from now on, IP header included. */
  public final void length(int octets) {
    wanted = isSizable() ? Math.max(octets, leastLength()) : leastLength();
  }

  /** Length of the packets written from now on. */
  public final int length() {
    return wanted;
  }

  /** Octets of the packet of probe {@code index}; by default those asked for. */
  protected int lengthOf(int index) {
    return wanted;
  }

  /** Writes the whole packet of a probe into a slot. */
  public final void write(PacketBatch out, int slot, int index, int timeToLive) {
    int length = lengthOf(index);
    if (template.capacity() != length) {
      build(length);
    }
    if (index >= lengths.length) {
      lengths = Arrays.copyOf(lengths, Math.max(2 * lengths.length, index + 1));
    }
    lengths[index] = length;
    int start = out.slot(slot);
    out.start[slot] = start;
    out.length[slot] = length;
    out.octets.put(start, template, 0, length);
    int token = tokens.issue(index);
    if (ipv4) {
      Ipv4Header.patchTimeToLive(out.octets, start, timeToLive);
      Ipv4Header.patchIdentification(out.octets, start, token);
    } else {
      Ipv6Header.patchHopLimit(out.octets, start, timeToLive);
    }
    carry(out.octets, start + transport, length - transport, index);
  }

  private void build(int length) {
    template = ByteBuffer.allocate(length);
    header.emit(template, protocol(), length - transport);
    emit(template.slice(transport, length - transport));
    template.clear();
  }

  /** Octets of the transport part of the packets written from now on. */
  protected final int transportLength() {
    return wanted - transport;
  }

  /** Octets of a sent probe. */
  final int lengthSent(int index) {
    return lengths[index];
  }

  /** Octets of the transport part of a sent probe. */
  protected final int transportLength(int index) {
    return lengths[index] - transport;
  }

  /** Token in what follows the transport header; −1 if there is none. */
  protected int payloadTokenAt(ByteBuffer octets, int at, int length) {
    return -1;
  }
}
