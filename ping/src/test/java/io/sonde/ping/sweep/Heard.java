// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what a run tells. */
final class Heard implements SweepListener {
  final Map<String, Fate> fates = new TreeMap<>();
  final Map<String, Summary> figures = new HashMap<>();
  final Map<String, long[]> roundTrips = new HashMap<>();
  final Map<String, Integer> sent = new HashMap<>();
  final List<String> order = new ArrayList<>();
  final List<String> lines = new ArrayList<>();
  final List<Long> lostAfter = new ArrayList<>();
  final Map<Reply.Kind, Integer> replies = new HashMap<>();
  boolean keepTargets = true;
  private @Nullable SweepSummary summary;

  SweepSummary summary() {
    if (summary == null) {
      throw new AssertionError("no summary");
    }
    return summary;
  }

  Summary figuresOf(String target) {
    Summary known = figures.get(target);
    if (known == null) {
      throw new AssertionError("no figures of " + target);
    }
    return known;
  }

  long count(Reply.Kind kind) {
    return replies.getOrDefault(kind, 0);
  }

  int sentTo(String target) {
    return sent.getOrDefault(target, 0);
  }

  @Override
  public boolean wantsFigures() {
    return keepTargets;
  }

  @Override
  public void started(SweepStarted event) {
    lines.add("started " + event.targets() + " " + event.own());
  }

  @Override
  public void sent(Addressee target, long sequence) {
    if (keepTargets) {
      sent.merge(target.name(), 1, Integer::sum);
      order.add(target.name());
    }
  }

  @Override
  public void reply(Addressee target, Reply reply) {
    replies.merge(reply.kind, 1, Integer::sum);
    if (keepTargets && reply.kind != Reply.Kind.ANSWER) {
      lines.add(reply.kind + " " + target.name() + " " + reply.sequence);
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) {
    String name = target == null ? "nobody" : target.name();
    lines.add("error " + error.type + "/" + error.code + " " + name + " " + error.sequence);
  }

  @Override
  public void sendError(Addressee target, SendError event) {
    lines.add("send error " + target.name() + " " + event.cause());
  }

  @Override
  public void stray(Stray stray) {
    lines.add(stray.kind.toString());
  }

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) {
    lostAfter.add(waited);
  }

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary ofTarget, long[] kept) {
    if (keepTargets) {
      Fate before = fates.put(target.name(), fate);
      if (before != null) {
        throw new AssertionError(target.name() + " is decided twice");
      }
      if (ofTarget != null) {
        figures.put(target.name(), ofTarget);
      }
      roundTrips.put(target.name(), kept);
    }
  }

  @Override
  public void warning(long time, String code, String text) {
    lines.add(code.equals("targets") ? text : "warning " + code);
  }

  @Override
  public void left(Addressee target) {
    lines.add("left " + target.name());
  }

  @Override
  public void report(SweepSummary event, boolean bySignal) {}

  @Override
  public void finished(SweepSummary event) {
    summary = event;
  }
}
