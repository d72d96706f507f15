// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.Refusals;
import io.sonde.probe.Moment;
import java.io.IOException;

/** Puts probes on their way, one a call so that each has its own time. */
final class Sender {
  /** What became of a probe. */
  enum Outcome {
    SENT,
    /** Nothing: the socket is full for now. */
    FULL,
    /** Longer than the host sends; {@link #mtu} says how long it may be. */
    TOO_BIG,
    /** Not sent, and {@link #words} says why. */
    REFUSED
  }

  private final Session session;
  private final ProbeTable table;
  private final Refusals refusals;
  private final Moment moment;
  private final PacketBatch out;
  private int mtu;
  private String words = "";

  Sender(Session session, ProbeTable table, Network network, Refusals refusals, int longest) {
    this.session = session;
    this.table = table;
    this.refusals = refusals;
    moment = new Moment(network.time());
    out = network.batch(1, longest);
    out.count = 1;
  }

  /**
   * Sends the next probe.
   *
   * @param place of its hop; −1: none
   */
  Outcome send(int ttl, int place) throws IOException {
    session.probe().write(out, 0, table.count(), ttl);
    out.scope[0] = session.scope();
    moment.take();
    if (session.sender().send(out, 0) == 0 || out.outcome[0] == PacketBatch.NO_BUFFERS) {
      return Outcome.FULL;
    }
    int size = session.probe().length();
    table.add(ttl, place, size, out.number[0], moment.nanos(), moment.epochNanos());
    if (out.outcome[0] == PacketBatch.SENT) {
      return Outcome.SENT;
    }
    mtu = out.detail[0];
    if (out.outcome[0] == PacketBatch.TOO_BIG) {
      words = "send: Message too long";
      return Outcome.TOO_BIG;
    }
    // a program with a connected socket is told of a missing route by connect
    String call = out.outcome[0] == PacketBatch.NO_ROUTE ? "connect: " : "send: ";
    words = call + refusals.words(out.detail[0]);
    return Outcome.REFUSED;
  }

  /** Octets that the host would have sent; 0: an error will tell. */
  int mtu() {
    return mtu;
  }

  /** The host's reason. */
  String words() {
    return words;
  }
}
