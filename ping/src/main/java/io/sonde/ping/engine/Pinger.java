// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.cli.Target;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.PingListener;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A whole ping, from the name of its destination to the exit code. */
public final class Pinger {
  /** timeout(1) signals a process and its group: two requests so close together are one. */
  private static final long REPETITION_NANOS = 200_000_000;

  private final PingConfig config;
  private final Outside outside;
  private final PingListener listener;
  private final Requests requests = new Requests();

  /**
   * @param config what to do
   * @param outside the ports
   * @param listener hears every event
   */
  public Pinger(PingConfig config, Outside outside, PingListener listener) {
    this.config = config;
    this.outside = outside;
    this.listener = listener;
  }

  /**
   * Ends the run with its summary. For other threads.
   *
   * @return false if there is no run yet, or it was asked to end a while ago
   */
  public boolean stop() {
    long now = outside.network().time().nanos();
    boolean again = requests.stop && now - requests.stopTime > REPETITION_NANOS;
    if (!requests.stop) {
      requests.stopTime = now;
      requests.stop = true;
      outside.network().wakeUp();
    }
    return requests.probing && !again;
  }

  /** Reports the figures so far. For other threads. */
  public void report() {
    requests.report = true;
    outside.network().wakeUp();
  }

  /**
   * Probes until the run is over; with all addresses asked for, one after the other.
   *
   * @return the exit code: 0 every address probed has answered, 1 one has not, or answered less
   *     often than asked for by the deadline
   * @throws IllegalArgumentException for what the user may not ask for, before anything was sent
   * @throws IOException when the set-up fails, the network fails for good, or nobody listens
   */
  public int run() throws IOException {
    Setup setup = new Setup(config, outside);
    Target target = setup.target();
    if (config.kinds().isComparison()) {
      return compare(setup, target);
    }
    if (!config.destination().allAddresses()) {
      return run(setup.openFirst(target, config.kinds().first()));
    }
    int exitCode = 0;
    for (IpAddress address : target.addresses()) {
      if (!requests.stop) {
        exitCode = Math.max(exitCode, run(setup.open(target, address, config.kinds().first())));
      }
    }
    return exitCode;
  }

  private int compare(Setup setup, Target target) throws IOException {
    List<Session> sessions = new ArrayList<>();
    try {
      for (ProbeKind kind : config.kinds().list()) {
        sessions.add(
            sessions.isEmpty()
                ? setup.openFirst(target, kind)
                : setup.open(target, sessions.get(0).started().address(), kind));
      }
      requests.probing = true;
      listener.started(sessions.get(0).started());
      return new Comparer(config, outside, sessions, requests, listener).run();
    } finally {
      for (Session session : sessions) {
        session.close();
      }
    }
  }

  private int run(Session session) throws IOException {
    try (session) {
      requests.probing = true;
      listener.started(session.started());
      return new Run(config, outside, session, requests, listener).run();
    }
  }
}
