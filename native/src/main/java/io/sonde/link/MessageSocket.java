// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Cmsg;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.ErrqueueH;
import io.sonde.linux.Libc;
import io.sonde.linux.MessageVector;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.ChannelSpec;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * One socket of messages: batches out by sendmmsg(2), batches in by recvmmsg(2), errors and
 * transmit stamps from its error queue. Subclasses say how a slot becomes a message and what
 * arrives.
 */
abstract class MessageSocket extends Inlet {
  /** Words of SO_MEMINFO, linux/sock_diag.h. */
  private static final int MEMINFO_SEND_QUEUE = 2;

  private static final int MEMINFO_SEND_BUFFER = 3;
  private static final int MEMINFO_DROPS = 8;
  private static final int MEMINFO_LENGTH = 60;

  /** An asynchronous error hides the outcome of a send; so often it is tried again. */
  private static final int RETRIES = 2;

  private static final int LONGEST_IPV4 = 65_535;

  final boolean ipv4;
  final boolean sampled;
  final StampNumbers stampNumbers;
  final Refusals refusals = new Refusals();
  final SocketOptions options = new SocketOptions();

  /** Whether a packet brings its own number for its stamp; else the kernel counts. */
  boolean ownStampNumbers;

  private final SendNumbers numbers;
  private final Block meminfo = Block.allocate(MEMINFO_LENGTH + 4);
  private boolean adopted;
  private boolean rehearsed;
  private boolean closed;
  private long dropped;
  private int droppedWord;

  /** The only socket of its channel. */
  MessageSocket(LinuxNetwork network, int channel, ChannelSpec spec, int fd) {
    this(network, channel, spec, fd, new SendNumbers());
  }

  /** One of the sockets of a channel, which count their packets together. */
  MessageSocket(LinuxNetwork network, int channel, ChannelSpec spec, int fd, SendNumbers numbers) {
    super(network, channel, spec, fd);
    this.numbers = numbers;
    ipv4 = spec.family() == IpFamily.IPV4;
    sampled = spec.stamps() == ChannelSpec.Stamps.SAMPLED;
    stampNumbers = new StampNumbers();
    ownStampNumbers = network.ownStampNumbers;
  }

  /**
   * Makes message {@code m} of a slot.
   *
   * @return {@link PacketBatch#SENT}, or the outcome that refuses it
   */
  abstract int prepare(LinuxPacketBatch batch, int slot, MessageVector vector, int m);

  /** Sets the socket's defaults from the first packet. */
  abstract void adopt(LinuxPacketBatch batch, int slot);

  /**
   * Hands over slots {@code from} … {@code to - 1}.
   *
   * @return the first not handled
   */
  final int send(LinuxPacketBatch batch, int from, int to) throws IOException {
    if (closed) {
      throw new IOException("the channel is closed");
    }
    if (from >= to) {
      rehearse(batch, to);
      return to;
    }
    if (!adopted) {
      adopted = true;
      adopt(batch, from);
    }
    MessageVector vector = batch.out();
    int messages = prepareAll(batch, vector, from, to);
    int done = transmit(batch, vector, messages);
    Reference.reachabilityFence(batch);
    return done == messages ? to : batch.slotOf[done];
  }

  /** Does once what is slow the first time: makes the vectors, binds the call. */
  private void rehearse(LinuxPacketBatch batch, int to) {
    if (!rehearsed) {
      rehearsed = true;
      MessageVector vector = batch.out();
      prepareAll(batch, vector, 0, to);
      Libc.sendmmsg(fd, vector.address(0), 0, SocketH.MSG_DONTWAIT | SocketH.MSG_NOSIGNAL);
      Reference.reachabilityFence(batch);
    }
  }

  private int prepareAll(LinuxPacketBatch batch, MessageVector vector, int from, int to) {
    int messages = 0;
    long id = stampNumbers.next();
    for (int i = from; i < to; i++) {
      batch.stampOf[messages] = stamps && (!sampled || batch.stamp[i]) ? id : -1;
      int outcome = prepare(batch, i, vector, messages);
      batch.detail[i] = 0;
      if (outcome == PacketBatch.SENT) {
        id += batch.stampOf[messages] >= 0 ? 1 : 0;
        batch.slotOf[messages++] = i;
      } else {
        batch.outcome[i] = outcome;
        batch.number[i] = -1;
      }
    }
    return messages;
  }

  /** Adds what message {@code m} asks of its stamp to its ancillary data. */
  final int stampRequest(LinuxPacketBatch batch, int m, MessageVector v, int end) {
    int behind = end;
    if (batch.stampOf[m] >= 0 && sampled) {
      behind =
          Cmsg.putInt(
              v.bytes,
              behind,
              SocketH.SOL_SOCKET,
              SocketH.SO_TIMESTAMPING,
              ErrqueueH.SOF_TIMESTAMPING_TX_SOFTWARE);
    }
    if (batch.stampOf[m] >= 0 && ownStampNumbers) {
      behind =
          Cmsg.putInt(
              v.bytes, behind, SocketH.SOL_SOCKET, SocketH.SCM_TS_OPT_ID, (int) batch.stampOf[m]);
    }
    return behind;
  }

  /** Hands over all messages and returns the first not handled. */
  private int transmit(LinuxPacketBatch batch, MessageVector vector, int messages)
      throws IOException {
    int done = 0;
    int tries = 0;
    while (done < messages) {
      int result =
          Libc.sendmmsg(
              fd,
              vector.address(done),
              messages - done,
              SocketH.MSG_DONTWAIT | SocketH.MSG_NOSIGNAL);
      if (result >= 0) {
        for (int end = done + result; done < end; done++) {
          accept(batch, done);
        }
        tries = 0;
      } else if (result == -ErrnoH.EAGAIN || result == -ErrnoH.ENOBUFS && isFull()) {
        wantsRoom = true;
        return done;
      } else if (isAboutEarlier(-result) && tries < RETRIES) {
        errorsPending = true;
        tries++;
      } else if (result == -ErrnoH.EINVAL && batch.stampOf[done] >= 0 && letsKernelCount()) {
        for (int m = done; m < messages; m++) {
          prepare(batch, batch.slotOf[m], vector, m);
        }
      } else if (result != -ErrnoH.EINTR) {
        refuse(batch, done, -result);
        done++;
        tries = 0;
      }
    }
    return done;
  }

  /** Whether EINVAL may come of a kernel older than numbers that packets bring. */
  private boolean letsKernelCount() {
    boolean untried = ownStampNumbers && stampNumbers.next() == 0;
    ownStampNumbers &= !untried;
    return untried;
  }

  private void accept(LinuxPacketBatch batch, int m) {
    int slot = batch.slotOf[m];
    batch.outcome[slot] = PacketBatch.SENT;
    long number = numbers.take();
    batch.number[slot] = number;
    if (batch.stampOf[m] >= 0) {
      stampNumbers.handled(ownStampNumbers ? batch.stampOf[m] : stampNumbers.next(), number);
    }
  }

  private void refuse(LinuxPacketBatch batch, int m, int errno) throws IOException {
    int slot = batch.slotOf[m];
    if (batch.stampOf[m] >= 0 && ownStampNumbers) {
      stampNumbers.handled(batch.stampOf[m], -1);
    }
    batch.number[slot] = -1;
    batch.detail[slot] = errno == ErrnoH.EMSGSIZE ? 0 : errno;
    switch (errno) {
      case ErrnoH.EMSGSIZE -> {
        batch.outcome[slot] = PacketBatch.TOO_BIG;
        int limit = knownLimit(batch, slot);
        batch.detail[slot] = limit;
        if (limit == 0) {
          refusals.add(destinationHigh(batch, slot), destinationLow(batch, slot));
          errorsPending = true;
        }
      }
      case ErrnoH.ENODEV, ErrnoH.ENXIO, ErrnoH.EBADF ->
          throw Failure.of(
              -errno, "sendmmsg", spec.device().isEmpty() ? "" : "by " + spec.device(), "");
      default -> {
        int outcome = Failure.outcome(errno);
        batch.outcome[slot] = outcome;
        if (outcome == PacketBatch.NOT_PERMITTED || outcome == PacketBatch.NO_BUFFERS) {
          diedBelow();
        }
      }
    }
  }

  /** What a packet that was too big must not exceed; 0: an error in the queue will tell. */
  int knownLimit(LinuxPacketBatch batch, int slot) {
    return ipv4 && batch.length[slot] > LONGEST_IPV4 ? LONGEST_IPV4 : 0; // there is no route yet
  }

  /** A packet that dies below the socket has used up a number of the kernel's, or two. */
  private void diedBelow() {
    if (stamps && !ownStampNumbers) {
      stampNumbers.lose();
    }
  }

  /** Whether the slot names an address to route towards, other than its header's destination. */
  static boolean hasRoute(PacketBatch batch, int slot) {
    return (batch.addressHigh[slot] | batch.addressLow[slot]) != 0;
  }

  /** Where the packet is routed to, octets 0 … 7. */
  final long destinationHigh(LinuxPacketBatch batch, int slot) {
    if (hasRoute(batch, slot)) {
      return batch.addressHigh[slot];
    }
    return ipv4 ? 0 : batch.octets.getLong(batch.start[slot] + 24);
  }

  /** Where the packet is routed to, octets 8 … 15. */
  final long destinationLow(LinuxPacketBatch batch, int slot) {
    if (hasRoute(batch, slot)) {
      return batch.addressLow[slot];
    }
    return ipv4
        ? 0xffffL << 32 | Integer.toUnsignedLong(batch.octets.getInt(batch.start[slot] + 16))
        : batch.octets.getLong(batch.start[slot] + 32);
  }

  @Override
  final void read(LinuxPacketBatch in, int limit) throws IOException {
    MessageVector vector = in.in();
    while (in.cursor < limit) {
      int room = limit - in.cursor;
      int result = Libc.recvmmsg(fd, vector.address(in.cursor), room, SocketH.MSG_DONTWAIT);
      if (result < 0) {
        if (result == -ErrnoH.EAGAIN) {
          return;
        }
        unlessPending(result);
        continue;
      }
      for (int i = 0; i < result; i++) {
        network.arrivals.packet(this, in, in.cursor++);
      }
      if (result < room) {
        return;
      }
    }
  }

  @Override
  final void readErrors(LinuxPacketBatch in) throws IOException {
    while (in.cursor < in.slots) {
      int room = in.slots - in.cursor;
      if (takeErrors(fd, in, room) < room) {
        errorsPending = false;
        return;
      }
    }
  }

  @Override
  final boolean hasErrors() {
    return errorsPending || stampNumbers.outstanding() > 0;
  }

  @Override
  final long stampsDue() {
    return stampNumbers.outstanding();
  }

  @Override
  final long stamped(int id) {
    return stampNumbers.numberOf(id);
  }

  @Override
  final boolean awaitsTooBig(long destinationHigh, long destinationLow) {
    return refusals.take(destinationHigh, destinationLow);
  }

  final boolean isOpen() {
    return !closed;
  }

  /** Packets that overflowed the receive queue so far. */
  long overflowed() {
    if (!closed && memory()) {
      int word = meminfo.bytes.getInt(4 * MEMINFO_DROPS);
      dropped += word - droppedWord & 0xffffffffL;
      droppedWord = word;
    }
    return dropped;
  }

  /**
   * Whether ENOBUFS is the socket's own: a raw socket whose send buffer is full says so instead of
   * EAGAIN (sending as UDP does needs room for a header, which a raw socket has not).
   */
  private boolean isFull() {
    return memory()
        && Integer.compareUnsigned(
                meminfo.bytes.getInt(4 * MEMINFO_SEND_QUEUE),
                meminfo.bytes.getInt(4 * MEMINFO_SEND_BUFFER))
            >= 0;
  }

  private boolean memory() {
    meminfo.bytes.putInt(MEMINFO_LENGTH, 4 * (MEMINFO_DROPS + 1));
    int result =
        Libc.getsockopt(
            fd,
            SocketH.SOL_SOCKET,
            SocketH.SO_MEMINFO,
            meminfo.address,
            meminfo.address + MEMINFO_LENGTH);
    return result == 0;
  }

  @Override
  final void shut() throws IOException {
    if (!closed) {
      closed = true;
      network.closed(this);
      Failure.check(Libc.close(fd), "close", "");
    }
  }
}
