// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.answer;

import io.sonde.wire.IpAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A packet that somebody may answer. */
public final class Probe {
  /** No time is known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** What has become of a probe. */
  public enum State {
    /** Nobody has answered yet. */
    WAITING,
    /** Somebody has. */
    ANSWERED,
    /** Its time is over. */
    EXPIRED
  }

  /** Number of the packet, from 1. */
  public final long number;

  /** Link type of captures that its octets have. */
  public final int linkType;

  private final byte[] octets;
  private byte[] asked;
  private final Set<IpAddress> answered = new HashSet<>(2);

  /** Keys under which the table has it. */
  List<Conversation> conversations = List.of();

  /** What has become of it. */
  public State state = State.WAITING;

  /** How often it has been sent. */
  public int tries;

  /** When its time is over, monotonic nanoseconds; moved by each sending. */
  public long deadline;

  /** When it was handed over the last time, by the wall clock. */
  public long handedOver = UNKNOWN;

  /** When the kernel says that it left the last time. */
  public long left = UNKNOWN;

  /** A probe; the octets are kept. */
  public Probe(long number, byte[] octets, int linkType) {
    this.number = number;
    this.octets = octets;
    asked = octets;
    this.linkType = linkType;
  }

  /** Its octets. */
  public byte[] octets() {
    return octets;
  }

  /**
   * Lets anybody answer: the destination is a network's broadcast address, which only a route
   * tells.
   *
   * @param at index of the IPv4 destination
   */
  public void toEverybody(int at) {
    asked = octets.clone();
    Arrays.fill(asked, at, at + 4, (byte) 0xff);
  }

  /** Whether anybody may answer. */
  public boolean isToEverybody() {
    return asked != octets;
  }

  /** The octets that answers are compared with. */
  byte[] asked() {
    return asked;
  }

  /** Notes who answers; false if he has before. */
  public boolean answeredBy(IpAddress source) {
    return answered.add(source);
  }

  /** Nanoseconds from leaving to an arrival, by the best clock there is; or {@link #UNKNOWN}. */
  public long roundTrip(long arrival) {
    long since = left != UNKNOWN ? left : handedOver;
    return since == UNKNOWN ? UNKNOWN : Math.max(0, arrival - since);
  }
}
