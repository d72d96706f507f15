// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.MessageVector;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sending of messages of several parts with ancillary data, sendmsg(2). */
final class MessageSender {
  private static final int MOST_PARTS = 1025; // one more than the kernel takes, for its EMSGSIZE

  private final Endpoint endpoint;

  MessageSender(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  int send(
      List<ByteBuffer> parts,
      List<? extends Ancillary> ancillary,
      @Nullable SocketAddr to,
      int flags)
      throws IOException {
    if (to != null) {
      endpoint.checkFamily(to);
    }
    boolean bare = parts.stream().noneMatch(ByteBuffer::hasRemaining);
    if (bare && endpoint.type.isStream() && ControlCodec.hasRights(ancillary)) {
      throw new IllegalArgumentException("descriptors need an octet to travel with on a stream");
    }
    Scratch scratch = Scratch.own();
    int count = Math.min(parts.size(), MOST_PARTS);
    int control = ControlCodec.space(ancillary, endpoint.family);
    MessageVector message = scratch.message(count, control);
    Block copies = scratch.data(copiedOctets(parts, count));
    gather(parts, count, message, copies, scratch);
    if (to == null) {
      message.hasName(0, false);
    } else {
      message.hasName(0, true);
      message.nameLength(0, AddressCodec.encode(to, message.bytes, message.name(0)));
    }
    List<Handle> entered = new ArrayList<>(0);
    long result = endpoint.handle.enter();
    if (result >= 0) {
      try {
        int octets =
            ControlCodec.encode(
                ancillary, endpoint.family, message.bytes, message.control(0), entered);
        message.controlLength(0, octets);
        result =
            endpoint.perform(
                Call.SENDMSG,
                (int) result,
                message.address(0),
                1,
                flags | Sender.FLAGS,
                0,
                0,
                endpoint.deadline(flags));
      } finally {
        ControlCodec.leave(entered);
        endpoint.handle.leave();
      }
    }
    Reference.reachabilityFence(copies);
    Reference.reachabilityFence(message);
    Reference.reachabilityFence(parts);
    if (result < 0) {
      throw Failure.of(Call.SENDMSG, to == null ? "" : to, result);
    }
    advance(parts, result);
    return (int) result;
  }

  /** Of a stream, no more is copied than a call is likely to take. */
  private int copiedOctets(List<ByteBuffer> parts, int count) {
    long octets = 0;
    for (int i = 0; i < count; i++) {
      octets += parts.get(i).isDirect() ? 0 : parts.get(i).remaining();
    }
    long most = endpoint.type.isStream() ? Scratch.KEPT : Integer.MAX_VALUE;
    return (int) Math.min(octets, most);
  }

  private static void gather(
      List<ByteBuffer> parts, int count, MessageVector message, Block copies, Scratch scratch) {
    int used = 0;
    int written = 0;
    boolean full = false;
    for (; written < count && !full; written++) {
      ByteBuffer part = parts.get(written);
      int position = part.position();
      int octets = Math.max(part.limit() - position, 0); // in bounds, whatever a thread does
      if (part.isDirect()) {
        message.part(0, written, scratch.addressOf(part) + position, octets);
      } else {
        int fitting = Math.min(octets, copies.bytes.capacity() - used);
        copies.bytes.put(used, part, position, fitting);
        message.part(0, written, copies.address + used, fitting);
        used += fitting;
        full = fitting < octets; // what follows would leave a hole
      }
    }
    message.parts(0, written);
  }

  private static void advance(List<ByteBuffer> parts, long sent) {
    long left = sent;
    for (ByteBuffer part : parts) {
      int taken = (int) Math.min(left, part.remaining());
      part.position(part.position() + taken);
      left -= taken;
    }
  }
}
