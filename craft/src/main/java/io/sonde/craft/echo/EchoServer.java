// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.net.TimeSource;
import io.sonde.socket.Poller;
import io.sonde.socket.Socket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All endpoints of a run, served by one thread. */
final class EchoServer implements Closeable {
  private static final int INPUT = 1 << 18;
  private static final long FOREVER = Long.MAX_VALUE;

  private final EchoSettings settings;
  private final EchoListener listener;
  private final TimeSource time;
  private final Poller poller = Poller.open();
  private final Map<Socket, Service> services = new HashMap<>();
  private final List<Bound> bounds = new ArrayList<>();
  private final Timers timers = new Timers();
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT);
  private long begun;
  private long ended;
  private volatile boolean stopped;

  EchoServer(EchoSettings settings, TimeSource time, EchoListener listener) throws IOException {
    this.settings = settings;
    this.time = time;
    this.listener = listener;
  }

  EchoSettings settings() {
    return settings;
  }

  EchoListener listener() {
    return listener;
  }

  /** A buffer for one receive, empty; its content is copied before the next. */
  ByteBuffer input() {
    return input.clear();
  }

  /** Begins to answer at an endpoint. */
  void open(EchoEndpoint endpoint) throws IOException {
    Bound bound = Bound.open(endpoint, settings.replace());
    bounds.add(bound);
    for (Socket socket : bound.sockets()) {
      Service service =
          switch (endpoint.kind()) {
            case TCP, UNIX, SEQPACKET -> new StreamService(this, bound.endpoint(), socket);
            case UDP, UNIXGRAM -> new DatagramService(this, bound.endpoint(), socket);
            case ICMP -> new IcmpService(this, bound.endpoint(), socket);
          };
      watch(socket, service, Poller.IN, true);
    }
    listener.listening(bound.endpoint());
  }

  /** Watches a socket for events, for the first time or for others than before. */
  void watch(Socket socket, Service service, int events, boolean first) throws IOException {
    if (first) {
      services.put(socket, service);
      poller.add(socket, events);
    } else {
      poller.modify(socket, events);
    }
  }

  /** Watches a socket no more. */
  void forget(Socket socket) {
    services.remove(socket);
  }

  /** Does something later. */
  void after(long nanos, Timers.Work work) {
    timers.add(time.nanos() + nanos, work);
  }

  /** A connection or datagram has come. */
  void began() {
    begun++;
  }

  /** One is over. */
  void ended() {
    ended++;
  }

  /** Whether no more are taken. */
  boolean isFull() {
    return begun >= settings.most();
  }

  /** Ends the run; for any thread. */
  void stop() {
    stopped = true;
    poller.wakeup();
  }

  /** Answers until there were enough, the time is over or somebody stops it. */
  void run() throws IOException {
    boolean limited = settings.duration() != FOREVER;
    long end = limited ? time.nanos() + settings.duration() : FOREVER;
    while (!stopped && ended < settings.most()) {
      long now = time.nanos();
      timers.run(now);
      if (limited && now - end >= 0) {
        return;
      }
      if (isFull()) {
        turnAway();
      }
      long wait = timers.wait(now, limited ? end - now : FOREVER);
      for (Poller.Ready ready : poller.poll(wait == FOREVER ? null : Duration.ofNanos(wait))) {
        Service service = services.get(ready.socket());
        if (service != null && (ready.events() & Poller.CLOSED) == 0) {
          service.ready(ready.events());
        }
      }
    }
  }

  /** No more are taken: who comes now is refused by the kernel. */
  private void turnAway() throws IOException {
    for (Bound bound : bounds) {
      for (Socket socket : bound.sockets()) {
        forget(socket);
      }
      bound.close();
    }
    bounds.clear();
  }

  @Override
  public void close() throws IOException {
    turnAway();
    for (Socket socket : List.copyOf(services.keySet())) {
      socket.close();
    }
    poller.close();
  }
}
