// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.TimeSource;
import io.sonde.net.Tunnel;
import java.io.IOException;

/**
 * A simulation in real time behind a device: what the host sends there enters the network, what
 * leaves the network arrives at the host, and the network's clock follows the monotonic one. It
 * never runs ahead; where the machine is late, the network is, without losing the order of things.
 */
public final class LiveSimulation {
  /** Packets taken before what has become due meanwhile is let out. */
  private static final int BATCH = 64;

  private final Simulation simulation;
  private final Tunnel tunnel;
  private final double speed;
  private final Attachment recorder;
  private final TimeSource clock;
  private final long begin;
  private long refused;
  private volatile boolean stopped;

  /**
   * Begins with the simulation's time as it stands.
   *
   * @param speed simulated nanoseconds in one of the clock; 1 is real
   * @param recorder shown what crosses the device, with the wall clock
   */
  public LiveSimulation(Simulation simulation, Tunnel tunnel, double speed, Attachment recorder) {
    this.simulation = simulation;
    this.tunnel = tunnel;
    this.speed = speed;
    this.recorder = recorder;
    clock = tunnel.time();
    begin = clock.nanos();
    simulation
        .host()
        .attach(
            (time, octets, offset, length) -> {
              recorder.packet(clock.epochNanos(), octets, offset, length);
              refused += tunnel.give(octets, offset, length) ? 0 : 1;
            });
  }

  /**
   * Runs until {@link #stop}.
   *
   * @throws IOException if the device fails
   */
  public void run() throws IOException {
    while (!stopped) {
      int taken = take();
      simulation.runUntil(now());
      if (taken < BATCH) {
        tunnel.await(realTime(simulation.nextTime()));
      }
    }
  }

  private int take() throws IOException {
    int taken = 0;
    while (taken < BATCH) {
      int length = tunnel.take();
      if (length == 0) {
        break;
      }
      taken++;
      simulation.runUntil(now());
      recorder.packet(clock.epochNanos(), tunnel.taken(), 0, length);
      simulation.send(tunnel.taken(), 0, length);
    }
    return taken;
  }

  /** Ends {@link #run}; for any thread. */
  public void stop() {
    stopped = true;
    tunnel.wakeUp();
  }

  /** Packets that the host would not have: those that bit errors have made something else. */
  public long refused() {
    return refused;
  }

  private long now() {
    long passed = clock.nanos() - begin;
    return Simulation.START + (speed == 1 ? passed : (long) (passed * speed));
  }

  private long realTime(long time) {
    if (time == Long.MAX_VALUE) {
      return Tunnel.FOREVER;
    }
    long ahead = time - Simulation.START;
    return begin + (speed == 1 ? ahead : (long) Math.ceil(ahead / speed));
  }
}
