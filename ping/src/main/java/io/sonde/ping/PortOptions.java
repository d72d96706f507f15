// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.ProbeKind.Protocol;
import io.sonde.ping.config.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options by which a target is asked otherwise than by ICMP, and what they exclude. */
final class PortOptions {
  /** Wait for a probe of such a run unless given. */
  static final long DEFAULT_TIMEOUT = Schedule.SECOND;

  private static final String COMPARE = "--compare";
  private static final String LEVEL = "--compare-level";
  private static final String MIN_RTT = "--compare-min-rtt";
  private static final String FORM = "icmp, tcp:PORT, tcp-syn:PORT or udp:PORT";
  private static final double MOST_LEVEL = 0.5;
  private static final long MOST_MILLISECONDS = 3_600_000;

  /** What only an ICMP message has, or an ICMP socket can do. */
  private static final List<String> ICMP_ONLY =
      List.of("-e", "-N", "-R", "-T", "-p", "-b", "-C", "--find-mtu", "--socket");

  private static final String PROBE = "--probe";

  /** What only an echo request has, and other kinds of probe. */
  private static final List<String> ECHO_ONLY =
      List.of(
          "-s",
          "-p",
          "--sweep-size",
          "--find-mtu",
          "-F",
          "-N",
          "--tcp",
          "--tcp-syn",
          "--udp",
          "--compare");

  private static final List<String> SIZES = List.of("-s", "--sweep-size");

  /** What a connect leaves to the host. */
  private static final List<String> NOT_BY_CONNECT = List.of("-F", "--clock", "-M", "-S");

  /** What makes a pace of its own: kinds are compared at one pace for all. */
  private static final List<String> PACES =
      List.of("-f", "-A", "-l", "--sweep-size", "--first", "--all-addresses");

  private PortOptions() {}

  /** Adds the rows of the help. */
  static void add(OptionTable table) {
    table
        .section("Ports")
        .value("--tcp", "PORT", "connect to a TCP port; open and refused are answers")
        .value("--tcp-syn", "PORT", "bare TCP SYN over a raw socket")
        .value("--udp", "PORT", "UDP datagram; port unreachable and data are answers")
        .value(COMPARE, "KIND,KIND...", "2 to 8 kinds in turn: icmp, tcp:PORT, tcp-syn:PORT, ...")
        .value(LEVEL, "P", "chance of a false difference, at most (0.01)")
        .value(MIN_RTT, "MS", "medians closer than this do not differ (1)");
  }

  /** The kinds asked for. */
  static Kinds kinds(Arguments arguments) {
    List<ProbeKind> single = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.TCP_SYN, Protocol.UDP)) {
      String option = "--" + protocol.text();
      String text = arguments.value(option);
      if (text != null) {
        single.add(new ProbeKind(protocol, (int) Numbers.whole(option, text, 1, 65_535)));
      }
    }
    String compare = arguments.value(COMPARE);
    if (single.size() + (compare == null ? 0 : 1) > 1) {
      throw new UsageException(
          "--tcp, --tcp-syn, --udp and --compare exclude each other; --compare takes several kinds");
    }
    if (compare == null) {
      for (String option : List.of(LEVEL, MIN_RTT)) {
        if (arguments.has(option)) {
          throw new UsageException(option + ": only with " + COMPARE);
        }
      }
      ProbeKind icmp = icmp(arguments);
      Kinds kinds = Kinds.of(single.isEmpty() ? icmp : single.get(0));
      check(arguments, kinds);
      return kinds;
    }
    List<ProbeKind> list = new ArrayList<>();
    for (String text : compare.split(",", -1)) {
      list.add(kind(text, compare));
    }
    if (list.size() < 2) {
      throw new UsageException(COMPARE + " " + compare + ": one kind; 2 to " + Kinds.MOST);
    }
    Kinds kinds = new Kinds(list, level(arguments.value(LEVEL)), minimum(arguments.value(MIN_RTT)));
    check(arguments, kinds);
    return kinds;
  }

  /** The ICMP request asked for. */
  static ProbeKind icmp(Arguments arguments) {
    String text = arguments.value(PROBE, "icmp");
    ProbeKind kind =
        switch (text) {
          case "icmp" -> ProbeKind.ICMP;
          case "timestamp" -> ProbeKind.TIMESTAMP;
          case "mask" -> ProbeKind.MASK;
          default -> throw UsageException.unknown(PROBE, text, "icmp, timestamp, mask");
        };
    if (!kind.isEcho()) {
      refuse(arguments, ECHO_ONLY, PROBE + " " + text, "is for ICMP echo alone");
    }
    return kind;
  }

  private static ProbeKind kind(String text, String all) {
    if (text.equals(Protocol.ICMP.text())) {
      return ProbeKind.ICMP;
    }
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.TCP_SYN, Protocol.UDP)) {
      if (protocol.text().equals(word) && colon > 0) {
        String port = text.substring(colon + 1);
        return new ProbeKind(
            protocol, (int) Numbers.whole(COMPARE + " " + word + ":", port, 1, 65_535));
      }
    }
    throw new UsageException(COMPARE + " " + all + ": \"" + text + "\" is no kind; " + FORM);
  }

  private static double level(@Nullable String text) {
    if (text == null) {
      return Kinds.DEFAULT_LEVEL;
    }
    double level = real(text);
    if (!(level > 0 && level <= MOST_LEVEL)) {
      throw new UsageException(LEVEL + " " + text + ": above 0, to 0.5");
    }
    return level;
  }

  private static long minimum(@Nullable String text) {
    if (text == null) {
      return Kinds.DEFAULT_MIN_ROUND_TRIP;
    }
    double millis = real(text);
    if (!(millis >= 0 && millis <= MOST_MILLISECONDS)) {
      throw new UsageException(MIN_RTT + " " + text + ": 0 to " + MOST_MILLISECONDS);
    }
    return Math.round(millis * 1_000_000);
  }

  /** A number with a dot, whatever else there is: NaN. */
  private static double real(String text) {
    return text.matches("[0-9]+(\\.[0-9]*)?|\\.[0-9]+") ? Double.parseDouble(text) : Double.NaN;
  }

  private static void check(Arguments arguments, Kinds kinds) {
    if (kinds.isIcmp()) {
      return;
    }
    String shown = kinds.isComparison() ? COMPARE : "--" + kinds.first().protocol().text();
    refuse(arguments, ICMP_ONLY, shown, "is for ICMP echo alone");
    if (kinds.isComparison()) {
      refuse(arguments, PACES, shown, "does not go with kinds in turn");
    }
    boolean udp = kinds.list().stream().anyMatch(kind -> kind.protocol() == Protocol.UDP);
    if (!udp) {
      refuse(arguments, SIZES, shown, "has no say: a SYN carries no data");
    }
    if (kinds.list().stream().allMatch(kind -> kind.protocol() == Protocol.TCP)) {
      refuse(arguments, NOT_BY_CONNECT, shown, "is left to the host by a connect");
    }
    if (arguments.operands().size() > 1) {
      throw new UsageException(shown + ": one destination, no hops before it");
    }
  }

  private static void refuse(Arguments arguments, List<String> names, String by, String why) {
    for (String name : names) {
      if (arguments.has(name)) {
        throw new UsageException(by + ": " + name + " " + why);
      }
    }
  }
}
