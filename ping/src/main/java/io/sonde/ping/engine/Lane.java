// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.TimeSource;
import io.sonde.ping.compare.Reservoir;
import io.sonde.ping.compare.Sample;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.probe.InFlight;
import java.io.IOException;
import java.util.Set;

/** One kind of several that take turns: its socket, its probes, its figures. */
final class Lane {
  /**
   * Round trips that a comparison rests on, at most. With so many, differences far below the least
   * that counts are significant.
   */
  static final int MOST_ROUND_TRIPS = 10_000;

  final Session session;
  final Accounting counts;
  final Sender sender;
  private final PingConfig config;
  private final ProbeKind kind;
  private final TimeSource time;
  private final Voice voice;
  private final OpenProbes open;
  private final Reservoir roundTrips;
  private long reportedOutstanding;

  Lane(
      PingConfig config,
      Session session,
      Outside outside,
      PingListener listener,
      Set<String> warned,
      Pace turns) {
    this.config = config;
    this.session = session;
    kind = session.kind();
    time = outside.network().time();
    roundTrips = new Reservoir(MOST_ROUND_TRIPS, outside.secret() ^ kind.hashCode());
    voice = new Voice(listener, kind, roundTrips, warned);
    counts = new Accounting(true, config.schedule().interval(), config.schedule().timeout(), false);
    SizePlan sizes = SizePlan.fixed(session.method().isSizable() ? config.probe().size() : 0);
    sender =
        new Sender(session, counts, sizes, outside.network(), voice, outside.errorText(), turns);
    open = new OpenProbes(session, counts, voice);
  }

  /** Who judges what the inbox holds for this kind. */
  Judge judge(Inbox inbox, Pace turns, Outside outside) {
    return new Judge(session, config, counts, null, turns, sender, voice, inbox, outside);
  }

  /** Sends the next probe; false if the host had no room. */
  boolean send(long now) throws IOException {
    InFlight table = counts.table;
    long newest = table.newest();
    if (config.output().outstanding()
        && newest > reportedOutstanding
        && table.state(newest) == InFlight.OUTSTANDING) {
      reportedOutstanding = newest;
      voice.outstanding(time.epochNanos(), newest, now - table.sentNanos(newest));
    }
    return sender.send(1, now) > 0;
  }

  /** When the oldest open probe is given up. */
  long expiry(long patience) {
    return open.expiry(patience);
  }

  /** Gives up all whose time is over. */
  void expire(long now, long patience) throws IOException {
    while (open.giveUp(now, time.epochNanos(), patience) >= 0) {
      // the next one
    }
  }

  /** The figures as they stand. */
  Summary summary(long now, EndedBy end) {
    return counts.summary(
        now,
        time.epochNanos(),
        session.channel().dropped(),
        counts.received > 0 ? 0 : 1,
        end,
        null);
  }

  /** Tells the end of this series. */
  Summary finish(long now, EndedBy end) throws IOException {
    Summary summary = summary(now, end);
    open.tellRest(now, summary.time());
    voice.finished(summary);
    return summary;
  }

  /** What a comparison needs of the series. */
  Sample sample(Summary summary) {
    return new Sample(
        kind,
        summary.received() + summary.lost(),
        summary.lost(),
        summary.percentile50(),
        roundTrips.values());
  }
}
