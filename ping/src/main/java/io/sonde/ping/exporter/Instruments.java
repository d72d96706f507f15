// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.sonde.ping.config.Exporting.Names;

/** Everything that is measured, by its name. */
final class Instruments {
  /** Bounds double from 50 µs, a fast LAN's round trip, to 26 s: no bound is far from any value. */
  private static final int BOUNDS = 20;

  private static final double LEAST_BOUND = 50e-6;
  private static final String[] OWN_LABELS = {"target", "address", "protocol"};
  private static final String[] SMOKEPING_LABELS = {"ip", "host", "source", "tos"};

  final PrometheusRegistry registry = new PrometheusRegistry();
  final boolean smokeping;
  final Counter requests;
  final Counter responses;
  final Counter lost;
  final Histogram duration;
  final Gauge timeToLive;
  final Counter duplicates;
  final Counter late;
  final Counter icmpErrors;
  final Counter sendErrors;
  final Counter receiveErrors;
  final Counter kernelDropped;

  /**
   * @param version of the program
   */
  Instruments(Names names, String version) {
    smokeping = names == Names.SMOKEPING;
    requests = shared("requests_total", "Probes sent, those included that the host refused.");
    responses = own("responses_total", "Probes answered in time.");
    lost = own("lost_total", "Probes given up without an answer.");
    duration =
        Histogram.builder()
            .name(prefix() + "response_duration_seconds")
            .help("Round trips of the answers that were in time.")
            .unit(Unit.SECONDS)
            .labelNames(labels())
            .classicOnly()
            .classicUpperBounds(bounds())
            .withoutExemplars()
            .register(registry);
    timeToLive =
        Gauge.builder()
            .name(prefix() + "response_ttl")
            .help("TTL or hop limit of the last answer.")
            .labelNames(labels())
            .withoutExemplars()
            .register(registry);
    duplicates = shared("response_duplicates_total", "Further answers to an answered probe.");
    late = own("late_responses_total", "Answers to probes that had been given up.");
    icmpErrors =
        Counter.builder()
            .name("sonde_ping_icmp_errors_total")
            .help("ICMP errors about probes.")
            .labelNames("target", "address", "protocol", "type", "code")
            .withoutExemplars()
            .register(registry);
    sendErrors = shared("send_errors_total", "Probes that the host refused to send.");
    receiveErrors =
        shared("receive_errors_total", "Answers with a wrong checksum, or other data than sent.");
    kernelDropped =
        own("kernel_dropped_total", "Packets that overflowed the receive queue of this host.");
    Info.builder()
        .name("sonde_build")
        .help("The program that measures.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version);
  }

  private static double[] bounds() {
    double[] bounds = new double[BOUNDS];
    for (int i = 0; i < BOUNDS; i++) {
      bounds[i] = LEAST_BOUND * (1 << i);
    }
    return bounds;
  }

  private String prefix() {
    return smokeping ? "smokeping_" : "sonde_ping_";
  }

  private String[] labels() {
    return smokeping ? SMOKEPING_LABELS : OWN_LABELS;
  }

  /** A counter that the smokeping prober has too. */
  private Counter shared(String name, String help) {
    return counter(prefix() + name, help, labels());
  }

  private Counter own(String name, String help) {
    return counter("sonde_ping_" + name, help, OWN_LABELS);
  }

  private Counter counter(String name, String help, String[] labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }
}
