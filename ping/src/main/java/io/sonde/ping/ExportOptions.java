// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.ping.config.Exporting;
import io.sonde.ping.config.Exporting.Names;
import io.sonde.ping.config.Kinds;
import org.jspecify.annotations.Nullable;

/** The options by which figures leave for other programs, and what they ask for. */
final class ExportOptions {
  private static final String EXPORTER = "--exporter";
  private static final String NAMES = "--exporter-names";
  private static final String CSV = "--csv";

  private ExportOptions() {}

  /** Adds the rows of the help. */
  static void add(OptionTable table) {
    table
        .section("For other programs")
        .value(CSV, "FILE", "a row for each probe when it is decided")
        .value(EXPORTER, "ADDR:PORT", "metrics for Prometheus at http://ADDR:PORT/metrics")
        .value(NAMES, "KIND", "their names: sonde, smokeping (sonde)");
  }

  /** Whether metrics are asked for. */
  static boolean exports(Arguments arguments) {
    return arguments.has(EXPORTER);
  }

  /** Where metrics are to be served; null: nowhere. */
  static @Nullable Exporting exporting(Arguments arguments, Kinds kinds) {
    String text = arguments.value(EXPORTER);
    if (text == null) {
      if (arguments.has(NAMES)) {
        throw new UsageException(NAMES + ": only with " + EXPORTER);
      }
      return null;
    }
    String names = arguments.value(NAMES, "sonde");
    Names chosen =
        switch (names) {
          case "sonde" -> Names.SONDE;
          case "smokeping" -> Names.SMOKEPING;
          default -> throw UsageException.unknown(NAMES, names, "sonde, smokeping");
        };
    if (chosen == Names.SMOKEPING && !kinds.isIcmp()) {
      throw new UsageException(
          NAMES + " smokeping: for ICMP alone; its labels tell no kinds apart");
    }
    return Exporting.parse(text, chosen);
  }

  /** The file of rows; empty: none. */
  static String csv(Arguments arguments) {
    String file = arguments.value(CSV, "");
    if (arguments.has(CSV) && file.isEmpty()) {
      throw new UsageException(CSV + ": the name of a file is missing");
    }
    return file;
  }
}
