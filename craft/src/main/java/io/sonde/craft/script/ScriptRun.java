// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.script.Expectation.Point;
import io.sonde.craft.script.Script.Item;
import io.sonde.craft.script.ScriptListener.Verdict;
import io.sonde.net.TimeSource;
import java.io.IOException;
import java.util.List;

/** A script that runs: line by line, to its end or to the first line that fails. */
final class ScriptRun {
  private final Script script;
  private final Names names;
  private final StatementReader reader;
  private final Ears ears;
  private final Posting posting;
  private final Commands commands;
  private final TimeSource time;
  private final ScriptListener listener;
  private final long began;
  private volatile boolean stopped;
  private long steps;
  private boolean afterSend;

  /**
   * @param reader of lines whose names are replaced
   * @param ears what comes
   * @param posting what leaves
   */
  ScriptRun(
      Script script,
      Names names,
      StatementReader reader,
      Ears ears,
      Posting posting,
      Commands commands,
      TimeSource time,
      ScriptListener listener) {
    this.script = script;
    this.names = names;
    this.reader = reader;
    this.ears = ears;
    this.posting = posting;
    this.commands = commands;
    this.time = time;
    this.listener = listener;
    began = time.nanos();
  }

  /** Ends it; for any thread. */
  void stop() {
    stopped = true;
  }

  /** Statements that are over. */
  long steps() {
    return steps;
  }

  /** Whether somebody ended it. */
  boolean isStopped() {
    return stopped;
  }

  /** Runs it; whether every line did what it should. */
  boolean run() throws IOException {
    return run(script.items());
  }

  private boolean run(List<Item> items) throws IOException {
    for (Item item : items) {
      if (stopped) {
        return true;
      }
      ScriptLine line = names.replaced(item.line());
      Statement statement = reader.read(line);
      if (statement instanceof Statement.Repeat repeat) {
        for (long i = 0; i < repeat.count() && !stopped; i++) {
          if (!run(item.items())) {
            return false;
          }
        }
      } else if (!step(item.line(), statement)) {
        return false;
      }
    }
    return true;
  }

  private boolean step(ScriptLine line, Statement statement) throws IOException {
    ears.next();
    long start = time.nanos();
    Outcome outcome = execute(line, statement);
    steps++;
    afterSend = statement instanceof Statement.Send;
    boolean good = outcome.good || stopped;
    listener.step(
        line, good ? Verdict.DONE : Verdict.FAILED, time.nanos() - start, outcome.sentence);
    return good;
  }

  private record Outcome(boolean good, String sentence) {
    static final Outcome DONE = new Outcome(true, "");
  }

  private Outcome execute(ScriptLine line, Statement statement) throws IOException {
    if (statement instanceof Statement.Device device) {
      posting.device(device.name());
      ears.open(device.name());
      return Outcome.DONE;
    }
    if (statement instanceof Statement.Let let) {
      names.put(let.name(), let.value());
      return Outcome.DONE;
    }
    if (statement instanceof Statement.Send send) {
      return send(send);
    }
    if (statement instanceof Statement.Expect expect) {
      return expect(line, expect);
    }
    if (statement instanceof Statement.Reject reject) {
      return reject(line, reject);
    }
    if (statement instanceof Statement.Wait wait) {
      listen(time.nanos() + wait.nanos());
      return Outcome.DONE;
    }
    if (statement instanceof Statement.At at) {
      listen(began + at.nanos());
      return execute(line, at.then());
    }
    if (statement instanceof Statement.Run run) {
      return command(run);
    }
    throw new IllegalStateException("a repetition is no step");
  }

  private Outcome send(Statement.Send send) throws IOException {
    long before = posting.sent();
    long refused = posting.send(send.patterns());
    long sent = posting.sent() - before;
    String sentence = sent + (sent == 1 ? " packet sent" : " packets sent");
    return refused == 0
        ? new Outcome(true, sentence)
        : new Outcome(false, sentence + ", " + refused + " not: " + posting.trouble());
  }

  private Outcome command(Statement.Run run) throws IOException {
    if (run.background()) {
      commands.start(run.words(), run.text());
      return Outcome.DONE;
    }
    int status = commands.exec(run.words(), run.text());
    return status == 0 ? Outcome.DONE : new Outcome(false, "exit status " + status);
  }

  /** Waits, keeping what comes. */
  private void listen(long deadline) throws IOException {
    while (!stopped && time.nanos() - deadline < 0) {
      ears.listen(deadline);
    }
  }

  /**
   * Epoch time from which a statement's times count: its beginning; behind a send, when the last
   * packet left.
   */
  private long reference() {
    return afterSend ? posting.lastSent() : time.epochNanos();
  }

  private Outcome expect(ScriptLine line, Statement.Expect expect) throws IOException {
    if (!ears.isOpen()) {
      return new Outcome(false, "no interface is listened to; say interface NAME in front");
    }
    long start = time.nanos();
    long reference = reference();
    int looked = 0;
    while (true) {
      List<Heard> heard = ears.heard();
      for (; looked < heard.size(); looked++) {
        Heard one = heard.get(looked);
        if (expect.expectation().matches(one.packet())) {
          heard.remove(looked);
          return arrived(line, expect, one, Math.max(0, one.time() - reference));
        }
      }
      if (stopped || time.nanos() - start >= expect.to()) {
        return missing(line, expect.expectation(), reference, expect.to());
      }
      long before = ears.forgotten();
      ears.listen(start + expect.to());
      looked = (int) Math.max(0, looked - (ears.forgotten() - before));
    }
  }

  private Outcome arrived(ScriptLine line, Statement.Expect expect, Heard one, long after) {
    if (after < expect.from()) {
      listener.nearest(line, expect.expectation().compare(one.packet()), after, 0);
      return new Outcome(false, "came too early, after " + Times.text(after));
    }
    if (!expect.name().isEmpty()) {
      names.put(expect.name(), one.packet());
    }
    return new Outcome(true, "came after " + Times.text(after));
  }

  private Outcome missing(ScriptLine line, Expectation expectation, long reference, long within) {
    List<Heard> heard = ears.heard();
    List<Point> nearest = List.of();
    Heard which = null;
    int most = -1;
    for (Heard one : heard) {
      List<Point> points = expectation.compare(one.packet());
      int agreed = 0;
      for (Point point : points) {
        agreed += point.agrees() ? 1 : 0;
      }
      if (agreed > most) {
        most = agreed;
        nearest = points;
        which = one;
      }
    }
    if (which != null) {
      listener.nearest(line, nearest, which.time() - reference, heard.size() - 1);
    }
    String others = heard.isEmpty() ? "nothing came" : "nothing like it came";
    return new Outcome(false, others + " within " + Times.text(within));
  }

  private Outcome reject(ScriptLine line, Statement.Reject reject) throws IOException {
    if (!ears.isOpen()) {
      return new Outcome(false, "no interface is listened to; say interface NAME in front");
    }
    long start = time.nanos();
    long reference = reference();
    long since = ears.statement() - 1;
    int looked = 0;
    while (true) {
      List<Heard> heard = ears.heard();
      for (; looked < heard.size(); looked++) {
        Heard one = heard.get(looked);
        if (one.statement() >= since && reject.expectation().matches(one.packet())) {
          long after = one.time() - reference;
          List<Point> points = reject.expectation().compare(one.packet());
          listener.nearest(line, points, after, heard.size() - 1);
          return new Outcome(false, "came, after " + Times.text(Math.max(0, after)));
        }
      }
      if (stopped || time.nanos() - start >= reject.within()) {
        return new Outcome(true, "did not come for " + Times.text(reject.within()));
      }
      long before = ears.forgotten();
      ears.listen(start + reject.within());
      looked = (int) Math.max(0, looked - (ears.forgotten() - before));
    }
  }
}
