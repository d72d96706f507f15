// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import io.sonde.cli.Decimals;
import io.sonde.cli.SafeText;
import io.sonde.cli.StandardOutput;
import io.sonde.probe.AnswerKind;
import io.sonde.traceroute.config.Output;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Started;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.names.AddressFacts;
import io.sonde.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as text, as traceroute 2.1 for Linux prints it. */
public final class TextRenderer implements TraceListener {
  private static final String[] TCP_FLAGS = {
    "fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"
  };

  private final StandardOutput out;
  private final TracerouteConfig config;
  private final AddressBook book;
  private final StringBuilder line = new StringBuilder(128);
  private String header = "";
  private String zone = "";
  private @Nullable IpAddress own;
  private @Nullable Answer previous;
  private String previousExtensions = "";

  /**
   * @param config of the run
   * @param book names of the addresses
   */
  public TextRenderer(StandardOutput out, TracerouteConfig config, AddressBook book) {
    this.out = out;
    this.config = config;
    this.book = book;
    out.flushEachLine(true);
  }

  @Override
  public void started(Started event) {
    IpAddress address = event.address();
    if (address == null) {
      return;
    }
    own = event.source();
    zone = event.zone().isEmpty() ? config.sockets().device() : event.zone();
    header =
        "traceroute to "
            + SafeText.of(event.config().destination().host())
            + " ("
            + (event.zone().isEmpty() ? address : numeric(address))
            + "), "
            + event.config().range().maxTtl()
            + " hops max, "
            + event.packetLength()
            + " byte packets";
    if (event.access() != null) {
      showHeader();
      tellBlindness(event);
    }
  }

  private void showHeader() {
    out.line(header);
    header = "";
  }

  private void tellBlindness(Started event) {
    if (config.output().findings() && !event.blind().isEmpty()) {
      StringBuilder text = new StringBuilder("without raw sockets nothing is seen of:");
      String separator = " ";
      for (String name : BlindnessText.of(event.blind())) {
        text.append(separator).append(name);
        separator = ", ";
      }
      out.diagnostic(text.toString());
    }
  }

  @Override
  public void reply(int ttl, int probe, Answer answer) {}

  @Override
  public void hop(Hop hop) {
    line.setLength(0);
    line.append(hop.ttl() < 10 ? " " : "").append(hop.ttl()).append(' ');
    previous = null;
    previousExtensions = "";
    for (Hop.Sample sample : hop.probes()) {
      Answer answer = sample.answer();
      if (answer == null) {
        line.append(" *");
      } else {
        append(hop.ttl(), answer, sample.mtu());
      }
    }
    out.line(line);
  }

  private void append(int ttl, Answer answer, int mtu) {
    if (answer.kind() == AnswerKind.TOO_BIG && answer.address().equals(own)) {
      line.append(" *"); // the host itself, which is no hop
      previous = null;
    } else {
      appendSource(ttl, answer);
    }
    line.append("  ");
    Decimals.appendFixed(line, Math.max(0, answer.roundTrip()), 6, 3).append(" ms");
    String annotation = Annotation.of(answer);
    if (annotation != null) {
      line.append(' ').append(annotation);
    }
    if (mtu > 0) {
      line.append(" F=").append(mtu);
    }
  }

  private void appendSource(int ttl, Answer answer) {
    Output output = config.output();
    String extensions = extensions(answer);
    Answer before = previous;
    boolean other =
        before == null
            || !before.address().equals(answer.address())
            || !extensions.equals(previousExtensions)
            || (output.back() && before.replyTtl() != answer.replyTtl());
    if (other) {
      appendAddress(answer.address());
      if (!extensions.isEmpty()) {
        line.append(" <").append(extensions).append('>');
      }
      if (output.back() && answer.backHops() >= 0 && answer.backHops() != ttl) {
        line.append(" '-").append(answer.backHops()).append('\'');
      }
    }
    previous = answer;
    previousExtensions = extensions;
  }

  private String extensions(Answer answer) {
    if (answer.tcpFlags() != 0 && config.probe().options().info()) {
      StringBuilder flags = new StringBuilder();
      for (int bit = 0; bit < TCP_FLAGS.length; bit++) {
        if ((answer.tcpFlags() >>> bit & 1) != 0) {
          flags.append(flags.length() == 0 ? "" : ",").append(TCP_FLAGS[bit]);
        }
      }
      return flags.toString();
    }
    return config.output().extensions() ? ExtensionText.of(answer.extensions()) : "";
  }

  private void appendAddress(IpAddress address) {
    AddressFacts facts = book.facts(address);
    if (config.lookups().names()) {
      String name = facts.name();
      line.append(' ').append(name == null ? numeric(address) : SafeText.of(name));
      line.append(" (").append(numeric(address)).append(')');
    } else {
      line.append(' ').append(numeric(address));
    }
    if (config.lookups().asNumbers()) {
      appendOrigin(facts.origin());
    }
  }

  /** {@code 192.0.2.1}, {@code fe80::1%eth0}. */
  private String numeric(IpAddress address) {
    return zone.isEmpty() || !address.needsScope() ? address.toString() : address + "%" + zone;
  }

  private void appendOrigin(AddressFacts.@Nullable Origin origin) {
    line.append(" [");
    if (origin == null) {
      line.append("!!");
    } else if (origin.numbers().isEmpty()) {
      line.append('*');
    } else {
      String separator = "";
      for (long number : origin.numbers()) {
        line.append(separator).append("AS").append(number);
        separator = "/";
      }
      if (origin.name() != null) {
        line.append(' ').append(SafeText.of(origin.name()));
      }
    }
    line.append(']');
  }

  @Override
  public void finding(long time, Finding finding) {
    if (config.output().findings()) {
      out.error(finding.kind().text() + ": " + SafeText.of(finding.detail()));
    }
  }

  @Override
  public void lateReply(int ttl, int probe, Answer answer) {}

  @Override
  public void failed(long time, List<String> lines, int exitCode, boolean beforeHeader) {
    if (!beforeHeader && !header.isEmpty()) {
      // traceroute ends the header's line on standard error, so that a terminal shows two lines
      out.print(header);
      out.error("");
    }
    for (String text : lines) {
      out.error(SafeText.of(text));
    }
  }

  @Override
  public void finished(Summary summary) {
    out.flush();
  }
}
