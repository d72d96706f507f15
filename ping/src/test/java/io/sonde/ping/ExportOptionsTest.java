// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.cli.Arguments;
import io.sonde.ping.config.Exporting;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.PingConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options for other programs ask for, and what they refuse. */
class ExportOptionsTest {
  private static @Nullable Exporting exporting(String line) {
    Arguments arguments = PingCommand.calledAs("ping").options().parse(line.split(" "));
    PingConfig config = PingCommand.calledAs("ping").toConfig(arguments);
    return ExportOptions.exporting(arguments, config.kinds());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9374, 127.0.0.1, 9374",
    "[::1]:9374, ::1, 9374",
    "localhost:0, localhost, 0",
    ":65535, '', 65535",
  })
  void addressesAndPorts(String text, String host, int port) {
    assertEquals(
        new Exporting(host, port, Exporting.Names.SONDE),
        exporting("--exporter " + text + " 192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--exporter 9374 h | --exporter 9374: not ADDR:PORT; as in 127.0.0.1:9374, [::1]:9374, or"
            + " :9374 for every address",
        "--exporter ::1:9374 h | --exporter ::1:9374: not ADDR:PORT; as in 127.0.0.1:9374,"
            + " [::1]:9374, or :9374 for every address",
        "--exporter a:65536 h | --exporter a:65536: the port is not 0 to 65535",
        "--exporter a:-1 h | --exporter a:-1: the port is not 0 to 65535",
        "--exporter a: h | --exporter a:: the port is not 0 to 65535",
        "--exporter-names sonde h | --exporter-names: only with --exporter",
        "--exporter a:1 --exporter-names x h | --exporter-names x: unknown; sonde, smokeping",
        "--exporter a:1 --exporter-names smokeping --tcp 80 h | --exporter-names smokeping: for"
            + " ICMP alone; its labels tell no kinds apart",
      })
  void whatIsRefused(String line, String sentence) {
    assertEquals(
        sentence, assertThrows(IllegalArgumentException.class, () -> exporting(line)).getMessage());
  }

  @Test
  void lossesAreDecidedInTime() {
    PingCommand command = PingCommand.calledAs("ping");
    assertEquals(
        2_000_000_000L,
        command.toConfig(command.options().parse("--exporter", ":0", "h")).schedule().timeout());
    assertEquals(0, command.toConfig(command.options().parse("h")).schedule().timeout());
    assertEquals(Kinds.ICMP, command.toConfig(command.options().parse("h")).kinds());
  }
}
