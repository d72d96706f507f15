// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a socket. Data leaves from native memory: a direct buffer's own, or the
 * thread's {@link Scratch}. SIGPIPE is kept away from the process by MSG_NOSIGNAL on each call.
 */
final class Sender {
  /** Flags of every send call, besides those of the user. */
  static final int FLAGS = SocketH.MSG_NOSIGNAL | SocketH.MSG_DONTWAIT;

  private final Endpoint endpoint;

  Sender(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Sends once; the position moves behind what was sent.
   *
   * @param to null: the connected peer
   */
  int send(ByteBuffer src, @Nullable SocketAddr to, int flags) throws IOException {
    if (to != null) {
      endpoint.checkFamily(to);
    }
    Call call = to == null ? Call.SEND : Call.SENDTO;
    long result = endpoint.handle.enter();
    if (result >= 0) {
      try {
        result = part((int) result, call, src, to, flags, endpoint.deadline(flags));
      } finally {
        endpoint.handle.leave();
      }
    }
    if (result < 0) {
      throw Failure.of(call, to == null ? "" : to, result);
    }
    return (int) result;
  }

  /** Sends everything by one deadline; on failure the position is behind what was sent. */
  void sendAll(ByteBuffer src, int flags) throws IOException {
    int start = src.position();
    long result = endpoint.handle.enter();
    if (result >= 0) {
      int fd = (int) result;
      long deadline = endpoint.deadline(flags);
      try {
        do {
          result = part(fd, Call.SEND, src, null, flags, deadline);
        } while (result >= 0 && src.hasRemaining());
      } finally {
        endpoint.handle.leave();
      }
    }
    if (result < 0) {
      throw Failure.of(Call.SEND, "", result, src.position() - start);
    }
  }

  private long part(
      int fd, Call call, ByteBuffer src, @Nullable SocketAddr to, int flags, long deadline) {
    Scratch scratch = Scratch.own();
    long name = 0;
    int nameLength = 0;
    if (to != null) {
      nameLength = scratch.encode(to);
      name = scratch.name.address;
    }
    int position = src.position();
    int count = Math.max(src.limit() - position, 0); // in bounds, whatever another thread does
    long data;
    Block copy = null;
    if (src.isDirect()) {
      data = scratch.addressOf(src) + position;
    } else {
      // of a stream only a part may be taken anyway
      count = endpoint.type.isStream() ? Math.min(count, Scratch.KEPT) : count;
      copy = scratch.data(count);
      copy.bytes.put(0, src, position, count);
      data = copy.address;
    }
    long sent = endpoint.perform(call, fd, data, count, flags | FLAGS, name, nameLength, deadline);
    Reference.reachabilityFence(src);
    Reference.reachabilityFence(copy);
    if (sent > 0) {
      src.position(position + (int) sent);
    }
    return sent;
  }
}
