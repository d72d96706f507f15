// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.SweepConfig.Goal;
import io.sonde.ping.config.SweepConfig.Order;
import io.sonde.ping.config.SweepConfig.Report;
import io.sonde.ping.config.SweepConfig.Sort;
import io.sonde.ping.config.SweepConfig.Tries;
import io.sonde.ping.targets.TargetSpec;
import io.sonde.wire.IpFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a run over many targets, and what they make of it. */
final class SweepOptions {
  /** Longest interval and wait, seconds: iputils' limit, 2^31 milliseconds. */
  private static final long MAX_SECONDS = 2_147_483;

  private static final long MAX_DEADLINE = Integer.MAX_VALUE;
  private static final long MAX_RATE = 1_000_000_000L;

  /** Options that are only for many targets. */
  private static final List<String> OWN =
      List.of(
          "--alive",
          "--unreachable",
          "--retry",
          "--backoff",
          "--rate",
          "--round-trips",
          "--per-target",
          "--sort",
          "--min-alive",
          "--shard",
          "--seed",
          "--in-order",
          "--strict");

  /** Options that mean nothing when there are many. */
  private static final List<String> SINGLE =
      List.of(
          "-A",
          "-a",
          "-B",
          "-C",
          "-D",
          "-f",
          "-H",
          "-l",
          "-N",
          "-O",
          "-R",
          "-T",
          "-W",
          "--check-source",
          "--compare",
          "--compare-level",
          "--compare-min-rtt",
          "--find-mtu",
          "--histogram",
          "--report",
          "--stats",
          "--sweep-size",
          "--tcp",
          "--tcp-syn",
          "--udp");

  private SweepOptions() {}

  /** Adds the options. */
  static void add(OptionTable table) {
    table
        .section("Many targets")
        .flag("--many", "every operand is a target; a block or range means it too")
        .value("--targets", "FILE", "more targets, one a line, # comments; -: standard input")
        .flag("--strict", "the first bad line of a file ends the run")
        .flag("--alive", "print only the targets that answer")
        .flag("--unreachable", "print only the targets that do not")
        .value("--retry", "N", "tries after the first, without -c (3)")
        .value("--backoff", "F", "growth of the wait from try to try (1.5)")
        .value("--rate", "N", "probes a second over all targets, or max (1000)")
        .flag("--round-trips", "with -c: every round trip of a target, in a line")
        .flag("--per-target", "a table of the targets; with -c always")
        .value("--sort", "KEY", "its order: loss, rtt, name or input (input)")
        .value("--min-alive", "N", "so many answering targets are enough for exit status 0")
        .value("--shard", "I/N", "only the I-th of N parts of the targets")
        .value("--seed", "S", "order of the targets, the same for every part (0)")
        .flag("--in-order", "targets in the order given");
  }

  /** Whether the arguments ask for a run over many targets. */
  static boolean wanted(Arguments arguments) {
    if (arguments.has("--many") || arguments.has("--targets")) {
      return true;
    }
    for (String operand : arguments.operands()) {
      if (TargetSpec.isRange(operand)) {
        return true;
      }
    }
    for (String name : OWN) {
      if (arguments.has(name)) {
        throw new UsageException(
            name + ": for many targets only; --many, --targets FILE, or a block or range");
      }
    }
    return false;
  }

  /**
   * The run that the arguments ask for.
   *
   * @param family that the program's name restricts it to, or an option; null: any
   * @throws UsageException or another IllegalArgumentException with the sentence for the user
   */
  static SweepConfig toConfig(
      Arguments arguments,
      @Nullable IpFamily family,
      ProbeKind kind,
      Probe probe,
      Sockets sockets,
      Output output) {
    for (String name : SINGLE) {
      if (arguments.has(name)) {
        throw new UsageException(name + ": for a single destination only");
      }
    }
    if (!kind.isEcho() && sockets.choice() == Sockets.Choice.DATAGRAM) {
      throw new UsageException("--probe " + kind + ": needs a raw socket");
    }
    boolean allAddresses = arguments.has("--all-addresses");
    for (String operand : arguments.operands()) {
      TargetSpec.parse(operand, allAddresses);
    }
    return new SweepConfig(
        arguments.operands(),
        arguments.values("--targets"),
        arguments.has("--strict"),
        allAddresses,
        family,
        tries(arguments),
        order(arguments),
        new Goal(arguments.decimal("--min-alive", 1, Long.MAX_VALUE, 0), arguments.has("--first")),
        kind,
        probe,
        sockets,
        output,
        report(arguments));
  }

  private static Tries tries(Arguments arguments) {
    long count = arguments.decimal("-c", 1, Integer.MAX_VALUE, 0);
    boolean endless = count == 0 && ExportOptions.exports(arguments);
    for (String name : List.of("--retry", "--backoff")) {
      if ((count > 0 || endless) && arguments.has(name)) {
        throw new UsageException(name + ": without -c and --exporter only");
      }
    }
    if (count == 0 && !endless && arguments.has("-i")) {
      throw new UsageException(
          "-i: with -c or --exporter only; --rate is the pace of all probes together");
    }
    long interval = arguments.nanos("-i", MAX_SECONDS, Schedule.DEFAULT_INTERVAL);
    long usual =
        count == 0 && !endless
            ? Tries.DEFAULT_TIMEOUT
            : Math.max(Tries.DEFAULT_TIMEOUT, Math.min(Tries.LONGEST_DEFAULT_TIMEOUT, interval));
    long timeout = arguments.nanos("--timeout", MAX_SECONDS, usual);
    String backoff = arguments.value("--backoff");
    return new Tries(
        count,
        endless,
        interval,
        (int) arguments.decimal("--retry", 0, Tries.MOST_RETRIES, Tries.DEFAULT_RETRIES),
        backoff == null ? Tries.DEFAULT_BACKOFF : Numbers.real("--backoff", backoff, 1, 10),
        timeout,
        rate(arguments.value("--rate")),
        arguments.nanos("-w", MAX_DEADLINE, 0),
        arguments.nanos("--report-every", MAX_SECONDS, 0));
  }

  private static long rate(@Nullable String text) {
    if (text == null) {
      return Tries.DEFAULT_RATE;
    }
    return text.equals("max") ? 0 : Numbers.whole("--rate", text, 1, MAX_RATE, ", or max");
  }

  private static Order order(Arguments arguments) {
    if (arguments.has("--seed") && arguments.has("--in-order")) {
      throw new UsageException("--seed and --in-order exclude each other");
    }
    int shard = 1;
    int shards = 1;
    String text = arguments.value("--shard");
    if (text != null) {
      int slash = text.indexOf('/');
      if (slash < 1) {
        throw new UsageException("--shard " + text + ": not I/N, as in 1/4");
      }
      String all = text.substring(slash + 1);
      shards = (int) Numbers.whole("--shard", all, 1, Order.MOST_SHARDS, " for N");
      shard = (int) Numbers.whole("--shard", text.substring(0, slash), 1, shards, " for I");
    }
    String seed = arguments.value("--seed");
    return new Order(
        shard,
        shards,
        seed == null ? 0 : Numbers.whole("--seed", seed, 0, Long.MAX_VALUE),
        arguments.has("--in-order"));
  }

  private static Report report(Arguments arguments) {
    String sort = arguments.value("--sort");
    boolean table =
        arguments.has("--per-target") || arguments.has("-c") || ExportOptions.exports(arguments);
    if (sort != null && !table) {
      throw new UsageException("--sort: needs a table; --per-target or -c");
    }
    return new Report(
        arguments.has("--alive"),
        arguments.has("--unreachable"),
        arguments.has("--round-trips"),
        arguments.has("--per-target"),
        sort(sort == null ? "input" : sort));
  }

  private static Sort sort(String text) {
    return switch (text) {
      case "loss" -> Sort.LOSS;
      case "rtt" -> Sort.RTT;
      case "name" -> Sort.NAME;
      case "input" -> Sort.INPUT;
      default -> throw UsageException.unknown("--sort", text, "loss, rtt, name, input");
    };
  }
}
