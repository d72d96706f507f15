// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** A channel of the simulated host: {@link Sender} and {@link Listener} of one socket. */
final class SimulatedChannel implements Channel {
  /** Octets a queued packet costs beside its own, and the least (a Linux socket buffer). */
  private static final int OVERHEAD = 512;

  private static final int LEAST_CHARGE = 768;
  private static final int DEFAULT_BUFFER = 1 << 20;

  private final SimulatedNetwork network;
  private final int index;
  private final int buffer;
  private final NetworkCapabilities capabilities;
  final Connects connects;
  private final BitSet flows = new BitSet();
  private final Sender sender;
  private final Listener listener;
  private int queued;
  private long dropped;
  private boolean closed;

  SimulatedChannel(SimulatedNetwork network, int index, ChannelSpec spec) {
    this.network = network;
    this.index = index;
    int identifier = spec.identifier() >= 0 ? spec.identifier() : network.host.takeIdentifier();
    int port = spec.kind() == ChannelSpec.Kind.DATAGRAM ? takePort(spec) : -1;
    capabilities = Imitation.of(spec, identifier, port, network.host.descriptors());
    connects = new Connects(network, index, spec.kind() == ChannelSpec.Kind.CONNECT ? 1 << 16 : 0);
    buffer = spec.receiveBufferOctets() == 0 ? DEFAULT_BUFFER : spec.receiveBufferOctets();
    sender = new Sender(network, this, spec, capabilities);
    listener = new Listener(network, this, spec, capabilities);
  }

  private int takePort(ChannelSpec spec) {
    int port = spec.identifier() > 0 ? spec.identifier() : network.host.takePort();
    flows.set(port);
    return port;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public NetworkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return sender.notHonoured(out, slot);
  }

  @Override
  public int send(PacketBatch out, int from) throws IOException {
    if (closed) {
      throw new IOException("channel " + index + " is closed");
    }
    for (int slot = from; slot < out.count; slot++) {
      long wait = network.host.takeRoom();
      if (wait > 0) {
        network.waitForRoom(wait);
        return slot;
      }
      sender.send(out, slot);
    }
    return Math.max(from, out.count);
  }

  @Override
  public void forget(long number) {
    connects.forget(number);
  }

  @Override
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    closed = true;
    connects.close();
  }

  /** Makes a source port one of this channel's. */
  void addFlow(int port) {
    flows.set(port);
  }

  boolean hasFlow(int port) {
    return flows.get(port);
  }

  /** Looks at a packet that has arrived at the host. */
  void hear(PacketView packet, Quote quote) {
    if (!closed) {
      listener.hear(packet, quote);
    }
  }

  /** Looks at a packet that has come by a link, whoever it is for. */
  void hearFrame(PacketView packet) {
    if (!closed) {
      listener.hearFrame(packet);
    }
  }

  /** Whether the receive queue has room for a packet, which is then charged; if not, it drops. */
  boolean hasRoom(int octets) {
    int charge = charge(octets);
    if (queued + charge > buffer) {
      dropped++;
      return false;
    }
    queued += charge;
    return true;
  }

  static int charge(int octets) {
    return Math.max(LEAST_CHARGE, octets + OVERHEAD);
  }

  /** Gives back what a packet was charged. */
  void taken(int charge) {
    queued -= charge;
  }
}
