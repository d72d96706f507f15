// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Probe;
import io.sonde.craft.answer.ProbeTable;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.LinkType;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What comes by the devices of a run, whoever it is addressed to, and which probe it answers. */
final class Hearing {
  private static final int LONGEST = 65_575;
  private static final int BUFFER = 1 << 22;
  private static final int MARK = 32;
  private static final int MOST_UNSTAMPED = 1 << 16;

  private final Network network;
  private final Outstanding outstanding;
  private final SrListener listener;
  private final Consumer<IpAddress> asked;
  private final SocketAnswers answers;
  private final PacketBatch in;
  private final Dissection arrived = new Dissection();
  private byte[] octets = new byte[2048];
  private final Map<Long, Probe> unstamped = new HashMap<>();
  private final Map<String, Channel> ears = new HashMap<>();
  private final Set<IpAddress> talkers = new HashSet<>();
  private boolean wide;

  /**
   * Hears nothing yet.
   *
   * @param asked is told who receives the acceptance of a connection
   */
  Hearing(
      Network network, Outstanding outstanding, SrListener listener, Consumer<IpAddress> asked) {
    this.network = network;
    this.outstanding = outstanding;
    this.listener = listener;
    this.asked = asked;
    answers = new SocketAnswers(outstanding, listener);
    in = network.batch(2 * Lane.SLOTS, LONGEST);
  }

  /** What regular sockets tell. */
  SocketAnswers answers() {
    return answers;
  }

  /** Packets that came faster than they were read. */
  long dropped() {
    long dropped = 0;
    for (Channel ear : ears.values()) {
      dropped += ear.dropped();
    }
    return dropped;
  }

  /** Begins to listen to a device. */
  void open(String device) throws IOException {
    if (!ears.containsKey(device)) {
      ChannelSpec spec =
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0)
              .device(device)
              .etherType(ChannelSpec.EVERY_FRAME)
              .stamps(ChannelSpec.Stamps.RECEIVE)
              .receiveBufferOctets(BUFFER)
              .build();
      Channel ear = network.open(spec);
      ears.put(device, ear);
      if (!wide && !talkers.isEmpty()) {
        ear.hearOnly(talkers);
      }
    }
  }

  /**
   * Listens for what may answer a packet: TCP and UDP of whom it is for, and all that is neither.
   * Where somebody else may answer, or there are too many to name, everything is listened to.
   */
  void expect(IpPacket packet, String device) throws IOException {
    open(device);
    if (wide || !packet.isIp() || packet.isPlain() && talkers.contains(packet.destination())) {
      return;
    }
    wide =
        !packet.isPlain()
            || packet.destination().isMulticast()
            || talkers.size() == Channel.MOST_TALKERS;
    talkers.add(packet.destination());
    for (Channel ear : ears.values()) {
      ear.hearOnly(wide ? Set.of() : talkers);
    }
  }

  /** Listens to everybody: a packet is for more than one. */
  void widen() throws IOException {
    wide = true;
    for (Channel ear : ears.values()) {
      ear.hearOnly(Set.of());
    }
  }

  /** Expects the time at which a probe has left. */
  void expectStamp(int channel, long number, Probe probe) {
    if (unstamped.size() > MOST_UNSTAMPED) {
      unstamped.clear(); // the host gives no stamps
    }
    unstamped.put(key(channel, number), probe);
  }

  static long key(int channel, long number) {
    return (long) channel << MARK ^ number;
  }

  /** Waits, and takes what has come. */
  void listen(long deadline) throws IOException {
    int count = network.receive(in, deadline);
    for (int i = 0; i < count; i++) {
      if (in.kind[i] == PacketBatch.TRANSMITTED) {
        Probe probe = unstamped.remove(key(in.channel[i], in.number[i]));
        if (probe != null) {
          probe.left = in.time[i];
        }
      }
    }
    for (int i = 0; i < count; i++) {
      if (answers.isTheirs(in, i)) {
        answers.take(in, i);
      } else if (in.kind[i] == PacketBatch.PACKET && in.length[i] > 0) {
        take(i);
      }
    }
  }

  private void take(int slot) throws IOException {
    int length = in.length[slot];
    if (octets.length < length) {
      octets = new byte[LONGEST];
    }
    in.octets.get(in.start[slot], octets, 0, length);
    int linkType = in.content[slot] == PacketBatch.LINK ? LinkType.ETHERNET : LinkType.RAW;
    arrived.read(octets, 0, length, length, linkType);
    PacketLayout packet = arrived.packet();
    long time = in.time[slot];
    Probe probe = outstanding.find(packet);
    if (probe != null) {
      IpAddress accepted = Answering.synAckFor(packet);
      if (accepted != null) {
        asked.accept(accepted);
      }
      SrListener.Status status = outstanding.answered(probe, ProbeTable.source(packet));
      listener.answer(status, probe, arrived, linkType, time, probe.roundTrip(time));
    } else if (outstanding.isError()) {
      listener.answer(SrListener.Status.UNMATCHED, null, arrived, linkType, time, Probe.UNKNOWN);
    }
  }
}
