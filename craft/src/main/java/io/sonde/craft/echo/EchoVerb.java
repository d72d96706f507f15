// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.echo.EchoSettings.Closing;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.verb.Amounts;
import io.sonde.craft.verb.CraftExit;
import io.sonde.craft.verb.Outside;
import io.sonde.craft.verb.Signals;
import io.sonde.craft.verb.Verb;
import io.sonde.net.NotPermittedException;
import io.sonde.socket.Errno;
import io.sonde.socket.SystemCallException;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code craft echo}: answers on regular sockets. */
public final class EchoVerb extends Verb {
  private static final String REPLY = "--reply";
  private static final String GREET = "--greet";
  private static final String CLOSE = "--close";
  private static final String DELAY = "--delay";
  private static final String COUNT = "--count";
  private static final String DURATION = "--duration";
  private static final String OUTPUT = "--output";
  private static final String AFTER = "after=";

  private final Signals signals;

  /** The verb. */
  public EchoVerb(Outside outside, Signals signals) {
    super(
        "echo",
        "[options] ENDPOINT...",
        "Answers on regular sockets: tcp:PORT udp:PORT (or ADDRESS@PORT), unix:PATH unixgram:PATH"
            + " seqpacket:PATH (or @NAME), icmp.",
        outside);
    this.signals = signals;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Answers")
        .value(REPLY, "WHAT", "echo, none, TEXT, hex:DIGITS or file:PATH (echo)")
        .value(GREET, "TEXT", "sent to each connection first; hex: and file: as in --reply")
        .value(CLOSE, "HOW", "after=N octets; reset, at the first octets; half, after an answer")
        .value(DELAY, "T", "before each answer: 10ms, 1s")
        .section("End")
        .flag("--once", "-c 1")
        .value("-c " + COUNT, "N", "after N connections and datagrams")
        .value(DURATION, "T", "after a time")
        .section("Local sockets")
        .flag("--replace", "removes a socket that is in the place first")
        .section("Output")
        .value("-o " + OUTPUT, "FORMAT", "text or json (text)")
        .flag("--json", "-o json")
        .flag("-q --quiet", "says when it listens, and nothing more");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    List<EchoEndpoint> endpoints = new ArrayList<>();
    for (String operand : arguments.operands()) {
      endpoints.add(EchoEndpoint.of(operand));
    }
    if (endpoints.isEmpty()) {
      throw new UsageException("endpoint: missing; tcp:7 udp:7 unix:PATH icmp, for example");
    }
    EchoSettings settings = settings(arguments);
    String format =
        "--json".equals(arguments.last("--json", OUTPUT))
            ? "json"
            : arguments.value(OUTPUT, "text");
    out.flushEachLine(true);
    return switch (format) {
      case "text" -> text(endpoints, settings, arguments.has("--quiet"), out);
      case "json" -> json(endpoints, settings, out);
      default -> throw new UsageException("-o " + format + ": unknown format; text or json");
    };
  }

  private int text(
      List<EchoEndpoint> endpoints, EchoSettings settings, boolean quiet, StandardOutput out)
      throws IOException {
    EchoCounts counts = new EchoCounts(new EchoText(out, quiet));
    serve(endpoints, settings, counts);
    if (!quiet) {
      out.error(
          counts.connections()
              + " connections, "
              + counts.datagrams()
              + " datagrams, "
              + counts.received()
              + " octets in, "
              + counts.sent()
              + " out");
    }
    return CraftExit.OK;
  }

  private int json(List<EchoEndpoint> endpoints, EchoSettings settings, StandardOutput out)
      throws IOException {
    EchoJson json = new EchoJson(out, outside().time()::epochNanos);
    EchoCounts counts = new EchoCounts(json);
    json.start();
    serve(endpoints, settings, counts);
    json.summary(counts, CraftExit.OK);
    return CraftExit.OK;
  }

  private void serve(List<EchoEndpoint> endpoints, EchoSettings settings, EchoListener listener)
      throws IOException {
    try (EchoServer server = new EchoServer(settings, outside().time(), listener)) {
      Signals.Listening listening = signals.listen(server::stop);
      try {
        for (EchoEndpoint endpoint : endpoints) {
          open(server, endpoint);
        }
        server.run();
      } finally {
        listening.close();
      }
    }
  }

  private static void open(EchoServer server, EchoEndpoint endpoint) throws IOException {
    try {
      server.open(endpoint);
    } catch (SystemCallException e) {
      IOException named = new IOException(endpoint + ": " + e.getMessage(), e);
      throw e.is(Errno.EPERM) || e.is(Errno.EACCES) ? new NotPermittedException(named) : named;
    }
  }

  private static EchoSettings settings(Arguments arguments) throws IOException {
    String reply = arguments.value(REPLY, "echo");
    String greeting = arguments.value(GREET);
    String delay = arguments.value(DELAY);
    String duration = arguments.value(DURATION);
    String close = arguments.value(CLOSE, "");
    Closing closing =
        switch (close) {
          case "" -> Closing.NEVER;
          case "reset" -> Closing.RESET;
          case "half" -> Closing.HALF;
          default -> Closing.AFTER;
        };
    long after = 0;
    if (closing == Closing.AFTER) {
      if (!close.startsWith(AFTER)) {
        throw new UsageException(CLOSE + " " + close + ": expected after=N, reset or half");
      }
      after =
          Numbers.whole(CLOSE + " " + AFTER, close.substring(AFTER.length()), 1, Long.MAX_VALUE);
    }
    long most =
        "--once".equals(arguments.last("--once", COUNT))
            ? 1
            : arguments.whole(COUNT, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    return new EchoSettings(
        reply(reply),
        greeting == null ? Octets.EMPTY : octets(GREET, greeting),
        closing,
        after,
        delay == null ? 0 : Amounts.nanos(DELAY, delay),
        most,
        duration == null ? Long.MAX_VALUE : Amounts.nanos(DURATION, duration),
        arguments.has("--replace"));
  }

  private static @Nullable Octets reply(String text) throws IOException {
    return switch (text) {
      case "echo" -> null;
      case "none" -> Octets.EMPTY;
      default -> octets(REPLY, text);
    };
  }

  private static Octets octets(String option, String text) throws IOException {
    if (text.startsWith("hex:")) {
      try {
        return Octets.of(Atoms.octets(text.substring("hex:".length())));
      } catch (ValueException e) {
        throw new UsageException(option + " " + text + ": expected " + e.expected());
      }
    }
    if (text.startsWith("file:")) {
      String name = text.substring("file:".length());
      try {
        return Octets.of(Files.readAllBytes(Path.of(name)));
      } catch (InvalidPathException e) {
        throw new IOException(name + ": not a file name", e);
      }
    }
    return Octets.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
