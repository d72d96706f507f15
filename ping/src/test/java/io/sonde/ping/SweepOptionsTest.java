// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.Arguments;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.SweepConfig.Sort;
import io.sonde.wire.IpFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepOptionsTest {
  private static Arguments parse(String line) {
    return PingCommand.calledAs("ping")
        .options()
        .parse(line.isEmpty() ? new String[0] : line.split(" "));
  }

  private static SweepConfig config(String line) {
    Arguments arguments = parse(line);
    PingCommand command = PingCommand.calledAs("ping");
    assertTrue(command.wantsSweep(arguments), line);
    return command.toSweepConfig(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--many a",
        "--many a b",
        "192.0.2.0/24",
        "a 192.0.2.1-9",
        "2001:db8::/120",
        "--targets FILE",
        "--targets - a"
      })
  void theseAreForMany(String line) {
    assertTrue(PingCommand.calledAs("ping").wantsSweep(parse(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "192.0.2.1 192.0.2.2", "my-host", "-c 3 a", "::1", ""})
  void theseAreForOne(String line) {
    assertFalse(PingCommand.calledAs("ping").wantsSweep(parse(line)));
  }

  @Test
  void metricsGoOnWithoutEnd() {
    SweepConfig config = config("--many a --exporter :0 -i 5");
    assertTrue(config.tries().endless());
    assertFalse(config.tries().isCheck());
    assertEquals(5_000_000_000L, config.tries().interval());
    assertFalse(config("--many a --exporter :0 -c 5").tries().endless());
  }

  @Test
  void defaults() {
    SweepConfig config = config("--many a 192.0.2.0/30");
    assertEquals(List.of("a", "192.0.2.0/30"), config.operands());
    assertTrue(config.tries().isCheck());
    assertEquals(3, config.tries().retries());
    assertEquals(1.5, config.tries().backoff());
    assertEquals(500_000_000L, config.tries().timeout());
    assertEquals(1000, config.tries().rate());
    assertEquals(1, config.order().shards());
    assertEquals(56, config.probe().size());
    assertEquals(Sort.INPUT, config.report().sort());
    assertEquals(0, config.goal().wanted());
  }

  @Test
  void everyOption() {
    SweepConfig config =
        config(
            "-4 -q --targets x --targets y --strict --alive --retry 0 --backoff 2 --timeout 1"
                + " --rate max --min-alive 5 --first --shard 3/8 --seed 7 -s 0 -t 9 -w 10"
                + " --per-target --sort rtt --all-addresses --socket raw");
    assertEquals(List.of("x", "y"), config.lists());
    assertTrue(config.strict() && config.allAddresses());
    assertEquals(IpFamily.IPV4, config.family());
    assertEquals(0, config.tries().retries());
    assertEquals(2, config.tries().backoff());
    assertEquals(0, config.tries().rate());
    assertEquals(10_000_000_000L, config.tries().deadline());
    assertEquals(5, config.goal().enough());
    assertEquals(3, config.order().shard());
    assertEquals(8, config.order().shards());
    assertEquals(7, config.order().seed());
    assertEquals(Sort.RTT, config.report().sort());
    assertEquals(9, config.probe().timeToLive());
  }

  @ParameterizedTest
  @CsvSource({"-c 1, 1000", "-c 1 -i 0.2, 500", "-c 1 -i 60, 2000", "-c 1 --timeout 9, 9000"})
  void countModeWaitsAnInterval(String line, long millis) {
    assertEquals(millis * 1_000_000, config(line + " --many a").tries().timeout());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--alive a | --alive: for many targets only; --many, --targets FILE, or a block or range",
        "--rate 5 a | --rate: for many targets only; --many, --targets FILE, or a block or range",
        "--many --alive --unreachable a | --alive and --unreachable exclude each other",
        "--many --round-trips a | --round-trips: needs -c",
        "--many -f a | -f: for a single destination only",
        "--many --find-mtu a | --find-mtu: for a single destination only",
        "--many -c 0 a | -c 0: out of range, 1 to 2147483647",
        "--many -c 2 --retry 1 a | --retry: without -c and --exporter only",
        "--many -i 2 a | -i: with -c or --exporter only; --rate is the pace of all probes together",
        "--many --retry 101 a | --retry 101: out of range, 0 to 100",
        "--many --backoff 0.5 a | --backoff 0.5: out of range, 1 to 10",
        "--many --rate 0 a | --rate 0: out of range, 1 to 1000000000, or max",
        "--many --rate fast a | --rate fast: not a whole number; 1 to 1000000000, or max",
        "--many --shard 5/4 a | --shard 5: out of range, 1 to 4 for I",
        "--many --shard 0/4 a | --shard 0: out of range, 1 to 4 for I",
        "--many --shard 1 a | --shard 1: not I/N, as in 1/4",
        "--many --shard 1/0 a | --shard 0: out of range, 1 to 1000000 for N",
        "--many --sort loss a | --sort: needs a table; --per-target or -c",
        "--many -c 1 --sort size a | --sort size: unknown; loss, rtt, name, input",
        "--many --seed 1 --in-order a | --seed and --in-order exclude each other",
        "192.0.2.0/64 | 192.0.2.0/64: not a prefix length; 0 to 32",
        "2001:db8::/32 | 2001:db8::/32: 79228162514264337593543950336 addresses; at most 4611686018427387904"
      })
  void mistakes(String line, String sentence) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> config(line));
    assertEquals(sentence, e.getMessage());
  }
}
