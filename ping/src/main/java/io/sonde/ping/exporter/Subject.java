// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metrics of one target and kind of probe. All of them exist from its first moment. */
final class Subject {
  private static final double NANOS = 1e9;

  private final Instruments instruments;
  private final String[] own;
  private final String[] shared;
  private final CounterDataPoint requests;
  private final CounterDataPoint responses;
  private final CounterDataPoint lost;
  private final DistributionDataPoint duration;
  private final CounterDataPoint duplicates;
  private final CounterDataPoint late;
  private final CounterDataPoint sendErrors;
  private final CounterDataPoint receiveErrors;
  private final Set<Integer> icmpErrors = new HashSet<>();
  private @Nullable GaugeDataPoint timeToLive;

  /**
   * @param target as typed
   * @param protocol as in {@code --compare}: {@code icmp}, {@code tcp:443}
   * @param source address that the probes carry; empty: the host's choice
   * @param trafficClass 0 … 255
   */
  Subject(
      Instruments instruments,
      String target,
      String address,
      String protocol,
      String source,
      int trafficClass) {
    this.instruments = instruments;
    own = new String[] {target, address, protocol};
    shared =
        instruments.smokeping
            ? new String[] {address, target, source, Integer.toString(trafficClass)}
            : own;
    requests = instruments.requests.labelValues(shared);
    responses = instruments.responses.labelValues(own);
    lost = instruments.lost.labelValues(own);
    duration = instruments.duration.labelValues(shared);
    duplicates = instruments.duplicates.labelValues(shared);
    late = instruments.late.labelValues(own);
    sendErrors = instruments.sendErrors.labelValues(shared);
    receiveErrors = instruments.receiveErrors.labelValues(shared);
  }

  void sent(int count) {
    requests.inc(count);
  }

  void reply(Reply reply) {
    switch (reply.kind) {
      case ANSWER -> {
        responses.inc();
        if (reply.roundTrip >= 0) {
          duration.observe(reply.roundTrip / NANOS);
        }
        if (reply.timeToLive >= 0) {
          timeToLive(reply.timeToLive);
        }
      }
      case DUPLICATE -> duplicates.inc();
      case LATE -> late.inc();
    }
    if (reply.wrongOffset >= 0 || reply.truncated) {
      receiveErrors.inc();
    }
  }

  /** There is no TTL before an answer has brought one. */
  private void timeToLive(int value) {
    if (timeToLive == null) {
      timeToLive = instruments.timeToLive.labelValues(shared);
    }
    timeToLive.set(value);
  }

  void lost() {
    lost.inc();
  }

  void damaged() {
    receiveErrors.inc();
  }

  void refused() {
    sendErrors.inc();
  }

  void icmpError(IcmpError error) {
    if (error.counts) {
      icmpErrors.add(error.type << 8 | error.code);
      instruments.icmpErrors.labelValues(labels(error.type, error.code)).inc();
    }
  }

  private String[] labels(int type, int code) {
    return new String[] {own[0], own[1], own[2], Integer.toString(type), Integer.toString(code)};
  }

  /** Takes all of them away; what is counted afterwards, nobody sees. */
  void remove() {
    instruments.requests.remove(shared);
    instruments.responses.remove(own);
    instruments.lost.remove(own);
    instruments.duration.remove(shared);
    instruments.timeToLive.remove(shared);
    instruments.duplicates.remove(shared);
    instruments.late.remove(own);
    instruments.sendErrors.remove(shared);
    instruments.receiveErrors.remove(shared);
    for (int error : icmpErrors) {
      instruments.icmpErrors.remove(labels(error >> 8, error & 0xff));
    }
  }
}
