// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.DefaultHandler;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.sonde.cli.HostArgument;
import io.sonde.net.Resolver;
import io.sonde.ping.config.Exporting;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.wire.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP server with the metrics of a run at {@code /metrics}. Readers are held to limits: so
 * many connections, so many seconds for a request and for taking its answer.
 */
public final class Exporter implements Closeable {
  private static final int MOST_CONNECTIONS = 128;
  private static final int SECONDS = 10;
  private static final long STACK = 256 << 10;

  private final Instruments instruments;
  private final ExecutorService readers;
  private final HttpServer server;
  private final String url;

  private Exporter(
      Instruments instruments, ExecutorService readers, HttpServer server, String url) {
    this.instruments = instruments;
    this.readers = readers;
    this.server = server;
    this.url = url;
  }

  /**
   * Begins to serve.
   *
   * @param resolver for an address given as a name
   * @param version of the program
   * @throws IOException with a sentence for the user: the port is in use, the address not this
   *     host's
   */
  public static Exporter open(Exporting exporting, Resolver resolver, String version)
      throws IOException {
    limitReaders();
    Instruments instruments = new Instruments(exporting.names(), version);
    try {
      HttpServer server = HttpServer.create(address(exporting, resolver), MOST_CONNECTIONS);
      ExecutorService readers = readers();
      server.setExecutor(readers);
      server.createContext("/metrics", new MetricsHandler(instruments.registry));
      server.createContext("/", new DefaultHandler("/metrics"));
      server.start();
      return new Exporter(
          instruments, readers, server, url(exporting, server.getAddress().getPort()));
    } catch (IOException e) {
      throw new IOException(
          "--exporter " + text(exporting, exporting.port()) + ": " + sentence(e), e);
    }
  }

  /** The JDK's server reads its limits once, from properties. */
  private static void limitReaders() {
    String most = Integer.toString(MOST_CONNECTIONS);
    String seconds = Integer.toString(SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", most);
    System.setProperty("sun.net.httpserver.maxIdleConnections", most);
    System.setProperty("sun.net.httpserver.idleInterval", seconds);
    System.setProperty("sun.net.httpserver.maxReqTime", seconds);
    System.setProperty("sun.net.httpserver.maxRspTime", seconds);
  }

  /** A request is read by a thread of its own, which a slow reader holds up and nobody else. */
  private static ExecutorService readers() {
    return new ThreadPoolExecutor(
        0,
        MOST_CONNECTIONS,
        SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(null, work, "reader", STACK);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static InetSocketAddress address(Exporting exporting, Resolver resolver)
      throws IOException {
    if (exporting.host().isEmpty()) {
      return new InetSocketAddress(exporting.port());
    }
    HostArgument host = HostArgument.parse(exporting.host());
    IpAddress address =
        host.address() != null
            ? host.address()
            : resolver.resolve(host.name(), null).addresses().get(0);
    return new InetSocketAddress(InetAddress.getByAddress(address.toByteArray()), exporting.port());
  }

  private static String sentence(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String reason = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return reason.startsWith("address already in use")
        ? reason + "; another port, or 0 for any that is free"
        : reason;
  }

  private static String text(Exporting exporting, int port) {
    String host = exporting.host();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String url(Exporting exporting, int port) {
    return "http://"
        + (exporting.host().isEmpty() ? "localhost" : "")
        + text(exporting, port)
        + "/metrics";
  }

  /** Where the metrics are. */
  public String url() {
    return url;
  }

  /** Counts a run with one target. */
  public PingListener ofPing() {
    return new PingMetrics(instruments);
  }

  /** Counts a run over many targets. */
  public SweepListener ofSweep() {
    return new SweepMetrics(instruments);
  }

  /** Ends at once, whoever is reading. */
  @Override
  public void close() {
    server.stop(0);
    readers.shutdownNow();
  }
}
