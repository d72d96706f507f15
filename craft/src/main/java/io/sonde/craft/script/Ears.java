// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.wire.IpPacket;
import io.sonde.craft.wire.UnsendableException;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What came by the devices of a script and was not yet expected: the last {@link #MOST} packets. On
 * loopback the script's own packets come, too; they do not count.
 */
final class Ears {
  /** Packets that are kept; older ones are forgotten. */
  private static final int MOST = 4096;

  private static final int SLOTS = 64;

  /** The longest packet that is heard whole. */
  private static final int ROOM = 65_575;

  private static final int OWN = 1024;
  private static final int BUFFER = 4 << 20;

  private final Network network;
  private final ScriptListener listener;
  private final boolean traces;
  private final PacketBatch batch;
  private final Set<String> devices = new HashSet<>();
  private final Deque<Octets> own = new ArrayDeque<>();
  private final List<Heard> heard = new ArrayList<>();
  private long statement;
  private long forgotten;

  Ears(Network network, ScriptListener listener, boolean traces) {
    this.network = network;
    this.listener = listener;
    this.traces = traces;
    batch = network.batch(SLOTS, ROOM);
  }

  /** Hears what a device receives from now on. */
  void open(String device) throws IOException {
    if (devices.add(device)) {
      network.open(
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0)
              .device(device)
              .stamps(ChannelSpec.Stamps.RECEIVE)
              .receiveBufferOctets(BUFFER)
              .build());
    }
  }

  /** Whether it hears anything. */
  boolean isOpen() {
    return !devices.isEmpty();
  }

  /** Another statement begins. */
  void next() {
    statement++;
  }

  /** Packets that nothing has expected yet, the first to come first. */
  List<Heard> heard() {
    return heard;
  }

  /** Packets that had to make room. */
  long forgotten() {
    return forgotten;
  }

  /** Number of the statement that runs. */
  long statement() {
    return statement;
  }

  /** Notes a packet that is sent by loopback, where it will be heard. */
  void ignore(CaptureRecord sent) {
    Octets packet = comparable(sent);
    if (packet.length() > 0) {
      if (own.size() == OWN) {
        own.remove();
      }
      own.add(packet);
    }
  }

  /** The IP packet without what the kernel may have filled in; empty if there is none. */
  private static Octets comparable(CaptureRecord record) {
    IpPacket packet = new IpPacket();
    try {
      packet.read(record);
    } catch (UnsendableException e) {
      return Octets.EMPTY;
    }
    if (!packet.isIp()) {
      return Octets.EMPTY;
    }
    byte[] octets = new byte[packet.length()];
    packet.octets().get(packet.at(), octets);
    if (packet.family() == IpFamily.IPV4) {
      octets[2] = octets[3] = octets[4] = octets[5] = octets[10] = octets[11] = 0;
    }
    return Octets.of(octets);
  }

  /** Takes what comes until a deadline, or until something has come. */
  void listen(long deadline) throws IOException {
    int count = network.receive(batch, deadline);
    for (int i = 0; i < count; i++) {
      if (batch.kind[i] == PacketBatch.PACKET) {
        add(i);
      }
    }
  }

  private void add(int slot) {
    byte[] octets = new byte[batch.length[slot]];
    batch.octets.get(batch.start[slot], octets);
    int type = batch.content[slot] == PacketBatch.LINK ? LinkType.ETHERNET : LinkType.RAW;
    if (!own.isEmpty()) {
      CaptureRecord record = new CaptureRecord();
      record.set(
          CaptureInterface.of(type), batch.time[slot], octets.length, ByteBuffer.wrap(octets));
      if (own.remove(comparable(record))) {
        return;
      }
    }
    Dissection packet = new Dissection();
    packet.read(octets, 0, octets.length, octets.length, type);
    Heard one = new Heard(packet, type, batch.time[slot], statement);
    if (heard.size() == MOST) {
      heard.remove(0);
      forgotten++;
    }
    heard.add(one);
    if (traces) {
      listener.came(one);
    }
  }
}
