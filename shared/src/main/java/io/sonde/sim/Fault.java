// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import java.util.function.IntPredicate;

/**
 * Something wrong with a server's replies. A fault changes the reply that it is given, or sends
 * further packets; several faults of one server act one after the other on the same reply, so order
 * tells whether a copy is changed too.
 */
@FunctionalInterface
public interface Fault {
  /** Acts on one reply before it leaves. */
  void apply(Reply reply);

  /** Only replies whose sequence number, 0 … 65535, is chosen. */
  static Fault only(IntPredicate sequences, Fault fault) {
    return reply -> {
      if (sequences.test(reply.sequence())) {
        fault.apply(reply);
      }
    };
  }

  /** No reply. */
  static Fault lost() {
    return Reply::discard;
  }

  /** Sends {@code copies} more of each reply, right before it. */
  static Fault duplicate(int copies) {
    return reply -> {
      for (int i = 0; i < copies; i++) {
        reply.sendCopy(0);
      }
    };
  }

  /** Sends a copy of each reply {@code nanos} after it. */
  static Fault lateCopy(long nanos) {
    return reply -> reply.sendCopy(nanos);
  }

  /** Sends each reply {@code nanos} later. */
  static Fault late(long nanos) {
    return reply -> reply.delay(nanos);
  }

  /** Before each reply sends one whose sequence number is {@code distance} further. */
  static Fault unsolicited(int distance) {
    return reply -> {
      int sequence = reply.sequence();
      reply.sequence(sequence + distance);
      reply.sendCopy(0);
      reply.sequence(sequence);
    };
  }

  /** Adds to the identifier. */
  static Fault wrongIdentifier(int distance) {
    return reply -> reply.identifier(reply.identifier() + distance);
  }

  /** Flips all bits of the first {@code octets} octets of data. */
  static Fault wrongCookie(int octets) {
    return reply -> {
      for (int i = 0; i < octets; i++) {
        reply.data(i, ~reply.data(i));
      }
    };
  }

  /** Sets one octet of data, if the reply has it. */
  static Fault wrongOctet(int index, int value) {
    return reply -> reply.data(index, value);
  }

  /** Cuts the message to {@code octets}, the 8 of its header among them. */
  static Fault truncated(int octets) {
    return reply -> reply.cut(octets);
  }

  /** Answers from another address. */
  static Fault source(IpAddress address) {
    return reply -> reply.source(address);
  }

  /** Makes the message's checksum wrong. */
  static Fault badChecksum() {
    return Reply::spoilChecksum;
  }
}
