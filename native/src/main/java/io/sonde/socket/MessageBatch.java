// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.Cmsg;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for many messages of one call, {@link Socket#sendBatch} and {@link
 * Socket#recvBatch}, made once and used again and again by one thread at a time. To send, fill
 * {@link #data} of a slot and flip it; what lies between position and limit is sent, as often as
 * asked. After a receive, slots 0 … n − 1 hold position 0 and the octets up to the limit.
 */
public final class MessageBatch implements AutoCloseable {
  /** Messages that the kernel takes in one call. */
  static final int MOST = 1024;

  private final MessageVector out;
  private final MessageVector in;
  private MessageVector last;
  private final Block octets;
  private final ByteBuffer[] slots;
  private final @Nullable SocketAddr[] destinations;
  private final List<? extends Ancillary>[] outgoing;
  private final @Nullable List<Ancillary>[] incoming;
  private final List<Handle> entered = new ArrayList<>();
  private final int bytesEach;
  private final int ancillaryBytesEach;
  private int received;
  private int outgoingCount;
  private @Nullable Endpoint from;
  private boolean closed;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private MessageBatch(int messages, int bytesEach, int ancillaryBytesEach) {
    this.bytesEach = bytesEach;
    this.ancillaryBytesEach = ancillaryBytesEach;
    out = new MessageVector(messages, Sockaddr.STORAGE, ancillaryBytesEach);
    in = new MessageVector(messages, Sockaddr.STORAGE, ancillaryBytesEach);
    last = out;
    octets = Block.allocate(Math.max(messages * bytesEach, 1));
    slots = new ByteBuffer[messages];
    destinations = new SocketAddr[messages];
    outgoing = new List[messages];
    incoming = new @Nullable List[messages];
    for (int i = 0; i < messages; i++) {
      slots[i] = octets.bytes.slice(i * bytesEach, bytesEach);
    }
    clear();
  }

  /**
   * Memory for messages.
   *
   * @param messages slots, 1 … 65536; a call uses 1024 of them at most
   * @param bytesEach octets of data in each, 0 or more
   * @param ancillaryBytesEach octets of each control buffer, 0 or more; {@link Ancillary#space} of
   *     each element
   */
  public static MessageBatch allocate(int messages, int bytesEach, int ancillaryBytesEach) {
    if (messages < 1 || messages > 1 << 16) {
      throw new IllegalArgumentException("messages must be 1.." + (1 << 16) + ": " + messages);
    }
    if ((long) messages * bytesEach > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "messages times bytesEach must be at most "
              + Integer.MAX_VALUE
              + ": "
              + (long) messages * bytesEach);
    }
    return new MessageBatch(
        messages,
        Range.size("bytesEach", bytesEach),
        Range.size("ancillaryBytesEach", ancillaryBytesEach));
  }

  /** Slots. */
  public int capacity() {
    return slots.length;
  }

  /** The data of slot {@code i}, always the same buffer; big-endian as every new buffer. */
  public ByteBuffer data(int i) {
    return slots[checked(i)];
  }

  /**
   * Octets that the last call sent of slot {@code i}, or that the datagram received into it had:
   * more than fit when it was cut (on ping sockets, those that fit).
   */
  public int length(int i) {
    return last.length(checked(i));
  }

  /** MSG_ constants that the kernel set on receiving into slot {@code i}. */
  public int flags(int i) {
    return in.flags(checked(i)) & ~SocketH.MSG_CMSG_CLOEXEC;
  }

  /** The sender of what was received into slot {@code i}; null on streams. */
  public @Nullable SocketAddr address(int i) {
    checked(i);
    if (from == null || from.type.isStream()) {
      return null;
    }
    return AddressCodec.decode(in.bytes, in.name(i), in.nameLength(i), from.isUnix());
  }

  /**
   * The ancillary data received into slot {@code i}. Descriptors in it belong to the batch: its
   * next receive, {@link #clear} or {@link #close} closes those that are not detached.
   */
  public List<Ancillary> ancillary(int i) {
    checked(i);
    List<Ancillary> items = incoming[i];
    if (items == null) {
      items =
          i < received
              ? List.copyOf(ControlCodec.decode(in.bytes, in.control(i), in.controlLength(i)))
              : List.of();
      incoming[i] = items;
    }
    return items;
  }

  /** Where slot {@code i} is sent to; null: to the connected peer. */
  public void setAddress(int i, @Nullable SocketAddr to) {
    checked(i);
    out.hasName(i, to != null);
    out.nameLength(i, to == null ? 0 : AddressCodec.encode(to, out.bytes, out.name(i)));
    destinations[i] = to;
  }

  /**
   * What goes with slot {@code i} each time it is sent.
   *
   * @param items perhaps empty; the send refuses with an IllegalArgumentException what does not fit
   */
  public void setAncillary(int i, List<? extends Ancillary> items) {
    checked(i);
    outgoingCount += (items.isEmpty() ? 0 : 1) - (outgoing[i].isEmpty() ? 0 : 1);
    outgoing[i] = List.copyOf(items);
  }

  /** Empties every slot: room for data, no address, no ancillary data. */
  public void clear() {
    dropReceived();
    Arrays.fill(outgoing, List.of());
    outgoingCount = 0;
    for (int i = 0; i < slots.length; i++) {
      slots[i].clear();
      setAddress(i, null);
    }
  }

  /** Closes the descriptors that it owns; memory goes when no view of it can be reached. */
  @Override
  public void close() {
    dropReceived();
    closed = true;
  }

  private int checked(int i) {
    if (closed) {
      throw new IllegalStateException("the batch is closed");
    }
    if (i < 0 || i >= slots.length) {
      throw new IndexOutOfBoundsException("slot must be 0.." + (slots.length - 1) + ": " + i);
    }
    return i;
  }

  private void dropReceived() {
    for (int i = 0; i < received; i++) {
      List<Ancillary> items = incoming[i];
      if (items != null) {
        ControlCodec.close(items);
        incoming[i] = null;
      }
    }
    received = 0;
  }

  /** Messages sent, or negative as {@link Failure} reads it. */
  long send(Endpoint endpoint, int first, int count, int flags) {
    checked(0);
    if (first < 0 || count < 0 || first > slots.length - count) {
      throw new IndexOutOfBoundsException(
          "slots " + first + " and " + count + " more of " + slots.length);
    }
    int most = Math.min(count, MOST);
    last = out;
    for (int i = first; i < first + most; i++) {
      SocketAddr to = destinations[i];
      if (to != null) {
        endpoint.checkFamily(to);
      }
      out.data(
          i, octets.address + (long) i * bytesEach + slots[i].position(), slots[i].remaining());
    }
    int fd = endpoint.handle.enter();
    if (fd < 0 || most == 0) {
      if (fd >= 0) {
        endpoint.handle.leave();
      }
      return Math.min(fd, 0);
    }
    try {
      for (int i = first; i < first + most; i++) {
        out.controlLength(i, outgoingCount == 0 ? 0 : encode(endpoint, i));
      }
      return endpoint.perform(
          Call.SENDMMSG,
          fd,
          out.address(first),
          most,
          flags | Sender.FLAGS,
          0,
          0,
          endpoint.deadline(flags));
    } finally {
      ControlCodec.leave(entered);
      endpoint.handle.leave();
      Reference.reachabilityFence(this);
    }
  }

  private int encode(Endpoint endpoint, int i) {
    int space = ControlCodec.space(outgoing[i], endpoint.family);
    if (space > ancillaryBytesEach) {
      throw new IllegalArgumentException(
          "ancillary data of slot "
              + i
              + " needs "
              + space
              + " octets, there are "
              + ancillaryBytesEach);
    }
    return ControlCodec.encode(outgoing[i], endpoint.family, out.bytes, out.control(i), entered);
  }

  /** Messages received, or negative as {@link Failure} reads it. */
  long receive(Endpoint endpoint, int ownFlags, int flags) {
    checked(0);
    dropReceived();
    from = endpoint;
    last = in;
    int most = Math.min(slots.length, MOST);
    boolean local = endpoint.isUnix();
    for (int i = 0; i < most; i++) {
      in.data(i, octets.address + (long) i * bytesEach, bytesEach);
      in.hasName(i, true);
      in.nameLength(i, Sockaddr.STORAGE);
      in.controlLength(i, ancillaryBytesEach);
    }
    long result = endpoint.handle.enter();
    if (result >= 0) {
      try {
        result =
            endpoint.perform(
                Call.RECVMMSG,
                (int) result,
                in.address(0),
                most,
                flags | ownFlags | (local ? SocketH.MSG_CMSG_CLOEXEC : 0),
                0,
                0,
                endpoint.deadline(flags));
      } finally {
        endpoint.handle.leave();
        Reference.reachabilityFence(this);
      }
    }
    for (int i = 0; i < result; i++) {
      slots[i].clear().limit(endpoint.copied(in.length(i), bytesEach, flags));
      if (endpoint.type.isStream() && in.length(i) == 0) {
        result = i + 1L; // the kernel tells of the end of a stream in each further slot
      }
    }
    received = (int) Math.max(result, 0);
    if (local && ancillaryBytesEach > Cmsg.HEADER) {
      for (int i = 0; i < received; i++) {
        ancillary(i); // descriptors are open from now on, whether anybody looks or not
      }
    }
    return result;
  }
}
