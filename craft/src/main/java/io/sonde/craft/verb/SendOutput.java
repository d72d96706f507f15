// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.Decimals;
import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import io.sonde.craft.wire.Counts;
import io.sonde.craft.wire.ForbiddenException;
import io.sonde.craft.wire.PathChoice;
import io.sonde.craft.wire.SendListener;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What {@code send} says: packets as they leave, notes, counts, the summary. */
final class SendOutput implements SendListener {
  private static final int MOST_COMPLAINTS = 10;
  private static final double NANOS = 1e9;

  /** More than a flood's batch: packets whose fate is not known yet. */
  private static final int PENDING = 512;

  private final StandardOutput out;
  private final TimeSource time;
  private final boolean terminal;
  private final boolean quiet;
  private final @Nullable JsonWriter json;
  private final @Nullable PacketOutput packets;
  private final CaptureRecord record = new CaptureRecord();
  private final CaptureInterface ethernet = CaptureInterface.of(LinkType.ETHERNET);
  private final CaptureInterface raw = CaptureInterface.of(LinkType.RAW);
  private final @Nullable PathChoice[] choices = new @Nullable PathChoice[PENDING];
  private final int[] lengths = new int[PENDING];
  private int complaints;
  private boolean differs;
  private boolean onLine;
  private volatile boolean interrupted;

  /**
   * What one verb says.
   *
   * @param terminal whether standard error is a terminal
   * @param packets where each packet is shown; null: nowhere
   */
  SendOutput(
      Arguments arguments,
      Outside outside,
      StandardOutput out,
      String verb,
      boolean terminal,
      @Nullable PacketOutput packets) {
    this.out = out;
    this.terminal = terminal;
    this.packets = packets;
    time = outside.time();
    quiet = arguments.has("--quiet");
    json = asksJson(arguments) ? new JsonWriter(out::write) : null;
    if (json != null) {
      json.event("start", time.epochNanos()).string("tool", "craft");
      json.string("version", Version.NUMBER).string("schema", "sonde/1");
      json.object("configuration").string("verb", verb).end().end();
    }
  }

  /** What {@code send} says, with all that the arguments name. */
  static SendOutput of(
      Arguments arguments, Outside outside, StandardOutput out, String verb, boolean terminal)
      throws IOException {
    boolean json = asksJson(arguments);
    boolean verbose = arguments.has("--verbose") && !json;
    boolean shows = arguments.has("--output") && !json || arguments.has("--write") || verbose;
    OutputFormat otherwise = verbose ? OutputFormat.SUMMARY : null;
    return new SendOutput(
        arguments,
        outside,
        out,
        verb,
        terminal,
        shows ? new PacketOutput(arguments, outside, out, verb, otherwise) : null);
  }

  /** Whether standard output is to be JSON. */
  static boolean asksJson(Arguments arguments) {
    return "--json".equals(arguments.last("--json", "--output"))
        || "json".equals(arguments.value("--output"));
  }

  /** Events on standard output; null: it is no JSON. */
  @Nullable JsonWriter json() {
    return json;
  }

  /** Whether a signal has ended the run. */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** Whether something is said of every packet. */
  boolean wantsEachPacket() {
    return json != null || packets != null;
  }

  /** A packet was seen to leave otherwise than it was asked for. */
  void differs() {
    differs = true;
  }

  /** A signal has come; for any thread. */
  void interrupted() {
    interrupted = true;
  }

  @Override
  public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType)
      throws IOException {
    int slot = (int) (number % PENDING);
    choices[slot] = choice;
    lengths[slot] = octets.remaining();
    if (packets != null) {
      CaptureInterface source =
          switch (linkType) {
            case LinkType.ETHERNET -> ethernet;
            case LinkType.IPV4, LinkType.IPV6 -> raw;
            default -> CaptureInterface.of(linkType);
          };
      record.set(source, time.epochNanos(), octets.remaining(), octets);
      packets.write(record, null);
    }
  }

  @Override
  public void handled(long number, int outcome, int detail) {
    if (json == null) {
      return;
    }
    int slot = (int) (number % PENDING);
    PathChoice choice = choices[slot];
    choices[slot] = null;
    if (outcome == PacketBatch.SENT && choice != null) {
      json.event("sent", time.epochNanos()).number("probe", number);
      json.string("path", choice.path().text());
      if (!choice.reason().isEmpty()) {
        json.string("pathReason", choice.reason());
      }
      if (!choice.notHonoured().isEmpty()) {
        json.array("notHonoured");
        choice.notHonoured().forEach(json::string);
        json.end();
      }
      json.number("lengthBytes", lengths[slot]).end();
    } else if (choice != null) {
      error(number, Counts.words(outcome));
    }
  }

  private void error(long number, String sentence) {
    if (json != null) {
      json.event("error", time.epochNanos()).number("probe", number);
      json.string("message", sentence).end();
    }
  }

  @Override
  public void note(String sentence) {
    if (!quiet) {
      endLine();
      out.error(sentence);
    }
  }

  @Override
  public void unsendable(long number, String sentence) {
    error(number, sentence);
    if (complaints++ < MOST_COMPLAINTS) {
      endLine();
      out.diagnostic("packet " + number + ": " + sentence);
    }
  }

  @Override
  public void progress(Counts counts, long elapsed) {
    if (json != null) {
      json.event("stats", time.epochNanos()).number("packets", counts.sent());
      json.number("refused", counts.refused());
      json.number("packetsPerSecond", rate(counts, elapsed)).end();
    }
    String line =
        counts.sent() + " sent, " + counts.refused() + " refused, " + perSecond(counts, elapsed);
    if (terminal) {
      out.errorText("\r\u001b[K" + line);
      onLine = true;
    } else {
      out.error(line);
    }
  }

  /** Leaves the line that is rewritten. */
  void endLine() {
    if (onLine) {
      onLine = false;
      out.errorText("\r\u001b[K");
    }
  }

  private static double rate(Counts counts, long elapsed) {
    return elapsed <= 0 ? Double.NaN : Math.rint(counts.sent() * NANOS / elapsed * 10) / 10;
  }

  private static String perSecond(Counts counts, long elapsed) {
    double rate = rate(counts, elapsed);
    return Double.isNaN(rate) ? "" : Math.round(rate) + "/s";
  }

  /**
   * Ends what was written and says what became of the packets.
   *
   * @param failure what ended the run early; null: nothing did
   * @return the exit status
   */
  int end(Counts counts, long elapsed, @Nullable IOException failure) throws IOException {
    endLine();
    int status = status(counts.refused(), failure);
    if (packets != null) {
      packets.end(failure);
    }
    if (json != null) {
      json(json, counts, elapsed, failure, status);
    }
    if (!quiet) {
      out.error(summary(counts, elapsed));
    }
    if (failure != null) {
      out.diagnostic(Sentences.of(failure));
    }
    return status;
  }

  int status(long refused, @Nullable IOException failure) {
    if (failure != null) {
      return failure instanceof ForbiddenException || failure instanceof NotPermittedException
          ? CraftExit.NOT_PERMITTED
          : CraftExit.INPUT_OUTPUT;
    }
    if (refused > 0 && !interrupted) {
      return CraftExit.INPUT_OUTPUT;
    }
    return differs ? CraftExit.DIFFERS : CraftExit.OK;
  }

  private void json(
      JsonWriter writer, Counts counts, long elapsed, @Nullable IOException failure, int status) {
    if (failure != null) {
      writer.event("error", time.epochNanos()).string("message", Sentences.of(failure)).end();
    }
    writer.event("summary", time.epochNanos()).number("packets", counts.sent());
    writer.number("sentBytes", counts.octets()).millis("durationMs", elapsed);
    writer.number("packetsPerSecond", rate(counts, elapsed));
    writer.object("refused");
    for (int i = PacketBatch.SENT + 1; i < Counts.outcomes(); i++) {
      if (counts.of(i) > 0) {
        writer.number(Counts.name(i), counts.of(i));
      }
    }
    writer.end().number("retries", counts.retries()).number("exitCode", status).end();
  }

  private static String summary(Counts counts, long elapsed) {
    StringBuilder line = new StringBuilder();
    line.append(counts.sent())
        .append(counts.sent() == 1 ? " packet" : " packets")
        .append(" sent, ");
    line.append(counts.octets()).append(" octets in ");
    Decimals.appendFixed(line, elapsed, 9, 3).append(" s");
    if (counts.sent() > 1) {
      line.append(", ").append(perSecond(counts, elapsed));
    }
    if (counts.refused() > 0) {
      line.append("; ").append(counts.refused()).append(" not:");
      for (int i = PacketBatch.SENT + 1; i < Counts.outcomes(); i++) {
        if (counts.of(i) > 0) {
          line.append(' ').append(Counts.words(i)).append(' ').append(counts.of(i)).append(',');
        }
      }
      line.setLength(line.length() - 1);
    }
    if (counts.retries() > 0) {
      line.append("; queues full ").append(counts.retries()).append(" times");
    }
    return line.toString();
  }
}
