// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import io.sonde.cli.Arguments;
import io.sonde.cli.NamedStream;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import io.sonde.net.Resolver;
import io.sonde.ping.config.Exporting;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.event.Listeners;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.exporter.Exporter;
import io.sonde.ping.render.CsvFile;
import io.sonde.ping.render.PingCsv;
import io.sonde.ping.render.SweepCsv;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.ping.sweep.SweepListeners;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What figures leave by for other programs; most runs have none, and then nothing is loaded. */
final class Exports implements Closeable {
  private final @Nullable CsvFile csv;
  private final @Nullable Exporter exporter;

  private Exports(@Nullable CsvFile csv, @Nullable Exporter exporter) {
    this.csv = csv;
    this.exporter = exporter;
  }

  /**
   * Opens what was asked for, and says where metrics are.
   *
   * @throws IOException with a sentence for the user
   */
  static Exports of(Arguments arguments, Kinds kinds, Resolver resolver, StandardOutput out)
      throws IOException {
    Exporting exporting = ExportOptions.exporting(arguments, kinds);
    String file = ExportOptions.csv(arguments);
    Exporter exporter =
        exporting == null ? null : Exporter.open(exporting, resolver, Version.NUMBER);
    try {
      CsvFile csv = file.isEmpty() ? null : new CsvFile(NamedStream.create(file));
      if (exporter != null) {
        out.diagnostic("metrics at " + exporter.url());
      }
      return new Exports(csv, exporter);
    } catch (IOException e) {
      if (exporter != null) {
        exporter.close();
      }
      throw e;
    }
  }

  /** A listener that hears first, and they after it. */
  PingListener beside(PingListener first) {
    List<PingListener> all = new ArrayList<>();
    if (csv != null) {
      all.add(new PingCsv(csv));
    }
    if (exporter != null) {
      all.add(exporter.ofPing());
    }
    if (all.isEmpty()) {
      return first;
    }
    all.add(0, first);
    return new Listeners(all);
  }

  /** The same for many targets. */
  SweepListener beside(SweepListener first) {
    List<SweepListener> all = new ArrayList<>();
    if (csv != null) {
      all.add(new SweepCsv(csv));
    }
    if (exporter != null) {
      all.add(exporter.ofSweep());
    }
    if (all.isEmpty()) {
      return first;
    }
    all.add(0, first);
    return new SweepListeners(all);
  }

  @Override
  public void close() throws IOException {
    if (exporter != null) {
      exporter.close();
    }
    if (csv != null) {
      csv.close();
    }
  }
}
