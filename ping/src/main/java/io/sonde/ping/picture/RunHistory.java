// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What pictures need to know of one series of probes. */
public class RunHistory implements PingListener {
  private Distribution distribution = new Distribution();
  private String name = "";
  private String address = "";
  private Timeline timeline = new Timeline(0);
  private @Nullable Summary summary;

  @Override
  public void started(Started event) {
    name = event.config().destination().host();
    address = event.address().toString();
    timeline = new Timeline(event.time());
    distribution = new Distribution();
  }

  @Override
  public void reply(Reply reply) {
    long departure = reply.time - Math.max(reply.roundTrip, 0);
    switch (reply.kind) {
      case ANSWER -> {
        if (reply.roundTrip >= 0) {
          distribution.add(reply.roundTrip);
          timeline.answered(departure, reply.roundTrip);
        }
      }
      case DUPLICATE -> timeline.mark(departure, Timeline.Mark.DUPLICATE);
      case LATE -> timeline.mark(departure, Timeline.Mark.LATE);
    }
  }

  @Override
  public void icmpError(IcmpError error) {
    if (error.counts) {
      timeline.mark(error.time, Timeline.Mark.ERROR);
    }
  }

  @Override
  public void sendError(SendError event) {
    timeline.mark(event.time(), Timeline.Mark.ERROR);
  }

  @Override
  public void stray(Stray stray) {}

  @Override
  public void outstanding(long time, long sequence, long waited) {}

  @Override
  public void lost(long time, long sequence, long waited) {
    timeline.mark(time - waited, Timeline.Mark.LOST);
  }

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(Summary figures, boolean bySignal) {}

  @Override
  public void finished(Summary figures) throws IOException {
    summary = figures;
  }

  /** The destination as it was given. */
  String name() {
    return name;
  }

  /** The address that was probed. */
  String address() {
    return address;
  }

  Distribution distribution() {
    return distribution;
  }

  Timeline timeline() {
    return timeline;
  }

  /** The figures, once the run is over. */
  Summary summary() {
    if (summary == null) {
      throw new IllegalStateException("the run is not over");
    }
    return summary;
  }
}
