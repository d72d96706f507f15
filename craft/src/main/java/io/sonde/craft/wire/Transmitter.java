// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.LinkType;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands packets to the host in the order in which they are added, several at a time. What finds the
 * host's queues full is offered again for a second; what a socket has no room for waits until there
 * is some.
 */
public final class Transmitter {
  private static final long SHORTEST_PAUSE = 20_000;
  private static final long LONGEST_PAUSE = 1_000_000;
  private static final long PATIENCE = 1_000_000_000L;

  private final Network network;
  private long handedOver = Long.MIN_VALUE;
  private final Ways.Waiting waiting;
  private final Receipt receipt;
  private final ChannelSpec.Stamps stamps;
  private final boolean pastQueues;
  private final int slots;
  private final Counts counts = new Counts();
  private final @Nullable Lane[] raw = new @Nullable Lane[2];
  private final Map<String, Lane> frames = new HashMap<>();
  private @Nullable Lane filling;

  /** Is told what became of each packet. */
  @FunctionalInterface
  public interface Receipt {
    /** Nobody wants to know. */
    Receipt NONE = (tag, channel, number, outcome, detail) -> {};

    /**
     * A packet was accepted or refused for good.
     *
     * @param tag number that it was added with
     * @param channel index of the channel
     * @param number that the channel gave it, see {@link PacketBatch#number}
     * @param outcome as {@link PacketBatch#outcome}
     * @param detail as {@link PacketBatch#detail}
     */
    void handled(long tag, int channel, long number, int outcome, int detail);
  }

  /**
   * A transmitter without channels; they are opened when a packet needs them.
   *
   * @param stamps departure times, where they are wanted
   * @param pastQueues whether only the number of packets counts: they are handed over by the
   *     hundreds, and frames go straight to the device, past traffic control
   */
  public Transmitter(
      Network network,
      Ways.Waiting waiting,
      ChannelSpec.Stamps stamps,
      boolean pastQueues,
      Receipt receipt) {
    this.pastQueues = pastQueues;
    slots = pastQueues ? Lane.MANY : Lane.SLOTS;
    this.network = network;
    this.waiting = waiting;
    this.stamps = stamps;
    this.receipt = receipt;
  }

  /** What became of the packets so far. */
  public Counts counts() {
    return counts;
  }

  /**
   * Opens the channel for IP packets of a family before the first needs it.
   *
   * @param device that they are bound to; empty: none
   * @throws io.sonde.net.NotPermittedException without the privilege
   */
  public void open(IpFamily family, String device) throws IOException {
    raw(family, device);
  }

  private Lane raw(IpFamily family, String device) throws IOException {
    int index = family == IpFamily.IPV4 ? 0 : 1;
    Lane lane = raw[index];
    if (lane == null) {
      ChannelSpec spec =
          ChannelSpec.builder(ChannelSpec.Kind.RAW_WITH_HEADER, family, 0)
              .device(device)
              .broadcast(true)
              .stamps(stamps)
              .build();
      lane = new Lane(network, network.open(spec), LinkType.RAW_IP, slots);
      raw[index] = lane;
    }
    return lane;
  }

  private Lane frames(String device, LinkType type) throws IOException {
    Lane lane = frames.get(device);
    if (lane == null) {
      ChannelSpec spec =
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0)
              .device(device)
              .etherType(0)
              .pastQueues(pastQueues)
              .stamps(stamps)
              .build();
      lane = new Lane(network, network.open(spec), type, slots);
      frames.put(device, lane);
    }
    return lane;
  }

  /** Adds an IP packet for a raw socket. */
  public void addRaw(IpPacket packet, String device, int scope, long tag) throws IOException {
    Lane lane = ready(raw(packet.family(), device), packet.length());
    lane.add(packet.octets(), packet.at(), packet.length(), scope, tag);
  }

  /** Adds an IP packet with the link header that its way needs. */
  public void addFramed(IpPacket packet, Way way, long nextHop, long tag) throws IOException {
    Lane lane = ready(frames(way.device(), way.linkType()), packet.length());
    boolean ipv4 = packet.family() == IpFamily.IPV4;
    lane.addIp(packet.octets(), packet.at(), packet.length(), nextHop, way.hardware(), ipv4, tag);
  }

  /** Adds an IP packet for a channel of somebody else's. */
  void add(Lane lane, IpPacket packet, int scope, long tag) throws IOException {
    ready(lane, packet.length()).add(packet.octets(), packet.at(), packet.length(), scope, tag);
  }

  /** Adds a whole frame. */
  public void addFrame(IpPacket frame, String device, LinkType type, long tag) throws IOException {
    Lane lane = ready(frames(device, type), frame.whole());
    lane.add(frame.octets(), frame.start(), frame.whole(), 0, tag);
  }

  /**
   * Adds the last packet once more, at next to no cost; only where it and all before it that wait
   * have the same octets.
   *
   * @return false if that packet has to be added anew
   */
  public boolean repeat(long tag) {
    if (filling == null || !filling.canRepeat()) {
      return false;
    }
    filling.repeat(tag);
    return true;
  }

  /** The lane with room for a packet, all others being empty, so that the order is kept. */
  private Lane ready(Lane lane, int octets) throws IOException {
    if (filling != lane || lane.isFull() || !lane.fits(octets)) {
      flush();
      filling = lane;
    }
    if (!lane.fits(octets)) {
      lane.widen(octets);
    }
    return lane;
  }

  /** Notes a packet that could not even be added. */
  public void refuse(long tag, int outcome) {
    counts.add(outcome, 0);
    receipt.handled(tag, -1, -1, outcome, 0);
  }

  /** Packets that wait to be handed over. */
  public int waiting() {
    return filling == null ? 0 : filling.batch().count;
  }

  /** Whether another packet can wait, without those before it being handed over. */
  boolean hasRoom() {
    return waiting() < slots;
  }

  /** Makes ready what the first packet needs to be handed over at once; it waits further on. */
  void rehearse() throws IOException {
    if (filling != null) {
      filling.channel().send(filling.batch(), filling.batch().count);
    }
  }

  /** When packets were last handed over, on the network's clock; the least value: never. */
  long handedOver() {
    return handedOver;
  }

  /** Forgets what waits. */
  void discard() {
    if (filling != null) {
      filling.clear();
    }
  }

  /** Hands over what waits; comes back when all of it has been accepted or refused. */
  public void flush() throws IOException {
    Lane lane = filling;
    if (lane == null || lane.isEmpty()) {
      return;
    }
    handOver(lane);
    int refused = settle(lane, false);
    long pause = SHORTEST_PAUSE;
    for (long since = network.time().nanos(); refused > 0; pause = longer(pause)) {
      lane.keepRefusedForWantOfRoom();
      counts.retried(refused);
      pause(network.time().nanos() + pause);
      handOver(lane);
      refused = settle(lane, network.time().nanos() - since >= PATIENCE);
    }
    lane.clear();
  }

  private static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** Waits, whatever arrives meanwhile. */
  private void pause(long until) throws IOException {
    while (network.time().nanos() - until < 0) {
      waiting.until(until);
    }
  }

  private void handOver(Lane lane) throws IOException {
    Channel channel = lane.channel();
    PacketBatch batch = lane.batch();
    handedOver = network.time().nanos();
    int from = channel.send(batch, 0);
    while (from < batch.count) {
      waiting.until(network.time().nanos() + PATIENCE);
      from = channel.send(batch, from);
    }
  }

  /** Notes what became of a batch; returns how many packets found the queues full. */
  private int settle(Lane lane, boolean last) {
    PacketBatch batch = lane.batch();
    int refused = 0;
    for (int i = 0; i < batch.count; i++) {
      int outcome = batch.outcome[i];
      if (outcome == PacketBatch.NO_BUFFERS && !last) {
        refused++;
      } else {
        counts.add(outcome, batch.length[i]);
        receipt.handled(
            lane.tags[i], lane.channel().index(), batch.number[i], outcome, batch.detail[i]);
      }
    }
    return refused;
  }
}
