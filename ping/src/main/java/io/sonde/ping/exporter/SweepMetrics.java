// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.exporter;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.ping.sweep.Addressee;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.ping.sweep.SweepStarted;
import io.sonde.ping.sweep.SweepSummary;
import io.sonde.wire.IpAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts a run over many targets. A target's metrics begin with its first probe and end when it
 * leaves the run. The receive queue is everybody's: what it lost bears neither target nor address.
 */
final class SweepMetrics implements SweepListener {
  private final Instruments instruments;
  private final Map<Long, Subject> subjects = new HashMap<>();
  private final Map<IpAddress, Subject> byAddress = new HashMap<>();
  private @Nullable CounterDataPoint dropped;
  private String protocol = "icmp";
  private String source = "";
  private int trafficClass;

  SweepMetrics(Instruments instruments) {
    this.instruments = instruments;
  }

  @Override
  public void started(SweepStarted event) {
    protocol = event.config().protocol();
    trafficClass = event.config().probe().trafficClass();
    source = String.join(",", event.config().sockets().interfaces());
    dropped = instruments.kernelDropped.labelValues("", "", protocol);
  }

  @Override
  public void sent(Addressee target, long sequence) {
    Subject subject = subjects.get(target.index());
    if (subject == null) {
      IpAddress address = target.address();
      subject =
          new Subject(
              instruments, target.name(), address.toString(), protocol, source, trafficClass);
      subjects.put(target.index(), subject);
      byAddress.put(address, subject);
    }
    subject.sent(1);
  }

  @Override
  public void reply(Addressee target, Reply reply) {
    Subject subject = subjects.get(target.index());
    if (subject != null) {
      subject.reply(reply);
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) {
    Subject subject = target == null ? null : subjects.get(target.index());
    if (subject != null) {
      subject.icmpError(error);
    }
  }

  @Override
  public void sendError(Addressee target, SendError event) {
    Subject subject = subjects.get(target.index());
    if (subject != null) {
      subject.refused();
    }
  }

  /** An answer with a wrong checksum is told by its sender alone. */
  @Override
  public void stray(Stray stray) {
    if (stray.kind == Stray.Kind.CORRUPT) {
      Subject subject = byAddress.get(IpAddress.ofColumns(stray.fromHigh, stray.fromLow));
      if (subject != null) {
        subject.damaged();
      }
    }
  }

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) {
    Subject subject = subjects.get(target.index());
    if (subject != null) {
      subject.lost();
    }
  }

  @Override
  public void left(Addressee target) {
    Subject subject = subjects.remove(target.index());
    if (subject != null) {
      subject.remove();
      byAddress.remove(target.address(), subject);
    }
  }

  @Override
  public void dropped(long count) {
    if (dropped != null) {
      dropped.inc(count);
    }
  }

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips) {}

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(SweepSummary summary, boolean bySignal) {}

  @Override
  public void finished(SweepSummary summary) {}
}
