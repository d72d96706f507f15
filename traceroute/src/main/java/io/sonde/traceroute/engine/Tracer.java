// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.cli.Target;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.traceroute.config.Destination;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Access;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.Summary.Reason;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole traceroute, from the name of its destination to the exit code. */
public final class Tracer {
  private static final int USAGE = 2;
  private static final int FAILURE = 1;
  private static final int SLOTS = 4;
  private static final int SLOT_OCTETS = 64;

  private final TracerouteConfig config;
  private final Outside outside;
  private final TraceListener listener;
  private final TimeSource time;
  private final Requests requests = new Requests();

  /**
   * @param config what to do
   * @param outside the ports
   * @param listener hears every event
   */
  public Tracer(TracerouteConfig config, Outside outside, TraceListener listener) {
    this.config = config;
    this.outside = outside;
    this.listener = listener;
    time = outside.network().time();
  }

  /**
   * Ends the run with what is known. For other threads.
   *
   * @param exitCode of the run
   * @return false if it was asked to end before
   */
  public boolean stop(int exitCode) {
    boolean first = requests.stop == 0;
    requests.stop = exitCode;
    outside.network().wakeUp();
    return first;
  }

  /**
   * Traces.
   *
   * @return the exit code: 0 the trace ran, 1 it could not, 2 the destination has no address, else
   *     as {@link #stop} was told
   * @throws IOException when nobody listens any more
   */
  public int run() throws IOException {
    long begin = time.nanos();
    Target target;
    IpAddress address;
    SourceRoute sourceRoute;
    IpAddress source;
    try {
      target = target();
      address = preferred(target.addresses());
      sourceRoute = sourceRoute(address.family());
      source = source(address.family());
    } catch (SetupException e) {
      listener.started(started(null, "", null, 0));
      return fail(e, begin);
    }
    Setup setup = new Setup(config, outside, target, address, sourceRoute, source);
    Session session;
    try {
      session = setup.open();
    } catch (SetupException e) {
      listener.started(started(address, target.zone(), null, setup.packetLength()));
      return fail(e, begin);
    }
    try (session) {
      listener.started(started(address, target.zone(), session, session.probe().length()));
      return trace(session, address);
    }
  }

  private int trace(Session session, IpAddress address) throws IOException {
    if (config.schedule().warmUp()) {
      IpAddress firstHop = session.firstHop();
      new Primer(outside.network(), outside.neighbours()).prime(firstHop, session.route());
    }
    Trace trace = new Trace(config, outside, session, requests, listener);
    Verdict verdict = new Verdict(config, trace, address);
    try {
      trace.run();
      trace.showRest();
      if (requests.stop == 0) {
        verdict.examine(listener, time);
      }
    } catch (IOException e) {
      trace.showRest();
      listener.failed(time.epochNanos(), List.of(outside.refusals().words(e)), FAILURE, false);
      return finish(verdict.summary(time, Reason.ERROR, FAILURE));
    }
    int exitCode = requests.stop != 0 ? requests.stop : verdict.exitCode();
    if (requests.stop == 0 && exitCode != 0) {
      listener.failed(time.epochNanos(), List.of(trace.refusal()), exitCode, false);
    }
    return finish(verdict.summary(time, verdict.reason(requests.stop != 0), exitCode));
  }

  /** Passes the last event on, and waits for the names that lines before it are waiting for. */
  private int finish(Summary summary) throws IOException {
    listener.finished(summary);
    PacketBatch in = outside.network().batch(SLOTS, SLOT_OCTETS);
    while (!listener.isIdle() && requests.stop == 0) {
      long now = time.nanos();
      outside.network().receive(in, listener.waiting(now, now + 1_000_000_000L));
      listener.waiting(time.nanos(), time.nanos());
    }
    listener.hurry();
    return requests.stop != 0 ? requests.stop : summary.exitCode();
  }

  private int fail(SetupException e, long begin) throws IOException {
    long now = time.epochNanos();
    listener.failed(now, e.lines(), e.exitCode(), e.isBeforeHeader());
    return finish(
        new Summary(
            now,
            false,
            Reason.ERROR,
            0,
            0,
            0,
            0,
            Double.NaN,
            0,
            time.nanos() - begin,
            e.exitCode()));
  }

  private Started started(
      @Nullable IpAddress address, String zone, @Nullable Session session, int length) {
    Access access = session == null ? null : session.access();
    return new Started(
        time.epochNanos(),
        config,
        address,
        zone,
        session == null ? null : session.route().source(),
        access,
        session != null && session.probe().isFlowStable(),
        session != null && session.isQueue() ? session.sender().capabilities().blind() : Set.of(),
        length);
  }

  private Target target() throws SetupException {
    Destination destination = config.destination();
    try {
      return resolve(destination.host(), destination.family());
    } catch (IOException e) {
      throw new SetupException(
          List.of(
              String.valueOf(e.getMessage()),
              "Cannot handle \"host\" cmdline arg `"
                  + destination.host()
                  + "' on position "
                  + destination.position()
                  + " (argc "
                  + destination.argument()
                  + ")"),
          USAGE,
          true);
    }
  }

  private Target resolve(String host, @Nullable IpFamily family) throws IOException {
    return Target.of(host, family, outside.resolver(), outside.interfaces());
  }

  /** A name with both kinds of address is traced over IPv4. */
  private static IpAddress preferred(List<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      if (address.family() == IpFamily.IPV4) {
        return address;
      }
    }
    return addresses.get(0);
  }

  private SourceRoute sourceRoute(IpFamily family) throws SetupException {
    List<String> typed = config.destination().gateways();
    int most =
        family == IpFamily.IPV4 ? Destination.MAX_GATEWAYS_IPV4 : Destination.MAX_GATEWAYS_IPV6;
    if (typed.size() > most) {
      String line = "Too many gateways specified. No more than " + most;
      throw new SetupException(List.of(line), USAGE, true);
    }
    List<IpAddress> gateways = new ArrayList<>();
    for (String gateway : typed) {
      gateways.add(other(gateway, family));
    }
    return new SourceRoute(gateways, config.destination().routingType());
  }

  private @Nullable IpAddress source(IpFamily family) throws SetupException {
    String typed = config.sockets().source();
    return typed.isEmpty() ? null : other(typed, family);
  }

  private IpAddress other(String host, IpFamily family) throws SetupException {
    try {
      return resolve(host, family).address();
    } catch (IOException e) {
      throw new SetupException(List.of(String.valueOf(e.getMessage())), USAGE, true);
    }
  }
}
