// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.BigEndian;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What regular sockets tell of the probes that left by them. A connect is known by its number; an
 * echo by sequence number and address; a datagram by its socket, which belongs to one conversation.
 *
 * <p>What the host itself reports, having found no neighbour, is silence as far as the network is
 * concerned: nobody tells a crafted packet so.
 */
final class SocketAnswers {
  private static final int SEQUENCE = 6;

  private final Outstanding outstanding;
  private final SrListener listener;
  private final Map<Integer, List<Sent>> channels = new HashMap<>();
  private final CaptureRecord record = new CaptureRecord();
  private final IpPacket packet = new IpPacket();
  private @Nullable Ways ways;

  private record Sent(long number, Probe probe) {}

  SocketAnswers(Outstanding outstanding, SrListener listener) {
    this.outstanding = outstanding;
    this.listener = listener;
  }

  /** Says which addresses are the host's own. */
  void by(Ways own) {
    ways = own;
  }

  /** Expects an answer by a channel. */
  void expect(int channel, long number, Probe probe) {
    channels.computeIfAbsent(channel, one -> new ArrayList<>(1)).add(new Sent(number, probe));
  }

  /** A probe is waited for no longer; a connect ends. */
  void forget(Probe probe, Sockets sockets) {
    channels.forEach(
        (channel, all) -> {
          for (Sent sent : all) {
            if (sent.probe == probe) {
              sockets.forget(channel, sent.number);
            }
          }
        });
  }

  /** Whether a slot came by one of the sockets. */
  boolean isTheirs(PacketBatch in, int slot) {
    return channels.containsKey(in.channel[slot]) && in.kind[slot] != PacketBatch.TRANSMITTED;
  }

  /** Takes what a socket tells. */
  void take(PacketBatch in, int slot) throws IOException {
    IpAddress from = address(in.addressHigh[slot], in.addressLow[slot]);
    Probe probe = find(in, slot, from);
    Outcome outcome = probe == null ? null : outcome(in, slot, from);
    if (probe == null || outcome == null) {
      return;
    }
    SrListener.Status status = outstanding.answered(probe, from);
    long time = in.time[slot];
    listener.outcome(status, probe, outcome, from, time, roundTrip(probe, in, slot));
  }

  /** The host has measured its own handshake, without the time that this process takes. */
  private static long roundTrip(Probe probe, PacketBatch in, int slot) {
    boolean measured = in.kind[slot] == PacketBatch.CONNECTED && in.roundTrip[slot] > 0;
    return measured ? in.roundTrip[slot] : probe.roundTrip(in.time[slot]);
  }

  private @Nullable Outcome outcome(PacketBatch in, int slot, IpAddress from) {
    if (in.kind[slot] == PacketBatch.ERROR) {
      boolean own = ways != null && ways.owns(from) && !ways.owns(packet.destination());
      if (own || in.origin[slot] == PacketBatch.LOCAL) {
        return null;
      }
      return Outcome.ofError(packet.family(), in.errorType[slot], in.errorCode[slot]);
    }
    return switch (in.kind[slot]) {
      case PacketBatch.CONNECTED -> Outcome.OPEN;
      case PacketBatch.REFUSED -> Outcome.CLOSED;
      default -> Outcome.ANSWERED;
    };
  }

  /** The probe that a slot speaks of, of those that may be meant the first that still waits. */
  private @Nullable Probe find(PacketBatch in, int slot, IpAddress from) throws IOException {
    Probe found = null;
    for (Sent sent : channels.getOrDefault(in.channel[slot], List.of())) {
      boolean better =
          found == null
              || found.state != Probe.State.WAITING && sent.probe.state == Probe.State.WAITING;
      if (better && isMeant(sent, in, slot, from)) {
        found = sent.probe;
      }
    }
    if (found != null) {
      read(found);
    }
    return found;
  }

  private boolean isMeant(Sent sent, PacketBatch in, int slot, IpAddress from) throws IOException {
    if (in.number[slot] >= 0) {
      return in.number[slot] == sent.number;
    }
    read(sent.probe);
    boolean error = in.kind[slot] == PacketBatch.ERROR;
    IpAddress to = packet.destination();
    IpAddress other = error ? address(in.originalHigh[slot], in.originalLow[slot]) : from;
    boolean everybody = to.isMulticast() || sent.probe.isToEverybody();
    if (!other.equals(to) && !(everybody && !error)) {
      return false;
    }
    if (in.content[slot] != PacketBatch.TRANSPORT) {
      return true;
    }
    int at = packet.transport() + SEQUENCE;
    return in.length[slot] >= SEQUENCE + 2
        && BigEndian.unsignedShort(in.octets, in.start[slot] + SEQUENCE)
            == BigEndian.unsignedShort(packet.octets(), at);
  }

  private void read(Probe probe) throws IOException {
    byte[] octets = probe.octets();
    record.set(CaptureInterface.of(probe.linkType), 0, octets.length, ByteBuffer.wrap(octets));
    packet.read(record);
  }

  private static IpAddress address(long high, long low) {
    boolean mapped = high == 0 && low >>> 32 == 0xffff;
    return mapped ? IpAddress.ofIpv4((int) low) : new IpAddress(IpFamily.IPV6, high, low);
  }
}
