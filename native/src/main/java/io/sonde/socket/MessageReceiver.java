// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.ErrqueueH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The receiving of messages with ancillary data, recvmsg(2), and of error queues. */
final class MessageReceiver {
  private static final int PACKET_TX_TIMESTAMP = 16; // linux/if_packet.h

  private final Endpoint endpoint;
  private final Receiver receiver;

  MessageReceiver(Endpoint endpoint, Receiver receiver) {
    this.endpoint = endpoint;
    this.receiver = receiver;
  }

  /** One recvmsg, or as many as MSG_WAITALL asks for, and what they brought. */
  private final class Reception {
    final List<Ancillary> ancillary = new ArrayList<>(0);
    int seen;

    private final int room;
    private final int control;
    private final int flags;
    private final long deadline;
    private final Block memory;
    private final MessageVector message;

    Reception(int room, int control, int flags) {
      this.room = room;
      this.control = control;
      // only local sockets carry descriptors, and packet sockets refuse the flag
      int own = receiver.ownFlags() | (endpoint.isUnix() ? SocketH.MSG_CMSG_CLOEXEC : 0);
      this.flags = flags | own;
      deadline = endpoint.deadline(flags);
      memory = Scratch.own().data(Math.max(room, 1));
      message = Scratch.own().message(1, control);
      message.parts(0, 1);
      message.hasName(0, true);
    }

    long run() {
      long result = endpoint.handle.enter();
      if (result < 0) {
        return result;
      }
      int fd = (int) result;
      try {
        result = once(fd, 0, deadline);
        if (receiver.collects(flags, deadline)) {
          result = collect(fd, result);
        }
        return result;
      } finally {
        endpoint.handle.leave();
      }
    }

    private long once(int fd, int offset, long until) {
      message.data(0, memory.address + offset, room - offset);
      message.nameLength(0, Sockaddr.STORAGE);
      message.controlLength(0, control);
      long result = endpoint.perform(Call.RECVMSG, fd, message.address(0), 1, flags, 0, 0, until);
      Reference.reachabilityFence(this);
      if (result >= 0) {
        seen |= message.flags(0) & ~SocketH.MSG_CMSG_CLOEXEC;
        ancillary.addAll(
            ControlCodec.decode(message.bytes, message.control(0), message.controlLength(0)));
      }
      return result;
    }

    /** As {@link Receiver} collects; a read of a local socket stops behind descriptors. */
    private long collect(int fd, long first) {
      long total = first;
      while (total > 0 && total < room) {
        int ready = endpoint.await(fd, FcntlH.POLLIN, deadline);
        if (ready < 0 || (ready & FcntlH.POLLERR) != 0) {
          break;
        }
        long more = once(fd, (int) total, Deadline.AT_ONCE);
        if (more <= 0 && more != -ErrnoH.EAGAIN) {
          break;
        }
        total += Math.max(more, 0);
      }
      return total;
    }

    byte[] data(int count) {
      byte[] data = new byte[count];
      memory.bytes.get(0, data);
      return data;
    }

    @Nullable SocketAddr from() {
      return endpoint.type.isStream()
          ? null
          : AddressCodec.decode(
              message.bytes, message.name(0), message.nameLength(0), endpoint.isUnix());
    }
  }

  Message receive(int size, int ancillarySize, int flags) throws IOException {
    Range.size("size", size);
    Range.size("ancillarySize", ancillarySize);
    Reception reception = new Reception(receiver.room(size), ancillarySize, flags);
    try {
      long result = reception.run();
      if (result < 0) {
        throw Failure.of(Call.RECVMSG, "", result);
      }
      byte[] data = reception.data(endpoint.copied(result, size, flags));
      int cut = result > data.length && !endpoint.type.isStream() ? SocketH.MSG_TRUNC : 0;
      return new Message(
          data, (int) result, reception.seen | cut, reception.from(), reception.ancillary);
    } catch (IOException | RuntimeException | Error e) {
      ControlCodec.close(reception.ancillary);
      throw e;
    }
  }

  /** The next report; families without an error queue would hand out data in its place. */
  Optional<ErrorReport> receiveError(int size) throws IOException {
    Range.size("size", size);
    int family = endpoint.family.value();
    if (family == SocketH.AF_UNIX || family == SocketH.AF_NETLINK) {
      endpoint.atOnce("recvmsg", "", fd -> 0);
      return Optional.empty();
    }
    Reception reception = new Reception(size, Scratch.CONTROL, SocketH.MSG_ERRQUEUE);
    long result = reception.run();
    if (result == -ErrnoH.EAGAIN) {
      return Optional.empty();
    }
    if (result < 0) {
      throw Failure.of(Call.RECVMSG, "", result);
    }
    byte[] payload = reception.data((int) Math.min(result, size));
    List<Ancillary> ancillary = reception.ancillary;
    ByteBuffer error = ByteBuffer.allocate(ErrqueueH.SOCK_EXTENDED_ERR);
    for (int i = 0; i < ancillary.size(); i++) {
      if (ancillary.get(i) instanceof Ancillary.Raw raw && isExtendedError(raw)) {
        error = ByteBuffer.wrap(raw.data());
        ancillary.remove(i);
        break;
      }
    }
    return Optional.of(report(error, reception.from(), payload, ancillary));
  }

  private static boolean isExtendedError(Ancillary.Raw raw) {
    boolean named =
        switch (raw.level()) {
          case InH.IPPROTO_IP -> raw.type() == InH.IP_RECVERR;
          case InH.IPPROTO_IPV6 -> raw.type() == InH.IPV6_RECVERR;
          case SocketH.SOL_PACKET -> raw.type() == PACKET_TX_TIMESTAMP;
          default -> false;
        };
    return named && raw.data().length >= ErrqueueH.SOCK_EXTENDED_ERR;
  }

  private static ErrorReport report(
      ByteBuffer error,
      @Nullable SocketAddr destination,
      byte[] payload,
      List<Ancillary> ancillary) {
    error.order(ByteOrder.nativeOrder());
    int offender = ErrqueueH.SOCK_EXTENDED_ERR;
    int octets = error.capacity() - offender;
    boolean named = octets >= 2 && error.getShort(offender) != SocketH.AF_UNSPEC;
    return new ErrorReport(
        new Errno(error.getInt(0)),
        ErrorReport.Origin.of(error.get(4) & 0xff),
        error.get(5) & 0xff,
        error.get(6) & 0xff,
        error.getInt(8),
        error.getInt(12),
        named ? AddressCodec.decode(error, offender, octets, false) : null,
        destination,
        payload,
        ancillary);
  }
}
