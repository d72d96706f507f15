// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.answer;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Probes under way and not long over, to be found by what answers them. */
public final class ProbeTable {
  private final Map<Conversation, List<Probe>> probes = new HashMap<>();
  private final Dissection probeSide = new Dissection();
  private boolean error;

  /**
   * Adds a probe.
   *
   * @return false if nobody answers such a packet: a fragment but the first
   */
  public boolean add(Probe probe) {
    probe.conversations = Conversation.ofProbe(layout(probe));
    for (Conversation key : probe.conversations) {
      probes.computeIfAbsent(key, one -> new ArrayList<>(1)).add(probe);
    }
    return !probe.conversations.isEmpty();
  }

  /** Forgets a probe. */
  public void remove(Probe probe) {
    for (Conversation key : probe.conversations) {
      List<Probe> list = probes.get(key);
      if (list != null && list.remove(probe) && list.isEmpty()) {
        probes.remove(key);
      }
    }
  }

  /** Whether the packet that was looked up last is an error with a quote. */
  public boolean isError() {
    return error;
  }

  /** The source of a packet. */
  public static IpAddress source(PacketLayout packet) {
    return Conversation.source(packet);
  }

  /** The probe that a packet answers, or that the error quotes which it is; null: none. */
  public @Nullable Probe find(PacketLayout packet) {
    int quote = Answering.quoted(packet);
    error = quote >= 0;
    if (error) {
      return best(Conversation.ofQuote(packet, quote), packet, quote, null);
    }
    Probe found = null;
    for (Conversation key : Conversation.ofAnswer(packet)) {
      found = best(key, packet, -1, found);
    }
    return found;
  }

  /** Of those that fit the first that still waits; else any. */
  private @Nullable Probe best(
      Conversation key, PacketLayout packet, int quote, @Nullable Probe so) {
    Probe best = so;
    for (Probe probe : probes.getOrDefault(key, List.of())) {
      boolean better =
          best == null || best.state != Probe.State.WAITING && probe.state == Probe.State.WAITING;
      if (better && fits(layout(probe), packet, quote)) {
        best = probe;
      }
    }
    return best;
  }

  private static boolean fits(PacketLayout probe, PacketLayout packet, int quote) {
    int asked = Answering.network(probe);
    int got = Answering.network(packet);
    if (asked < 0 || got < 0 || !Answering.sameTags(probe, packet)) {
      return false;
    }
    return quote >= 0
        ? Answering.isQuoteOf(packet, quote, probe, asked)
        : probe.specs[asked].answers(probe, asked, packet, got)
            && !isItself(probe, asked, packet, got);
  }

  /** Whether it is the probe that has come back: on loopback what is sent also arrives. */
  private static boolean isItself(PacketLayout probe, int asked, PacketLayout packet, int got) {
    return Arrays.equals(
        probe.octets, probe.start[asked], probe.to, packet.octets, packet.start[got], packet.to);
  }

  private PacketLayout layout(Probe probe) {
    byte[] octets = probe.asked();
    probeSide.read(octets, 0, octets.length, octets.length, probe.linkType);
    return probeSide.packet();
  }
}
