// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.WholeFile;
import io.sonde.ping.compare.Findings;
import io.sonde.ping.config.ProbeKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a run's page when the run is over. */
public final class Report extends RunHistories {
  private final WholeFile file;
  private final List<String> commandLine;
  private String verdict = "";

  /**
   * @param file where the page goes; the caller closes it
   * @param commandLine what the user typed
   */
  public Report(WholeFile file, List<String> commandLine) {
    this.file = file;
    this.commandLine = commandLine;
  }

  @Override
  public void compared(long time, Findings findings) {
    List<ProbeKind> different = findings.kinds();
    verdict =
        different.isEmpty()
            ? "Verdict: " + findings.verdict().text().replace('-', ' ') + "."
            : different.stream().map(ProbeKind::toString).collect(Collectors.joining(", "))
                + (different.size() == 1 ? " is" : " are")
                + " treated differently.";
  }

  @Override
  void draw(List<RunHistory> histories) throws IOException {
    file.stream().write(ReportPage.of(histories, commandLine, verdict));
    file.finish();
  }
}
