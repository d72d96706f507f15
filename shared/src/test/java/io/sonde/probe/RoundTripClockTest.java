// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.probe.RoundTripClock.Clock;
import org.junit.jupiter.api.Test;

/** Which two readings make a round trip. Sent at 1000 s of the wall clock, read 50 µs later. */
class RoundTripClockTest {
  private static final long SENT = 5_000_000_000L;
  private static final long SENT_EPOCH = 1_000_000_000_000L;
  private static final long READ = 50_000;

  private final PacketBatch in = new PacketBatch(1, 128);

  private RoundTripClock clock(boolean group, long stampAt, long arrivalAt) {
    Moment read =
        new Moment(
            new TimeSource() {
              @Override
              public long nanos() {
                return SENT + READ;
              }

              @Override
              public long epochNanos() {
                return SENT_EPOCH + READ;
              }
            });
    read.take();
    in.time[0] = SENT_EPOCH + arrivalAt;
    in.clock[0] = PacketBatch.KERNEL;
    RoundTripClock clock = new RoundTripClock(read, Stamps.BOTH, group);
    clock.take(SENT, SENT_EPOCH, SENT_EPOCH + stampAt, false, in, 0);
    return clock;
  }

  @Test
  void bothStampsMakeIt() {
    RoundTripClock clock = clock(false, 10_000, 40_000);
    assertEquals(30_000, clock.roundTrip());
    assertEquals(Clock.KERNEL, clock.clock());
  }

  @Test
  void anAnswerBeforeItsProbeHasLeftIsNotBelieved() {
    RoundTripClock clock = clock(false, 30_000, 20_000);
    assertTrue(clock.disbelieved());
    assertEquals(READ, clock.roundTrip());
    assertEquals(Clock.MONOTONIC, clock.clock());
  }

  @Test
  void theOwnHostAnswersAGroupBeforeTheDeviceHasThePacket() {
    RoundTripClock clock = clock(true, 30_000, 20_000);
    assertFalse(clock.disbelieved());
    assertEquals(20_000, clock.roundTrip());
    assertEquals(Clock.KERNEL_RX, clock.clock());
  }
}
