// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

/** An ICMP message that belongs to no open probe. One object for all of a run. */
public final class Stray {
  /** What kind of stranger. */
  public enum Kind {
    /** Own identifier, but a sequence never sent or forgotten. */
    UNSOLICITED,
    /** Another's identifier or cookie. */
    FOREIGN,
    /** A wrong checksum. */
    CORRUPT
  }

  /** Epoch nanoseconds of the arrival. */
  public long time;

  public Kind kind = Kind.FOREIGN;

  /** Probe whose answer it seems to be; 0: none. */
  public long sequence;

  /** Sender, two columns of a batch. */
  public long fromHigh;

  public long fromLow;

  /** Device that a link-local sender was heard on; empty: the destination's, or none. */
  public String fromZone = "";

  /** Sequence as on the wire; −1: none. */
  public int wireSequence;

  /** ICMP identifier; −1: none. */
  public int identifier;

  public int type;
  public int code;

  /** Octets of the ICMP message. */
  public int length;

  /** TTL or hop limit on arrival; −1: unknown. */
  public int timeToLive;

  /** Round trip if it was an answer with a wrong checksum; −1: none. */
  public long roundTrip;
}
