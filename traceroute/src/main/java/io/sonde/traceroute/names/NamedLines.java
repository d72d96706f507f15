// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

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
 * Holds events back, in their order, until the names of the addresses in them are known or are not
 * waited for any more. Look-ups begin when an answer comes, not when its line is due.
 */
public final class NamedLines implements TraceListener {
  private static final long NEVER = Long.MAX_VALUE;

  private interface Event {
    void pass(TraceListener to) throws IOException;
  }

  private record Held(Event event, List<IpAddress> addresses) {}

  private final AddressBook book;
  private final long timeout;
  private final TraceListener to;
  private final Queue<Held> held = new ArrayDeque<>();

  /**
   * @param book whose look-ups are waited for
   * @param timeout nanoseconds that one may take
   * @param to hears the events
   */
  public NamedLines(AddressBook book, long timeout, TraceListener to) {
    this.book = book;
    this.timeout = timeout;
    this.to = to;
  }

  private void take(List<IpAddress> addresses, Event event) {
    addresses.forEach(book::ask);
    held.add(new Held(event, addresses));
  }

  private void passOn(long now) throws IOException {
    for (Held first = held.peek(); first != null && isSettled(first, now); first = held.peek()) {
      held.remove();
      first.event.pass(to);
    }
  }

  private boolean isSettled(Held first, long now) {
    boolean settled = true;
    for (IpAddress address : first.addresses) {
      settled &= book.isSettled(address, now);
    }
    return settled;
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
    long mine = held.isEmpty() ? NEVER : now + timeout;
    return to.waiting(now, Math.min(until, mine));
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
