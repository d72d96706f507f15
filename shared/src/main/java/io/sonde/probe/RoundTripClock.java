// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.PacketBatch;

/**
 * Decides which two clock readings make a round trip. Kernel stamps are nearest to the wire, but
 * they are wall clock, which may step or lie; so each is believed only as far as the process's own
 * readings around it allow. The departure stamp must lie between the send and the arrival stamp,
 * the arrival stamp before the read, and the wall clock must have gone as far as the monotonic
 * clock.
 */
public final class RoundTripClock {
  private static final long SLACK_NANOS = 1_000_000;

  /** How a round trip was taken. */
  public enum Clock {
    /** Kernel stamps at both ends. */
    KERNEL,
    /** Kernel stamp of the arrival only. */
    KERNEL_RX,
    /** The process's monotonic clock at both ends. */
    MONOTONIC,
    /** Stamps of the device at both ends. */
    HARDWARE
  }

  private final Moment read;
  private final Stamps stamps;
  private final boolean group;
  private long roundTrip;
  private Clock clock = Clock.MONOTONIC;
  private boolean disbelieved;

  /**
   * @param read when the batch was read that is being judged
   * @param stamps what the channel was asked for; none: always user space to user space
   * @param group whether the host itself may be among those that answer
   */
  public RoundTripClock(Moment read, Stamps stamps, boolean group) {
    this.group = group;
    this.read = read;
    this.stamps = stamps;
  }

  /**
   * Takes the round trip of a probe whose answer is in a slot.
   *
   * @param sent monotonic time of the send
   * @param sentEpoch wall clock of the send
   * @param stamp of the departure; 0: none
   * @param shared whether its send carried others too, so that the times are not its own
   */
  public void take(
      long sent, long sentEpoch, long stamp, boolean shared, PacketBatch in, int slot) {
    long elapsed = read.nanos() - sent;
    boolean wanted = stamps != Stamps.NONE;
    boolean stamped = wanted && in.clock[slot] != PacketBatch.NONE;
    boolean hardware = in.clock[slot] == PacketBatch.HARDWARE;
    // the copy of a multicast packet that comes back to its own host is made, and answered, before
    // the packet reaches the device that takes the time
    long departure = group && stamp > in.time[slot] ? 0 : stamp;
    disbelieved = false;
    roundTrip = elapsed;
    clock = Clock.MONOTONIC;
    if (stamped && departure != 0) {
      // a device's clock is not the host's: only the difference can be checked
      if (hardware || wallClockHolds(sentEpoch, departure, in.time[slot], elapsed)) {
        roundTrip = in.time[slot] - departure;
        clock = hardware ? Clock.HARDWARE : Clock.KERNEL;
      } else {
        disbelieved = true;
      }
    } else if (stamps == Stamps.SAMPLED || (wanted && shared)) {
      roundTrip =
          -1; // its user-space time is that of a whole batch, or of a start that was not warm
      return;
    } else if (stamped && !hardware) {
      if (wallClockHolds(sentEpoch, sentEpoch, in.time[slot], elapsed)) {
        roundTrip = elapsed - (read.epochNanos() - in.time[slot]);
        clock = Clock.KERNEL_RX;
      } else {
        disbelieved = true;
      }
    }
    if (roundTrip < 0 || (hardware && roundTrip > elapsed + tolerance(elapsed))) {
      disbelieved = true;
      roundTrip = elapsed;
      clock = Clock.MONOTONIC;
    }
  }

  private boolean wallClockHolds(long sentEpoch, long departure, long arrival, long elapsed) {
    long tolerance = tolerance(elapsed);
    long wallElapsed = read.epochNanos() - sentEpoch;
    return Math.abs(wallElapsed - elapsed) <= tolerance
        && departure >= sentEpoch - tolerance
        && arrival >= departure
        && arrival <= read.epochNanos() + tolerance;
  }

  private static long tolerance(long elapsed) {
    return SLACK_NANOS + elapsed / 10;
  }

  /** Nanoseconds, −1: none can be told. */
  public long roundTrip() {
    return roundTrip;
  }

  /** What it was taken with. */
  public Clock clock() {
    return clock;
  }

  /** Whether stamps were there but contradicted the monotonic clock. */
  public boolean disbelieved() {
    return disbelieved;
  }
}
