// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a socket. Data arrives in native memory: a direct buffer's own, or the
 * thread's {@link Scratch}, and is copied once it is there. On sockets with boundaries the kernel
 * is asked for the whole length of a datagram (MSG_TRUNC).
 */
final class Receiver {
  /** No datagram of IPv4 or IPv6 is longer. */
  private static final int LONGEST_PACKET = 1 << 16;

  private final Endpoint endpoint;
  private final boolean stream;
  private final boolean hidesLength;
  private final boolean packets;
  private final int ownFlags;

  Receiver(Endpoint endpoint) {
    this.endpoint = endpoint;
    stream = endpoint.type.isStream();
    int family = endpoint.family.value();
    boolean datagrams = endpoint.type.equals(SocketType.DGRAM);
    packets =
        (family == SocketH.AF_INET || family == SocketH.AF_INET6)
            && (datagrams || endpoint.type.equals(SocketType.RAW));
    hidesLength =
        datagrams
            && (family == SocketH.AF_INET && endpoint.protocol == InH.IPPROTO_ICMP
                || family == SocketH.AF_INET6 && endpoint.protocol == InH.IPPROTO_ICMPV6);
    ownFlags = SocketH.MSG_DONTWAIT | (stream ? 0 : SocketH.MSG_TRUNC);
  }

  /** Flags of every receive call, besides those of the user. */
  int ownFlags() {
    return ownFlags;
  }

  /**
   * What a size asks of the kernel: no more than a packet can have, lest a large size cost memory
   * for nothing. Ping sockets know no MSG_TRUNC, so they get room for all.
   */
  int room(int size) {
    return hidesLength ? LONGEST_PACKET : packets ? Math.min(size, LONGEST_PACKET) : size;
  }

  byte[] receive(int size, int flags) throws IOException {
    return receiveFrom(size, flags, Call.RECV).data();
  }

  Socket.Received receiveFrom(int size, int flags) throws IOException {
    return receiveFrom(size, flags, Call.RECVFROM);
  }

  private Socket.Received receiveFrom(int size, int flags, Call call) throws IOException {
    Range.size("size", size);
    Scratch scratch = Scratch.own();
    Block memory = null;
    long result = endpoint.handle.enter();
    if (result >= 0) {
      try {
        int room = room((int) result, size, flags);
        memory = scratch.data(room);
        result = take((int) result, call, memory.address, room, flags, scratch);
      } finally {
        endpoint.handle.leave();
      }
    }
    if (result < 0 || memory == null) {
      throw Failure.of(call, "", result);
    }
    byte[] data = new byte[endpoint.copied(result, size, flags)];
    memory.bytes.get(0, data);
    return new Socket.Received(data, (int) result, from(call, scratch));
  }

  /** Octets, −1 at the end of the stream. */
  int receive(ByteBuffer dst, int flags) throws IOException {
    boolean room = dst.hasRemaining();
    int position = dst.position();
    long length = receiveInto(dst, flags, Call.RECV, Scratch.own());
    return length == 0 && room && isEnd() ? -1 : dst.position() - position;
  }

  Socket.ReceivedInto receiveFrom(ByteBuffer dst, int flags) throws IOException {
    Scratch scratch = Scratch.own();
    boolean room = dst.hasRemaining();
    int position = dst.position();
    long length = receiveInto(dst, flags, Call.RECVFROM, scratch);
    SocketAddr from = from(Call.RECVFROM, scratch); // before isEnd uses the memory
    int count = length == 0 && room && isEnd() ? -1 : dst.position() - position;
    return new Socket.ReceivedInto(count, (int) length, from);
  }

  /** The length of what came; the position moves behind what fitted. */
  private long receiveInto(ByteBuffer dst, int flags, Call call, Scratch scratch)
      throws IOException {
    if (dst.isReadOnly()) {
      throw new IllegalArgumentException("the buffer is read-only", new ReadOnlyBufferException());
    }
    int position = dst.position();
    int size = Math.max(dst.limit() - position, 0); // in bounds, whatever another thread does
    boolean inPlace = dst.isDirect() && !hidesLength;
    Block memory = null;
    long result = endpoint.handle.enter();
    if (result >= 0) {
      try {
        int fd = (int) result;
        if (inPlace) {
          result = take(fd, call, scratch.addressOf(dst) + position, size, flags, scratch);
        } else {
          int room = room(fd, size, flags);
          memory = scratch.data(room);
          result = take(fd, call, memory.address, room, flags, scratch);
        }
      } finally {
        endpoint.handle.leave();
      }
    }
    Reference.reachabilityFence(dst);
    if (result < 0) {
      throw Failure.of(call, "", result);
    }
    int count = endpoint.copied(result, size, flags);
    if (memory != null) {
      dst.put(position, memory.bytes, 0, count);
    }
    dst.position(position + count);
    return result;
  }

  private @Nullable SocketAddr from(Call call, Scratch scratch) {
    return call == Call.RECV || stream ? null : scratch.receivedName(endpoint.isUnix());
  }

  /** Of a stream no more than a call can bring, lest a large size cost memory for nothing. */
  private int room(int fd, int size, int flags) {
    if (!stream) {
      return room(size);
    }
    boolean all = size <= Scratch.KEPT || (flags & SocketH.MSG_WAITALL) != 0;
    return all ? size : Math.min(size, Math.max(Scratch.KEPT, queued(fd)));
  }

  /** Octets that wait; 0 when the kernel does not tell. */
  static int queued(int fd) {
    Scratch scratch = Scratch.own();
    scratch.expectName();
    scratch.name.bytes.putInt(0, 0);
    int result = Libc.ioctl(fd, FcntlH.FIONREAD, scratch.name.address);
    int count = scratch.name.bytes.getInt(0);
    Reference.reachabilityFence(scratch);
    return result < 0 ? 0 : count;
  }

  /** Whether 0 octets, received with room for more, are the end and not an empty datagram. */
  boolean isEnd() {
    if (stream) {
      return true;
    }
    if (!endpoint.type.equals(SocketType.SEQPACKET)) {
      return false;
    }
    int fd = endpoint.handle.enter();
    if (fd < 0) {
      return true;
    }
    try {
      PollSet poll = Scratch.own().poll;
      poll.put(0, fd, FcntlH.POLLRDHUP);
      return poll.await(1, 0) > 0 && queued(fd) == 0;
    } finally {
      endpoint.handle.leave();
    }
  }

  /** One receive call of data, or as many as MSG_WAITALL asks for. */
  private long take(int fd, Call call, long data, int size, int flags, Scratch scratch) {
    if (stream && size == 0) {
      return 0; // the kernel would wait for data to take nothing of
    }
    long deadline = endpoint.deadline(flags);
    if (call == Call.RECVFROM) {
      scratch.expectName();
    }
    if (collects(flags, deadline)) {
      return takeAll(fd, call, data, size, flags, deadline, scratch);
    }
    if (collects(flags & ~SocketH.MSG_PEEK, deadline)) {
      return peekAll(fd, call, data, size, flags, deadline, scratch);
    }
    return once(fd, call, data, size, flags, deadline, scratch);
  }

  /** Whether more calls have to bring what the first did not. */
  boolean collects(int flags, long deadline) {
    return stream
        && (flags & (SocketH.MSG_WAITALL | SocketH.MSG_PEEK)) == SocketH.MSG_WAITALL
        && deadline != Deadline.AT_ONCE;
  }

  private long once(
      int fd, Call call, long data, int size, int flags, long deadline, Scratch scratch) {
    return endpoint.perform(
        call,
        fd,
        data,
        size,
        flags | ownFlags,
        scratch.name.address,
        scratch.nameLengthAddress(),
        deadline);
  }

  /**
   * What is collected is never given up: an error, a time-out or an interrupt after some octets
   * returns these. An error that stands when more is waited for is left to the next call.
   */
  private long takeAll(
      int fd, Call call, long data, int size, int flags, long deadline, Scratch scratch) {
    long total = once(fd, call, data, size, flags, deadline, scratch);
    while (total > 0 && total < size) {
      int ready = endpoint.await(fd, call.events, deadline);
      if (ready < 0 || (ready & FcntlH.POLLERR) != 0) {
        break;
      }
      long more =
          once(fd, call, data + total, (int) (size - total), flags, Deadline.AT_ONCE, scratch);
      if (more <= 0 && more != -ErrnoH.EAGAIN) {
        break;
      }
      total += Math.max(more, 0);
    }
    return total;
  }

  /** Nothing tells that more has come when some is there already, so it looks again and again. */
  private long peekAll(
      int fd, Call call, long data, int size, int flags, long deadline, Scratch scratch) {
    long pause = Endpoint.FIRST_PAUSE;
    while (true) {
      long seen = once(fd, call, data, size, flags, deadline, scratch);
      if (seen <= 0 || seen >= size) {
        return seen;
      }
      int ready = endpoint.await(fd, FcntlH.POLLRDHUP, Deadline.AT_ONCE);
      if (ready != Failure.TIMED_OUT || endpoint.rest(pause, deadline) < 0) {
        return seen;
      }
      pause = Endpoint.longer(pause);
    }
  }
}
