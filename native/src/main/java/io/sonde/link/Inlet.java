// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.ErrnoH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.net.ChannelSpec;
import io.sonde.net.PacketBatch;
import java.io.IOException;

/**
 * A descriptor that a receive reads and waits for, on behalf of one channel; a channel may have
 * several. What its packets, errors and stamps mean is the subclass's to say.
 */
abstract class Inlet {
  final LinuxNetwork network;

  /** Index of the channel. */
  final int channel;

  final ChannelSpec spec;
  final int fd;

  /** Whether transmit stamps are asked for. */
  final boolean stamps;

  /** The error queue may hold something. */
  boolean errorsPending;

  /** A send met a full socket; cleared when poll has found room. */
  boolean wantsRoom;

  Inlet(LinuxNetwork network, int channel, ChannelSpec spec, int fd) {
    this.network = network;
    this.channel = channel;
    this.spec = spec;
    this.fd = fd;
    stamps =
        switch (spec.stamps()) {
          case NONE, RECEIVE -> false;
          case SAMPLED, BOTH, HARDWARE -> true;
        };
  }

  /** Takes what has arrived until nothing is left or memory slot {@code limit} is reached. */
  abstract void read(LinuxPacketBatch in, int limit) throws IOException;

  /** Takes errors and stamps until the error queue is empty or the batch is full. */
  abstract void readErrors(LinuxPacketBatch in) throws IOException;

  /** Closes the descriptor and takes it from the network. */
  abstract void shut() throws IOException;

  /** Whether a look into the error queue is due. */
  boolean hasErrors() {
    return errorsPending;
  }

  /** Transmit stamps that have not come. */
  long stampsDue() {
    return 0;
  }

  /** Number of the packet that a stamp with these 32 bits speaks of; −1: of none. */
  long stamped(int id) {
    return -1;
  }

  /** Whether a local error about a packet that was too big for this destination is to be told. */
  boolean awaitsTooBig(long destinationHigh, long destinationLow) {
    return false;
  }

  /** Whether ICMP errors in the error queue are this channel's to report. */
  boolean reportsNetworkErrors() {
    return true;
  }

  /** What a quote in the error queue begins with: {@link PacketBatch#TRANSPORT} …. */
  int quoteContent() {
    return PacketBatch.TRANSPORT;
  }

  /** Fills the columns that depend on the socket, of a packet in memory slot {@code memory}. */
  void arrived(LinuxPacketBatch in, int slot, int memory, int octets) {}

  /** Fills the columns that depend on the socket, of an error. */
  void failed(LinuxPacketBatch in, int slot) {}

  /**
   * Takes what one call finds in the error queue of a descriptor.
   *
   * @return messages taken, shown or not; 0 if there was none
   */
  final int takeErrors(int socket, LinuxPacketBatch in, int room) throws IOException {
    int result;
    do {
      result =
          Libc.recvmmsg(
              socket,
              in.in().address(in.cursor),
              room,
              SocketH.MSG_DONTWAIT | SocketH.MSG_ERRQUEUE);
      if (result == -ErrnoH.EAGAIN) {
        return 0;
      }
      if (result < 0) {
        unlessPending(result);
      }
    } while (result < 0);
    int before = in.count;
    int first = in.cursor;
    for (int i = 0; i < result; i++) {
      network.arrivals.error(this, in, in.cursor++);
    }
    if (in.count == before) {
      in.cursor = first; // nothing of it was for the engine
    }
    return result;
  }

  /** Goes on after a signal and after errors of earlier packets. */
  final void unlessPending(int result) throws IOException {
    if (isAboutEarlier(-result)) {
      errorsPending = true;
    } else if (result != -ErrnoH.EINTR) {
      throw Failure.of(result, "recvmmsg", spec.device(), "");
    }
  }

  /** Errors that the kernel may report of an earlier packet: icmp_err_convert and its IPv6 twin. */
  boolean isAboutEarlier(int errno) {
    return switch (errno) {
      case ErrnoH.ENETUNREACH,
          ErrnoH.EHOSTUNREACH,
          ErrnoH.ENOPROTOOPT,
          ErrnoH.ECONNREFUSED,
          ErrnoH.EMSGSIZE,
          ErrnoH.EOPNOTSUPP,
          ErrnoH.EHOSTDOWN,
          ErrnoH.ENONET,
          ErrnoH.EACCES,
          ErrnoH.EPROTO,
          ErrnoH.EREMOTEIO ->
          true;
      default -> false;
    };
  }
}
