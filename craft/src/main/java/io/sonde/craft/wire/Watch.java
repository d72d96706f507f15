// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.LinkType;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hears what leaves by the devices of a run and holds it against what was handed over. It is what a
 * capture on the sending device would see: behind the host's own filters, in front of the driver.
 */
public final class Watch implements Departure, Closeable {
  private static final int LONGEST = 65_600;
  private static final long PATIENCE = 300_000_000;

  /** More than so many packets are not waited for; the first of them is then given up. */
  private static final int MOST = 4096;

  /** More than two packets can differ by. */
  private static final long FAR = 1L << 20;

  private final Network network;
  private final Verdicts verdicts;
  private final PacketBatch in;
  private final Map<String, Channel> ears = new HashMap<>();
  private final Deque<Expected> expected = new ArrayDeque<>();
  private final List<Heard> strangers = new ArrayList<>();
  private @Nullable Leaving last;
  private long same;
  private long different;
  private long unseen;

  /** Takes what has been found. */
  public interface Verdicts {
    /**
     * A packet left otherwise than it was handed over.
     *
     * @param number of the packet, from 1
     * @param linkType of captures that both have
     */
    void different(long number, Octets asked, Octets left, int linkType);

    /** A packet that the host took was not seen to leave. */
    void unseen(long number);
  }

  private record Expected(long number, Leaving leaving) {}

  /** What is handed over. */
  private record Leaving(Octets octets, int linkType, Heard.@Nullable Flow flow) {
    static Leaving of(IpPacket packet) {
      ByteBuffer octets = packet.octets().duplicate();
      if (packet.isFrame()) {
        return new Leaving(Octets.rest(octets), LinkType.ETHERNET, Heard.Flow.of(packet));
      }
      boolean ipv4 = packet.family() == IpFamily.IPV4;
      return new Leaving(
          Octets.rest(octets.position(packet.at())),
          ipv4 ? LinkType.IPV4 : LinkType.IPV6,
          Heard.Flow.of(packet));
    }

    /** What was heard, from where this begins. */
    Octets likewise(Heard heard) {
      return linkType == LinkType.ETHERNET ? heard.whole() : heard.bare();
    }
  }

  /**
   * A watch.
   *
   * @param network of its own, which it closes
   */
  public Watch(Network network, Verdicts verdicts) {
    this.network = network;
    this.verdicts = verdicts;
    in = network.batch(64, LONGEST);
  }

  /** Packets that left as they were handed over. */
  public long same() {
    return same;
  }

  /** Packets that left otherwise. */
  public long different() {
    return different;
  }

  /** Packets that the host took and that nobody saw leave. */
  public long unseen() {
    return unseen;
  }

  @Override
  public void of(IpPacket packet, String device) throws IOException {
    if (!ears.containsKey(device)) {
      ChannelSpec spec =
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0)
              .device(device)
              .etherType(ChannelSpec.EVERY_FRAME)
              .hearsOwn(true)
              .receiveBufferOctets(1 << 23)
              .build();
      ears.put(device, network.open(spec));
    }
    last = Leaving.of(packet);
  }

  /** The packet that was heard of last has been handed over. */
  public void handedOver(long number) throws IOException {
    if (last != null) {
      expected.add(new Expected(number, last));
      last = null;
    }
    hear(network.time().nanos());
    if (expected.size() > MOST) {
      judge(expected.remove());
    }
  }

  /** The host refused a packet that was handed over. */
  public void refused(long number) {
    expected.removeIf(one -> one.number == number);
  }

  /** Waits a moment for what is still on its way, and says what was found. */
  public void settle() throws IOException {
    long until = network.time().nanos() + PATIENCE;
    while (!expected.isEmpty() && network.time().nanos() < until) {
      hear(until);
    }
    while (!expected.isEmpty()) {
      judge(expected.remove());
    }
  }

  private void hear(long deadline) throws IOException {
    int count;
    do {
      count = network.receive(in, deadline);
      for (int i = 0; i < count; i++) {
        if (in.kind[i] == PacketBatch.PACKET && in.length[i] > 0) {
          ByteBuffer seen = in.octets.duplicate();
          seen.limit(in.start[i] + in.length[i]).position(in.start[i]);
          take(Octets.rest(seen), in.content[i] == PacketBatch.LINK);
        }
      }
    } while (count > 0 && !expected.isEmpty());
  }

  private void take(Octets octets, boolean frame) {
    Heard heard = Heard.of(octets, frame);
    for (Iterator<Expected> all = expected.iterator(); all.hasNext(); ) {
      Expected one = all.next();
      if (one.leaving.octets.equals(one.leaving.likewise(heard))) {
        all.remove();
        same++;
        return;
      }
    }
    strangers.add(heard);
    if (strangers.size() > MOST) {
      strangers.remove(0);
    }
  }

  /**
   * What is nearest to a packet of all that was heard and belongs to no other is what it became:
   * one that goes where it does, else one of which half is the same.
   */
  private void judge(Expected one) {
    Leaving leaving = one.leaving;
    int place = -1;
    long best = 0;
    for (int i = 0; i < strangers.size(); i++) {
      Heard heard = strangers.get(i);
      int alike = alike(leaving.octets, leaving.likewise(heard));
      boolean goesThere = leaving.flow != null && leaving.flow.equals(heard.flow());
      long nearness = goesThere ? alike + FAR : alike;
      if (nearness > best && (goesThere || 2 * alike >= leaving.octets.length())) {
        best = nearness;
        place = i;
      }
    }
    if (place < 0) {
      unseen++;
      verdicts.unseen(one.number);
    } else {
      different++;
      Octets became = leaving.likewise(strangers.remove(place));
      verdicts.different(one.number, leaving.octets, became, leaving.linkType);
    }
  }

  private static int alike(Octets a, Octets b) {
    int alike = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      alike += a.at(i) == b.at(i) ? 1 : 0;
    }
    return alike - Math.abs(a.length() - b.length());
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
