// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.Decimals;
import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.JsonRenderer;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.TreeRenderer;
import io.sonde.craft.spec.Answering;
import io.sonde.craft.text.TextBuffer;
import io.sonde.craft.wire.Counts;
import io.sonde.craft.wire.PathChoice;
import io.sonde.craft.wire.SrListener;
import io.sonde.net.HostNames;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code sr} says: a line an answer, or events; a file of both directions; the summary. */
final class SrOutput implements SrListener {

  private final StandardOutput out;
  private final TimeSource time;
  private final SendOutput sending;
  private final @Nullable ExchangeFile file;
  private final boolean verbose;
  private final boolean quiet;
  private final TextBuffer text = new TextBuffer(1024);
  private final JsonRenderer json = new JsonRenderer();
  private final TreeRenderer tree;
  private long index;
  private long unanswered;
  private boolean lines = true;
  private final long[] statuses = new long[Status.values().length];

  /**
   * Opens what the arguments name.
   *
   * @param terminal whether standard error is a terminal
   */
  SrOutput(Arguments arguments, Outside outside, StandardOutput out, String verb, boolean terminal)
      throws IOException {
    this.out = out;
    time = outside.time();
    verbose = arguments.has("--verbose");
    quiet = arguments.has("--quiet");
    HostNames names = Naming.of(arguments, outside);
    text.names(names);
    tree = new TreeRenderer(new Look(Colors.of(arguments, out), false, names));
    String path = arguments.value("--write");
    file = path == null ? null : new ExchangeFile(path, arguments, outside, verb);
    sending = new SendOutput(arguments, outside, out, verb, terminal, null);
  }

  /** Whether something is said of every packet that is sent. */
  boolean wantsEachPacket() {
    return file != null || sending.json() != null;
  }

  /** What it says of what is sent. */
  SendOutput sending() {
    return sending;
  }

  /** A signal has come; for any thread. */
  void interrupted() {
    sending.interrupted();
  }

  /** Leaves out the line of each answer: somebody else says what became of the probes. */
  void withoutLines() {
    lines = false;
  }

  /** Whether a signal has ended the run. */
  boolean wasInterrupted() {
    return sending.wasInterrupted();
  }

  /** A line of text. */
  void line(String text) {
    out.line(text);
  }

  /** An event that compares; null: the output is no JSON. */
  @Nullable JsonWriter comparison() {
    JsonWriter writer = sending.json();
    return writer == null ? null : writer.event("comparison", time.epochNanos());
  }

  @Override
  public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType)
      throws IOException {
    sending.packet(number, choice, octets, linkType);
    if (file != null) {
      file.probe(octets, linkType, time.epochNanos());
    }
  }

  @Override
  public void handled(long number, int outcome, int detail) {
    sending.handled(number, outcome, detail);
  }

  @Override
  public void note(String sentence) {
    sending.note(sentence);
  }

  @Override
  public void unsendable(long number, String sentence) {
    sending.unsendable(number, sentence);
  }

  @Override
  public void progress(Counts counts, long elapsed) {
    sending.progress(counts, elapsed);
  }

  @Override
  public void answer(
      Status status,
      @Nullable Probe probe,
      Dissection packet,
      int linkType,
      long arrival,
      long roundTrip)
      throws IOException {
    statuses[status.ordinal()]++;
    index++;
    if (file != null) {
      file.answer(packet, linkType, arrival);
    }
    Exhibit exhibit = new Exhibit(packet);
    exhibit.index = index;
    exhibit.time = arrival;
    exhibit.firstTime = arrival;
    exhibit.linkType = linkType;
    exhibit.wireLength = (long) packet.packet().to - packet.packet().from;
    exhibit.event = status.name().toLowerCase(Locale.ROOT);
    exhibit.probe = probe == null ? 0 : probe.number;
    exhibit.roundTrip = roundTrip;
    text.clear();
    if (sending.json() != null) {
      json.packet(exhibit, text);
    } else if (lines) {
      line(status, exhibit);
      if (verbose) {
        tree.packet(exhibit, text);
      }
    }
    out.write(text.octets(), text.length());
  }

  private void line(Status status, Exhibit exhibit) {
    PacketLayout packet = exhibit.dissection.packet();
    if (exhibit.probe > 0) {
      text.decimal(exhibit.probe);
    } else {
      text.add('-');
    }
    int network = Answering.network(packet);
    if (network >= 0 && Answering.isIp(packet, network)) {
      boolean ipv4 = Answering.family(packet, network) == IpFamily.IPV4;
      int source = packet.start[network] + (ipv4 ? 12 : 8);
      text.add(' ').host(ipv4 ? IpFamily.IPV4 : IpFamily.IPV6, packet.octets, source);
      int carried = Answering.carried(packet, network);
      if (carried >= 0) {
        LayerSpec spec = packet.specs[carried];
        spec.summarizeAnswer(packet, carried, text);
      }
      text.add(ipv4 ? " ttl " : " hlim ");
      text.decimal(packet.u8(packet.start[network] + (ipv4 ? 8 : 7)));
    } else if (network >= 0) {
      packet.specs[network].summarizeAnswer(packet, network, text);
    }
    if (exhibit.roundTrip >= 0) {
      text.add(' ').add(millis(exhibit.roundTrip));
    }
    if (status != Status.REPLY) {
      text.add(' ').add(exhibit.event);
    }
    text.add('\n');
  }

  @Override
  public void outcome(
      Status status, Probe probe, Outcome outcome, IpAddress from, long arrival, long roundTrip) {
    statuses[status.ordinal()]++;
    JsonWriter writer = sending.json();
    String word = status.name().toLowerCase(Locale.ROOT);
    if (writer != null) {
      writer.event("outcome", arrival).number("probe", probe.number).string("status", word);
      writer.string("outcome", outcome.text()).string("from", from.toString());
      if (roundTrip >= 0) {
        writer.millis("rttMs", roundTrip);
      }
      writer.end();
    } else if (lines) {
      String trip = roundTrip < 0 ? "" : " " + millis(roundTrip);
      String late = status == Status.REPLY ? "" : " " + word;
      out.line(probe.number + " " + from + " " + outcome.text() + trip + late);
    }
  }

  private static String millis(long nanos) {
    return Decimals.fixed(nanos, 6, 3) + " ms";
  }

  @Override
  public void noAnswer(Probe probe, long waited) {
    unanswered++;
    JsonWriter writer = sending.json();
    if (writer != null) {
      writer.event("noReply", time.epochNanos()).number("probe", probe.number);
      writer.millis("waitedMs", waited).end();
    } else if (lines) {
      out.line(probe.number + " no answer");
    }
  }

  /**
   * Ends what was written and says how many probes were answered.
   *
   * @param all whether every probe has to be answered
   * @param differing probes that came out differently; −1: nothing was compared
   * @param failure what ended the run early; null: nothing did
   * @return the exit status
   */
  int end(SrTotals run, boolean all, long differing, @Nullable IOException failure)
      throws IOException {
    sending.endLine();
    int status = sending.status(run.refused(), failure);
    if (status == CraftExit.OK) {
      boolean good = all ? run.answered() == run.probes() : run.answered() > 0;
      status = good && differing <= 0 ? CraftExit.OK : CraftExit.DIFFERS;
    }
    if (file != null) {
      file.end(status, failure == null ? null : Sentences.of(failure));
    }
    JsonWriter writer = sending.json();
    if (writer != null) {
      if (failure != null) {
        writer.event("error", time.epochNanos()).string("message", Sentences.of(failure)).end();
      }
      writer.event("summary", time.epochNanos()).number("packets", run.packets());
      writer.number("probes", run.probes()).number("answered", run.answered());
      writer.number("duplicate", statuses[Status.DUPLICATE.ordinal()]);
      writer.number("late", statuses[Status.LATE.ordinal()]);
      writer.number("unmatched", statuses[Status.UNMATCHED.ordinal()]);
      if (differing >= 0) {
        writer.number("differing", differing);
      }
      writer.number("droppedByKernel", run.dropped()).millis("durationMs", run.elapsed());
      writer.number("exitCode", status).end();
    }
    if (!quiet) {
      out.error(summary(run, differing));
    }
    if (failure != null) {
      out.diagnostic(Sentences.of(failure));
    }
    return status;
  }

  private String summary(SrTotals run, long differing) {
    StringBuilder line = new StringBuilder();
    line.append(run.probes()).append(run.probes() == 1 ? " probe, " : " probes, ");
    line.append(run.answered()).append(" answered, ");
    line.append(differing < 0 ? unanswered : run.probes() - run.answered()).append(" not");
    if (differing >= 0) {
      line.append(", ").append(differing).append(differing == 1 ? " differs" : " differ");
    }
    for (Status status : Status.values()) {
      long count = statuses[status.ordinal()];
      if (status != Status.REPLY && count > 0) {
        line.append(", ").append(count).append(' ');
        line.append(status.name().toLowerCase(Locale.ROOT));
      }
    }
    Decimals.appendFixed(line.append("; "), run.elapsed(), 9, 3).append(" s");
    long refused = run.refused();
    if (refused > 0) {
      line.append("; ").append(refused).append(" not sent");
    }
    if (run.dropped() > 0) {
      line.append("; ").append(run.dropped()).append(" dropped by the kernel");
    }
    return line.toString();
  }
}
