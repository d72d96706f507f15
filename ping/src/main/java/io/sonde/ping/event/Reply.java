// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.probe.PingAnswer;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

/** An answer to a probe. One object for all of a run: fields, filled anew for each. */
public final class Reply {
  /** What an answer is worth. */
  public enum Kind {
    /** The first answer to an open probe. */
    ANSWER,
    /** One more answer to an answered probe. */
    DUPLICATE,
    /** An answer to a probe that had been given up. */
    LATE
  }

  /** Epoch nanoseconds of the arrival. */
  public long time;

  public Kind kind = Kind.ANSWER;
  public long sequence;

  /** Sequence as on the wire, 0 … 65535. */
  public int wireSequence;

  /** ICMP identifier, 0 … 65535; −1: none. */
  public int identifier;

  /** Sender, two columns of a batch: see {@link io.sonde.wire.IpAddress#ofColumns}. */
  public long fromHigh;

  public long fromLow;

  /** Device that a link-local sender was heard on; empty: the destination's, or none. */
  public String fromZone = "";

  /** Whether the sender is another than the address probed (never set for groups). */
  public boolean differentAddress;

  /** By what the target has answered. */
  public PingAnswer answer = PingAnswer.ECHO;

  /** Octets of the message, transport header included; −1: it has none of its own. */
  public int length;

  /** TTL or hop limit on arrival; −1: unknown. */
  public int timeToLive;

  /** TOS or traffic class on arrival; −1: unknown. */
  public int trafficClass;

  /** Nanoseconds; −1: no round trip can be told. */
  public long roundTrip;

  public Clock clock = Clock.MONOTONIC;

  /** Whether fewer data octets came back than were sent. */
  public boolean truncated;

  /** Data octet that came back wrong, first of them; −1: none. */
  public int wrongOffset;

  public int wrongExpected;
  public int wrongActual;

  /** Data octets as they came back, only if one was wrong; else null. */
  public @Nullable Octets data;

  /** Which answer to its probe this is, from 1. */
  public int copy;

  /** IPv4 options of the answer; empty: none. */
  public Octets options = Octets.EMPTY;

  /**
   * Times of day that a timestamp request and its reply carry: originate, receive, transmit; 0 …
   * 2^32 − 1, milliseconds since midnight UT where they are standard. −1: not that kind of answer.
   */
  public long originate = -1;

  public long receive = -1;
  public long transmit = -1;

  /** Whether receive and transmit are times of day. */
  public boolean standardTimes;

  /**
   * By how much the target's clock is ahead, nanoseconds, within half a round trip and a
   * millisecond; meaningless unless the times are standard.
   */
  public long offset;

  /** Address mask, 32 bits; −1: not that kind of answer. */
  public long mask = -1;

  /** What a node information query brought; null for echo. */
  public @Nullable NodeAnswer node;
}
