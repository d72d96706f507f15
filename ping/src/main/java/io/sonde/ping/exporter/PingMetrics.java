// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts a run with one target: a subject for each kind of probe and address. */
final class PingMetrics implements PingListener {
  private final Instruments instruments;
  private final Map<ProbeKind, Subject> subjects = new HashMap<>();
  private final Map<ProbeKind, CounterDataPoint> dropped = new HashMap<>();
  private @Nullable Subject current;
  private @Nullable CounterDataPoint currentDropped;

  PingMetrics(Instruments instruments) {
    this.instruments = instruments;
  }

  @Override
  public void started(Started event) {
    subjects.clear();
    dropped.clear();
    String target = event.config().destination().host();
    String address = event.address() + (event.zone().isEmpty() ? "" : "%" + event.zone());
    String source = event.source() == null ? "" : event.source().toString();
    for (ProbeKind each : event.config().kinds().list()) {
      int trafficClass = event.config().probe().trafficClass();
      subjects.put(
          each, new Subject(instruments, target, address, each.toString(), source, trafficClass));
      dropped.put(each, instruments.kernelDropped.labelValues(target, address, each.toString()));
    }
    about(event.config().kinds().first());
  }

  @Override
  public void about(ProbeKind next) {
    current = subjects.get(next);
    currentDropped = dropped.get(next);
  }

  @Override
  public void sent(long first, int count) {
    if (current != null) {
      current.sent(count);
    }
  }

  @Override
  public void reply(Reply reply) {
    if (current != null) {
      current.reply(reply);
    }
  }

  @Override
  public void icmpError(IcmpError error) {
    if (current != null) {
      current.icmpError(error);
    }
  }

  @Override
  public void sendError(SendError event) {
    if (current != null) {
      current.refused();
    }
  }

  @Override
  public void stray(Stray stray) {
    if (current != null && stray.kind == Stray.Kind.CORRUPT) {
      current.damaged();
    }
  }

  @Override
  public void lost(long time, long sequence, long waited) {
    if (current != null) {
      current.lost();
    }
  }

  @Override
  public void dropped(long count) {
    if (currentDropped != null) {
      currentDropped.inc(count);
    }
  }

  @Override
  public void outstanding(long time, long sequence, long waited) {}

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(Summary summary, boolean bySignal) {}

  @Override
  public void finished(Summary summary) {}
}
