// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.WholeFile;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import java.util.List;

/** Writes a run's page when the run is over. */
public final class Report extends RunHistory {
  private final WholeFile file;
  private final List<String> commandLine;

  /**
   * @param file where the page goes; the caller closes it
   * @param commandLine what the user typed
   */
  public Report(WholeFile file, List<String> commandLine) {
    this.file = file;
    this.commandLine = commandLine;
  }

  @Override
  public void finished(Summary figures) throws IOException {
    super.finished(figures);
    byte[] page = ReportPage.of(List.of(this), commandLine, "");
    file.write(page, 0, page.length);
    file.finish();
  }
}
