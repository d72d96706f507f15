// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.Numbers;
import io.sonde.cli.UsageException;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.TimestampRequest;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that say what a probe looks like, and what they make of it. */
final class ProbeOptions {
  private static final int MAX_FLOW_LABEL = 0xfffff;

  private ProbeOptions() {}

  /**
   * The time stamps asked for; null: none.
   *
   * @param hosts operands before the destination
   */
  static @Nullable TimestampRequest timestamps(Arguments arguments, List<String> hosts) {
    String text = arguments.value("-T");
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "tsonly" -> new TimestampRequest(TimestampRequest.Kind.TIME_ONLY, hosts);
      case "tsandaddr" -> new TimestampRequest(TimestampRequest.Kind.TIME_AND_ADDRESS, hosts);
      case "tsprespec" -> new TimestampRequest(TimestampRequest.Kind.PRESPECIFIED, hosts);
      default -> throw UsageException.unknown("-T", text, "tsonly, tsandaddr, tsprespec");
    };
  }

  /**
   * What the arguments make of a probe.
   *
   * @param family of the destination; null: not known yet
   * @param routed whether it has a source route
   */
  static Probe probe(
      Arguments arguments,
      @Nullable TimestampRequest stamps,
      @Nullable IpFamily family,
      boolean routed) {
    Limit limit = limits(family, arguments, routed);
    arguments.exclude("-R", "-T");
    arguments.exclude("-s", "--sweep-size");
    arguments.exclude("-s", "--find-mtu");
    arguments.exclude("--sweep-size", "--find-mtu");
    Probe.Sweep sweep = sweep(arguments.value("--sweep-size"), limit);
    String size = arguments.value("-s");
    return new Probe(
        size != null
            ? (int) Numbers.whole("-s", size, 0, limit.size(), limit.suffix())
            : sweep != null ? sweep.from() : Probe.DEFAULT_SIZE,
        sweep,
        arguments.has("--find-mtu"),
        pattern(arguments.value("-p")),
        (int) arguments.decimal("-t", 1, 255, -1),
        (int) arguments.whole("-Q", 0, 255, 0),
        (int) arguments.decimal("-e", 0, 65_535, -1),
        (int) arguments.whole("-F", 0, MAX_FLOW_LABEL, -1),
        arguments.has("-R"),
        stamps,
        NodeQueryArgument.read(arguments.values("-N")));
  }

  /** Greatest data size, and for what it holds. */
  private record Limit(int size, String suffix) {}

  private static Limit limits(@Nullable IpFamily family, Arguments arguments, boolean routed) {
    if (routed || arguments.has("-R") || arguments.has("-T")) {
      return new Limit(Probe.MAX_SIZE_IPV4_OPTIONS, " for IPv4 with options");
    }
    if (family == null) {
      return new Limit(Probe.MAX_SIZE_IPV6, ""); // the engine knows the address
    }
    return family == IpFamily.IPV4
        ? new Limit(Probe.MAX_SIZE_IPV4, " for IPv4")
        : new Limit(Probe.MAX_SIZE_IPV6, " for IPv6");
  }

  private static Probe.@Nullable Sweep sweep(@Nullable String text, Limit limit) {
    if (text == null) {
      return null;
    }
    String name = "--sweep-size";
    int dash = text.indexOf('-');
    int colon = text.indexOf(':');
    if (dash < 1 || (colon >= 0 && colon < dash)) {
      throw new UsageException(name + " " + text + ": not A-B or A-B:STEP");
    }
    String to = text.substring(dash + 1, colon < 0 ? text.length() : colon);
    int step =
        colon < 0 ? 1 : (int) Numbers.whole(name, text.substring(colon + 1), 1, limit.size());
    return new Probe.Sweep(
        (int) Numbers.whole(name, text.substring(0, dash), 0, limit.size(), limit.suffix()),
        (int) Numbers.whole(name, to, 0, limit.size(), limit.suffix()),
        step);
  }

  /** Pairs of digits, the first 16; a last digit alone is an octet, as sscanf(3) reads it. */
  private static Octets pattern(@Nullable String text) {
    if (text == null) {
      return Octets.EMPTY;
    }
    boolean hexadecimal = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      hexadecimal &= text.charAt(i) < 0x80 && Character.digit(text.charAt(i), 16) >= 0;
    }
    if (!hexadecimal) {
      String shown = text.isEmpty() ? "\"\"" : text;
      throw new UsageException(
          "-p " + shown + ": not a pattern; hexadecimal digits, 16 bytes count");
    }
    int octets = Math.min(Probe.MAX_PATTERN, (text.length() + 1) / 2);
    byte[] pattern = new byte[octets];
    for (int i = 0; i < octets; i++) {
      String pair = text.substring(2 * i, Math.min(2 * i + 2, text.length()));
      pattern[i] = (byte) Integer.parseInt(pair, 16);
    }
    return Octets.of(pattern);
  }
}
