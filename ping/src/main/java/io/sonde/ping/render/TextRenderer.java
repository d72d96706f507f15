// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.IcmpErrorText;
import io.sonde.cli.SafeText;
import io.sonde.cli.StandardOutput;
import io.sonde.net.HostNames;
import io.sonde.ping.compare.Findings;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import org.jspecify.annotations.Nullable;

/**
 * A run as text, as iputils ping prints it. With {@code -q} and in a flood nothing is allocated for
 * a probe.
 */
public final class TextRenderer implements PingListener {
  /** Less data has no room for iputils' time stamp, and then it shows no round trip. */
  private static final int TIMED_SIZE = 16;

  private static final int ICMP_HEADER = 8;

  /** Data octets in a line of a dump. */
  private static final int DUMP_WIDTH = 16;

  private static final long MICRO = 1000;
  private static final long SECOND = 1_000_000_000;

  private final StandardOutput out;
  private final Output output;
  private final HostNames names;
  private final StringBuilder line = new StringBuilder(256);
  private final ComparisonText comparison = new ComparisonText();
  private @Nullable Run run;
  private ProbeKind kind = ProbeKind.ICMP;

  /** What the first event settles. */
  private record Run(
      Started started,
      boolean flood,
      boolean group,
      boolean identified,
      AddressText addresses,
      OptionText options,
      QuoteText quotes,
      StatisticsText statistics) {}

  /**
   * @param output what of a run is wanted
   * @param names names of the hosts that answer
   */
  public TextRenderer(StandardOutput out, Output output, HostNames names) {
    this.out = out;
    this.output = output;
    this.names = names;
    if (output.stamped() || output.outstanding()) {
      out.flushEachLine(true);
    }
  }

  @Override
  public void started(Started event) {
    boolean flood = event.config().schedule().flood();
    boolean numeric = output.numeric() || flood || (event.literal() && !output.lookUp());
    String zone = event.zone().isEmpty() ? event.device() : event.zone();
    AddressText addresses = new AddressText(numeric ? null : names, zone);
    OptionText options = new OptionText(addresses);
    Probe probe = event.config().probe();
    kind = event.config().kinds().first();
    boolean timed =
        probe.nodeQuery() == null && (!kind.isIcmp() || probe.largestSize() >= TIMED_SIZE);
    run =
        new Run(
            event,
            flood,
            event.broadcast() || event.multicast(),
            event.identifier() >= 0
                && output.verbose()
                && (probe.identifier() >= 0 || !event.datagramSocket()),
            addresses,
            options,
            new QuoteText(options),
            new StatisticsText(
                HeaderText.nameOf(event), timed, probe.findMtu(), output.statistics()));
    if (event.broadcast()) {
      out.error("WARNING: pinging broadcast address");
    }
    if (probe.pattern().length() > 0 && !output.quiet()) {
      HeaderText.appendPattern(begin(), probe.pattern());
      end();
    }
    HeaderText.append(begin(), event, addresses);
    end();
  }

  @Override
  public void about(ProbeKind next) {
    kind = next;
  }

  @Override
  public void sent(long first, int count) {
    if (!output.quiet() && run().flood) {
      for (int i = 0; i < count; i++) {
        out.print(".");
      }
    }
  }

  @Override
  public void reply(Reply reply) {
    if (output.quiet()) {
      return;
    }
    Run run = run();
    if (run.flood) {
      if (reply.kind == Reply.Kind.ANSWER) {
        out.print(output.audible() ? "\b \b\007" : "\b \b");
      }
      return;
    }
    if (output.audible()) {
      out.print("\007");
    }
    beginStamped(reply.time);
    if (!kind.isIcmp()) {
      appendPortReply(reply);
      end();
      return;
    }
    line.append(reply.length).append(" bytes from ");
    line.append(run.addresses.of(reply.fromHigh, reply.fromLow, reply.fromZone)).append(':');
    if (reply.node != null) {
      NodeText.append(line, reply.node, reply.wireSequence);
    } else {
      appendSequence(reply.wireSequence, reply.identifier);
    }
    appendTimeToLive(reply.timeToLive);
    if (reply.truncated) {
      line.append(" (truncated)");
      end();
      return;
    }
    if (reply.node == null) {
      appendTime(reply.roundTrip, kind.isEcho() ? reply.length : Integer.MAX_VALUE);
    }
    appendMarks(reply);
    QueryText.append(line, reply);
    if (reply.wrongOffset >= 0) {
      appendWrongData(reply);
    }
    if (reply.options.length() > 0) {
      run.options.append(line, reply.options);
    }
    end();
  }

  private void appendPortReply(Reply reply) {
    line.append("Reply from ");
    line.append(run().addresses.of(reply.fromHigh, reply.fromLow, reply.fromZone));
    line.append(' ').append(kind).append(' ').append(reply.answer.text());
    line.append(": seq=").append(reply.sequence);
    appendTimeToLive(reply.timeToLive);
    if (reply.roundTrip >= 0) {
      line.append(" time=");
      Millis.appendRoundTrip(line, reply.roundTrip, output.threeDecimals());
      line.append(" ms");
    }
    appendMarks(reply);
  }

  private void appendMarks(Reply reply) {
    if (reply.kind == Reply.Kind.DUPLICATE && (!run().group || output.verbose())) {
      line.append(" (DUP!)");
    } else if (reply.kind == Reply.Kind.LATE) {
      line.append(" (LATE!)");
    }
    if (reply.differentAddress) {
      line.append(" (DIFFERENT ADDRESS!)");
    }
  }

  @Override
  public void icmpError(IcmpError error) {
    Run run = run();
    boolean about = error.sequence != 0;
    if (output.quiet() || (!about && !output.verbose())) {
      return;
    }
    if (run.flood) {
      if (error.counts) {
        out.print("\bE");
      }
      return;
    }
    beginStamped(error.time);
    line.append("From ").append(run.addresses.of(error.fromHigh, error.fromLow, error.fromZone));
    line.append(about && error.counts ? " " : ": ");
    if (!kind.isIcmp()) {
      line.append(kind).append(' ');
      if (about) {
        line.append("seq=").append(error.sequence).append(' ');
      }
    } else if (error.wireSequence >= 0) {
      line.append("icmp_seq=").append(error.wireSequence).append(' ');
    }
    if (error.corrupt) {
      line.append("(BAD CHECKSUM)");
    }
    line.append(ErrorText.of(error, run.addresses));
    if (output.verbose() && error.quote != null) {
      run.quotes.append(line, error.family, error.quote);
    }
    end();
  }

  @Override
  public void sendError(SendError event) {
    if (output.quiet()) {
      return;
    }
    Run run = run();
    if (run.flood) {
      out.print("E");
    } else if (event.cause() == SendError.Cause.TOO_BIG && event.mtu() > 0) {
      boolean v4 = run.started.address().family() == IpFamily.IPV4;
      out.diagnostic("local error: message too long, mtu" + (v4 ? "=" : ": ") + event.mtu());
    } else {
      out.diagnostic("sendmsg: " + SafeText.of(event.text()));
    }
  }

  @Override
  public void stray(Stray stray) {
    Run run = run();
    boolean v4 = run.started.address().family() == IpFamily.IPV4;
    boolean echo = stray.type == (v4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY);
    boolean corruptReply = echo && stray.kind == Stray.Kind.CORRUPT && stray.sequence > 0;
    // what each ping of this host hears of all others
    boolean othersReply = echo && stray.kind == Stray.Kind.FOREIGN;
    if (output.quiet() || !kind.isIcmp() || othersReply || !(corruptReply || output.verbose())) {
      return;
    }
    if (run.flood) {
      if (corruptReply) {
        out.print("\bC");
      }
      return;
    }
    beginStamped(stray.time);
    String from = run.addresses.of(stray.fromHigh, stray.fromLow, stray.fromZone);
    if (corruptReply) {
      line.append(stray.length).append(" bytes from ").append(from).append(':');
      appendSequence(stray.wireSequence, stray.identifier);
      appendTimeToLive(stray.timeToLive);
      appendTime(stray.roundTrip, stray.length);
      line.append(" (BAD CHECKSUM!)");
    } else {
      line.append("From ").append(from).append(": ");
      IpFamily family = run.started.address().family();
      line.append(IcmpErrorText.of(family, stray.type, stray.code, 0, ""));
      if (stray.identifier >= 0) {
        line.append(" ident=").append(stray.identifier);
      }
      if (stray.wireSequence >= 0) {
        line.append(" icmp_seq=").append(stray.wireSequence);
      }
      if (stray.kind == Stray.Kind.CORRUPT) {
        line.append(" (BAD CHECKSUM)");
      }
    }
    end();
  }

  @Override
  public void outstanding(long time, long sequence, long waited) {
    if (output.outstanding() && !output.quiet()) {
      beginStamped(time);
      line.append("no answer yet for ");
      if (kind.isIcmp()) {
        line.append("icmp_seq=").append(sequence & 0xffff);
      } else {
        line.append(kind).append(" seq=").append(sequence);
      }
      end();
    }
  }

  @Override
  public void lost(long time, long sequence, long waited) {}

  @Override
  public void warning(long time, String code, String text) {
    out.diagnostic("Warning: " + SafeText.of(text));
  }

  @Override
  public void report(Summary summary, boolean bySignal) {
    run().statistics.appendStatus(begin().append('\r'), summary);
    out.flush();
    out.errorText(line.append('\n').toString());
  }

  @Override
  public void series(ProbeKind of, Summary summary) {
    comparison.add(of, summary);
  }

  @Override
  public void compared(long time, Findings findings) {
    comparison.append(begin(), HeaderText.nameOf(run().started), findings);
    end();
  }

  @Override
  public void finished(Summary summary) {
    if (run().started.config().kinds().isComparison()) {
      out.flush();
      return;
    }
    run().statistics.append(begin(), summary);
    end();
    out.flush();
  }

  /** On a terminal a flood shows its dots at once; elsewhere text waits a second at most. */
  @Override
  public long waiting(long now, long until) {
    if (out.isTerminal()) {
      out.flush();
    } else {
      out.tick(now);
    }
    return Math.min(until, out.flushBy());
  }

  private Run run() {
    if (run == null) {
      throw new IllegalStateException("no event precedes started");
    }
    return run;
  }

  private StringBuilder begin() {
    line.setLength(0);
    return line;
  }

  private void beginStamped(long time) {
    begin();
    if (output.stamped()) {
      line.append('[').append(time / SECOND).append('.');
      String micros = Long.toString(time % SECOND / MICRO);
      line.append("000000", 0, 6 - micros.length()).append(micros).append("] ");
    }
  }

  private void end() {
    out.line(line);
  }

  private void appendSequence(int wireSequence, int identifier) {
    line.append(" icmp_seq=").append(wireSequence);
    if (run().identified) {
      line.append(" ident=").append(identifier);
    }
  }

  private void appendTimeToLive(int timeToLive) {
    if (timeToLive >= 0) {
      line.append(" ttl=").append(timeToLive);
    }
  }

  private void appendTime(long roundTrip, int length) {
    if (roundTrip >= 0 && length - ICMP_HEADER >= TIMED_SIZE) {
      line.append(" time=");
      Millis.appendRoundTrip(line, roundTrip, output.threeDecimals());
      line.append(" ms");
    }
  }

  private void appendWrongData(Reply reply) {
    line.append("\nwrong data byte #").append(reply.wrongOffset);
    line.append(" should be 0x").append(Integer.toHexString(reply.wrongExpected));
    line.append(" but was 0x").append(Integer.toHexString(reply.wrongActual));
    Octets data = reply.data;
    if (data == null) {
      return;
    }
    // iputils leaves out the 16 octets where its time stamp is; ours may be the wrong ones
    int first = reply.wrongOffset < TIMED_SIZE ? 0 : TIMED_SIZE;
    for (int i = first; i < data.length(); i++) {
      if ((i - first) % DUMP_WIDTH == 0) {
        line.append("\n#").append(i).append('\t');
      }
      line.append(Integer.toHexString(data.at(i))).append(' ');
    }
  }
}
