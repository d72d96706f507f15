// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.net.TimeSource;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Holds events back, in their order, until the names of the addresses in them are known or have
 * been waited for long enough. Look-ups begin when an answer comes, the time of a line when it is
 * due; all lines that are held wait at once.
 */
public final class NamedLines implements TraceListener {
  private interface Event {
    void pass(TraceListener to) throws IOException;
  }

  private record Held(Event event, List<IpAddress> addresses, long until) {}

  private final AddressBook book;
  private final TimeSource time;
  private final long timeout;
  private final TraceListener to;
  private final Queue<Held> held = new ArrayDeque<>();

  /**
   * @param book whose look-ups are waited for
   * @param time of the run
   * @param timeout nanoseconds that a line waits
   * @param to hears the events
   */
  public NamedLines(AddressBook book, TimeSource time, long timeout, TraceListener to) {
    this.book = book;
    this.time = time;
    this.timeout = timeout;
    this.to = to;
  }

  private void take(List<IpAddress> addresses, Event event) {
    addresses.forEach(book::ask);
    held.add(new Held(event, addresses, time.nanos() + timeout));
  }

  private void passOn(long now) throws IOException {
    for (Held first = held.peek(); first != null && isDue(first, now); first = held.peek()) {
      held.remove();
      first.event.pass(to);
    }
  }

  private boolean isDue(Held event, long now) {
    return now - event.until >= 0 || event.addresses.stream().allMatch(book::isSettled);
  }

  @Override
  public void started(Started event) {
    take(List.of(), out -> out.started(event));
  }

  @Override
  public void reply(int ttl, int probe, Answer answer) {
    take(List.of(answer.address()), out -> out.reply(ttl, probe, answer));
  }

  @Override
  public void hop(Hop hop) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Hop.Sample sample : hop.probes()) {
      if (sample.answer() != null) {
        addresses.add(sample.answer().address());
      }
    }
    take(addresses, out -> out.hop(hop));
  }

  @Override
  public void finding(long time, Finding finding) {
    take(List.of(), out -> out.finding(time, finding));
  }

  @Override
  public void lateReply(int ttl, int probe, Answer answer) {
    take(List.of(answer.address()), out -> out.lateReply(ttl, probe, answer));
  }

  @Override
  public void failed(long time, List<String> lines, int exitCode, boolean beforeHeader) {
    take(List.of(), out -> out.failed(time, lines, exitCode, beforeHeader));
  }

  @Override
  public void finished(Summary summary) {
    take(List.of(), out -> out.finished(summary));
  }

  @Override
  public long waiting(long now, long until) throws IOException {
    passOn(now);
    Held first = held.peek();
    return to.waiting(now, first == null ? until : Math.min(until, first.until));
  }

  @Override
  public boolean isIdle() {
    return held.isEmpty() && to.isIdle();
  }

  @Override
  public void hurry() throws IOException {
    while (!held.isEmpty()) {
      held.remove().event.pass(to);
    }
    to.hurry();
  }
}
