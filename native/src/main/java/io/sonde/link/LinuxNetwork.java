// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import io.sonde.linux.TunH;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.Route;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of this host. A receive reads first and polls when there was nothing: the data queues
 * of all channels, then their error queues, so that a packet's transmit stamp is never behind its
 * answer. Threads that wait are to be started after it has been made, or made by the thread that
 * waits: that is who waits exactly.
 */
public final class LinuxNetwork implements Network {
  /** Nanoseconds of which a thousandth is too much. */
  private static final long LONG_WAIT = 10_000_000;

  private final SystemTime time = new SystemTime();
  final Arrivals arrivals = new Arrivals(time);
  private final List<Inlet> inlets = new ArrayList<>();
  private final int wakeUps;
  private final Block counter = Block.allocate(8);
  private final Block one = Block.allocate(8);
  private PollSet pollSet = new PollSet(1);
  private int opened;
  private boolean stamping;
  private volatile boolean awake;
  private boolean closed;

  /** Whether packets bring their own numbers for stamps, until the kernel refuses them. */
  boolean ownStampNumbers = true;

  /**
   * Opens the descriptor that {@link #wakeUp()} needs.
   *
   * @throws IOException if the process has no descriptor left (EMFILE, ENFILE)
   */
  public LinuxNetwork() throws IOException {
    wakeUps =
        Failure.check(Libc.eventfd(0, FcntlH.EFD_CLOEXEC | FcntlH.EFD_NONBLOCK), "eventfd", "");
    one.bytes.putLong(0, 1);
    Libc.prctl(TunH.PR_SET_TIMERSLACK, 1); // else each wait of this thread is 50 µs longer
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public PacketBatch batch(int slots, int octetsPerSlot) {
    return new LinuxPacketBatch(slots, octetsPerSlot);
  }

  @Override
  public Channel open(ChannelSpec spec) throws IOException {
    if (closed) {
      throw new IOException("the network is closed");
    }
    Channel channel =
        switch (spec.kind()) {
          case ICMP_DATAGRAM -> admit(DatagramIcmpChannel.open(this, opened, spec));
          case RAW, RAW_RECEIVER -> admit(RawChannel.open(this, opened, spec));
          case RAW_WITH_HEADER -> admit(RawWithHeaderChannel.open(this, opened, spec));
          case DATAGRAM -> DatagramChannel.open(this, opened, spec);
          case CONNECT -> admit(ConnectChannel.open(this, opened, spec));
          case LINK -> admit(LinkChannel.open(this, opened, spec));
        };
    opened++;
    return channel;
  }

  /** Waits for a descriptor from now on. */
  <T extends Inlet> T admit(T inlet) {
    inlets.add(inlet);
    stamping |= inlet.stamps;
    pollSet = new PollSet(inlets.size() + 1);
    return inlet;
  }

  /** A descriptor is closed. */
  void closed(Inlet inlet) {
    inlets.remove(inlet);
  }

  @Override
  public Route route(IpAddress destination, int scope, ChannelSpec spec) throws IOException {
    return RouteQuery.ask(destination, scope, spec);
  }

  @Override
  public int receive(PacketBatch in, long deadline) throws IOException {
    if (closed) {
      throw new IOException("the network is closed");
    }
    LinuxPacketBatch batch = LinuxPacketBatch.own(in);
    batch.count = 0;
    batch.cursor = 0;
    arrivals.begin();
    while (true) {
      take(batch);
      if (batch.count > 0) {
        Reference.reachabilityFence(batch);
        return batch.count;
      }
      if (awake) {
        fallAsleep();
        return 0;
      }
      long wait = -1;
      if (deadline != FOREVER) {
        wait = deadline - System.nanoTime();
        if (wait <= 0) {
          return 0;
        }
      }
      // The kernel may make a wait longer by a thousandth: a long one is cut in two.
      if (await(wait > LONG_WAIT ? wait - wait / 256 : wait)) {
        return 0;
      }
    }
  }

  private void take(LinuxPacketBatch batch) throws IOException {
    int limit = stamping ? Math.max(batch.slots / 2, 1) : batch.slots;
    for (int i = 0; i < inlets.size(); i++) {
      Inlet inlet = inlets.get(i);
      if (inlet.stampsDue() > batch.slots - limit) {
        // more stamps are due than would fit beside the answers: they come in a batch before
        inlet.readErrors(batch);
        if (batch.count > 0) {
          return;
        }
      }
    }
    for (int i = 0; i < inlets.size(); i++) {
      inlets.get(i).read(batch, limit);
    }
    for (int i = 0; i < inlets.size(); i++) {
      if (inlets.get(i).hasErrors()) {
        inlets.get(i).readErrors(batch);
      }
    }
  }

  /** Waits; whether the receive is to end because a channel has room again. */
  private boolean await(long nanos) throws IOException {
    int count = inlets.size();
    pollSet.put(0, wakeUps, FcntlH.POLLIN);
    for (int i = 0; i < count; i++) {
      Inlet inlet = inlets.get(i);
      int events = inlet.wantsRoom ? FcntlH.POLLIN | FcntlH.POLLOUT : FcntlH.POLLIN;
      pollSet.put(i + 1, inlet.fd, events);
    }
    int result = pollSet.await(count + 1, nanos);
    if (result < 0 && result != -ErrnoH.EINTR) {
      throw Failure.of(result, "ppoll", "", "");
    }
    if (result > 0 && pollSet.returned(0) != 0) {
      Libc.read(wakeUps, counter.address, 8); // the flag was set before this was written
    }
    boolean room = false;
    for (int i = 0; result > 0 && i < count; i++) {
      Inlet inlet = inlets.get(i);
      int events = pollSet.returned(i + 1);
      inlet.errorsPending |= (events & FcntlH.POLLERR) != 0;
      if (inlet.wantsRoom && (events & FcntlH.POLLOUT) != 0) {
        inlet.wantsRoom = false;
        room = true;
      }
    }
    return room;
  }

  private void fallAsleep() {
    awake = false;
    Libc.read(wakeUps, counter.address, 8);
  }

  @Override
  public void wakeUp() {
    synchronized (one) { // a number that is closed may be somebody else's by now
      if (!closed) {
        awake = true;
        Libc.write(wakeUps, one.address, 8);
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (one) {
      if (closed) {
        return;
      }
      closed = true;
    }
    IOException first = null;
    for (Inlet inlet : List.copyOf(inlets)) {
      try {
        inlet.shut();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    Libc.close(wakeUps);
    if (first != null) {
      throw first;
    }
  }
}
