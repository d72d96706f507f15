// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.Rfc3339;
import io.sonde.cli.Version;
import io.sonde.ping.event.Summary;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A run as a page for the browser: figures, timeline, distribution, loss. It needs no network and
 * no script, follows the reader's choice of light or dark, and prints in black on white.
 */
final class ReportPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--page:#fff;--card:#f5f6f8;--ink:#1c2024;--soft:#5b6470;\
      --grid:#e1e4e9;--line:#9aa3af;--answer:#1f6fb2;--spread:#8fbde3;--lost:#c62828;\
      --late:#b26a00;--double:#7b3fa0;--error:#8d4b2d}
      @media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1e2228;--ink:#e6e9ed;\
      --soft:#9aa4b1;--grid:#2c323a;--line:#66707d;--answer:#69b1ee;--spread:#2f5f88;\
      --lost:#ff6b66;--late:#f0a63a;--double:#c98be8;--error:#d98e6c}}
      @media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#333;--grid:#ccc;--line:#777;\
      --answer:#1f6fb2;--spread:#8fbde3;--lost:#c62828;--late:#b26a00;--double:#7b3fa0;\
      --error:#8d4b2d}section{break-inside:avoid}}
      body{margin:0;background:var(--page);color:var(--ink);\
      font:15px/1.5 system-ui,sans-serif}
      main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 3rem}
      h1{font-size:1.6rem;margin:0 0 .2rem;overflow-wrap:anywhere}
      h2{font-size:1.1rem;margin:2rem 0 .4rem}
      p{margin:.3rem 0;color:var(--soft)}
      code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere;color:var(--ink)}
      dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:.6rem;\
      margin:1.2rem 0}
      dl div{background:var(--card);border-radius:.5rem;padding:.6rem .8rem}
      dt{color:var(--soft);font-size:.85rem}
      dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums}
      .scroll{overflow-x:auto}
      table{border-collapse:collapse;width:100%;font-size:.9rem;white-space:nowrap;\
      font-variant-numeric:tabular-nums}
      th,td{padding:.35rem .5rem;text-align:right;border-bottom:1px solid var(--grid)}
      th:first-child,td:first-child{text-align:left}
      th{color:var(--soft);font-weight:500}
      svg{width:100%;height:auto;display:block}
      .grid{stroke:var(--grid)}.axis{stroke:var(--line)}
      .tick,.mark{fill:var(--soft);font-size:12px}.mark{fill:var(--ink)}
      .end{text-anchor:end}.middle{text-anchor:middle}
      .dot,.bar{fill:var(--answer)}.spread{stroke:var(--spread);stroke-width:2}
      .percentile{stroke:var(--ink);stroke-dasharray:3 3}
      .lost{fill:var(--lost)}.late{fill:var(--late)}.duplicate{fill:var(--double)}\
      .error{fill:var(--error)}
      """;

  private final Markup out = new Markup();

  private ReportPage() {}

  /**
   * The page in UTF-8.
   *
   * @param series of one run; at least one
   * @param commandLine what the user typed
   * @param words that end the page's first part, such as a verdict; perhaps empty
   */
  static byte[] of(List<RunHistory> series, List<String> commandLine, String words) {
    ReportPage page = new ReportPage();
    page.write(series, commandLine, words);
    return page.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(List<RunHistory> series, List<String> commandLine, String words) {
    RunHistory first = series.get(0);
    out.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.raw("<meta name=\"viewport\" content=\"width=device-width\">");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.raw("style-src 'unsafe-inline'\"><title>");
    out.text("ping " + first.name()).raw("</title><style>\n").raw(STYLE);
    out.raw("</style></head><body><main>\n<h1>").text("ping " + first.name()).raw("</h1>\n<p>");
    out.text(first.address() + ", from " + instant(first.timeline().origin()) + " to ");
    out.text(instant(first.summary().time())).raw("</p>\n<p><code>");
    out.text(shell(commandLine)).raw("</code></p>\n");
    if (!words.isEmpty()) {
      out.raw("<p>").text(words).raw("</p>\n");
    }
    if (series.size() == 1) {
      cards(first.summary());
    }
    table(series);
    for (RunHistory history : series) {
      pictures(history, series.size() > 1 ? ", " + history.name() : "");
    }
    out.raw("<p>").text("sonde " + Version.NUMBER).raw("</p>\n</main></body></html>\n");
  }

  private void cards(Summary summary) {
    out.raw("<dl>");
    card("loss", Amount.percent(summary.lossPercent()));
    card("p50", Amount.millis(summary.percentile50()) + " ms");
    card("p90", Amount.millis(summary.percentile90()) + " ms");
    card("p99", Amount.millis(summary.percentile99()) + " ms");
    card("jitter", Amount.millis(summary.jitter()) + " ms");
    card("longest loss", Long.toString(summary.longestLoss()));
    out.raw("</dl>\n");
  }

  private void card(String name, String value) {
    out.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
  }

  private void table(List<RunHistory> series) {
    out.raw("<section><h2>Figures</h2><div class=\"scroll\"><table><thead><tr>");
    for (String head :
        new String[] {
          "target",
          "sent",
          "received",
          "lost",
          "loss",
          "min ms",
          "p50 ms",
          "p90 ms",
          "p99 ms",
          "max ms",
          "jitter ms",
          "duplicates",
          "late",
          "errors"
        }) {
      out.raw("<th scope=\"col\">").text(head).raw("</th>");
    }
    out.raw("</tr></thead><tbody>\n");
    for (RunHistory history : series) {
      Summary summary = history.summary();
      out.raw("<tr>");
      for (String cell :
          new String[] {
            history.name(),
            Long.toString(summary.transmitted()),
            Long.toString(summary.received()),
            Long.toString(summary.lost()),
            Amount.percent(summary.lossPercent()),
            Amount.millis(summary.minimum()),
            Amount.millis(summary.percentile50()),
            Amount.millis(summary.percentile90()),
            Amount.millis(summary.percentile99()),
            Amount.millis(summary.maximum()),
            Amount.millis(summary.jitter()),
            Long.toString(summary.duplicates()),
            Long.toString(summary.late()),
            Long.toString(summary.errors())
          }) {
        out.raw("<td>").text(cell).raw("</td>");
      }
      out.raw("</tr>\n");
    }
    out.raw("</tbody></table></div></section>\n");
  }

  private void pictures(RunHistory history, String of) {
    Timeline timeline = history.timeline();
    out.raw("<section><h2>").text("Round trips over time" + of).raw("</h2>\n");
    TimelinePlot.draw(history, out);
    if (timeline.width() > 1_000_000_000L) {
      out.raw("<p>").text("A dot is the mean of " + Amount.since((double) timeline.width(), 0));
      out.text(", the line behind it reaches from the shortest to the longest.").raw("</p>");
    }
    out.raw("</section>\n<section><h2>").text("Loss over time" + of).raw("</h2>\n");
    if (timeline.marks(Timeline.Mark.LOST) > 0) {
      LossPlot.draw(history, out);
    } else {
      out.raw("<p>Nothing was lost.</p>");
    }
    out.raw("</section>\n<section><h2>").text("Distribution" + of).raw("</h2>\n");
    if (history.distribution().isEmpty()) {
      out.raw("<p>There are no round trips to show.</p>");
    } else {
      DistributionPlot.draw(history, out);
    }
    out.raw("</section>\n");
  }

  private static String instant(long epochNanos) {
    byte[] text = new byte[Rfc3339.LENGTH];
    Rfc3339.put(text, 0, epochNanos);
    String whole = new String(text, StandardCharsets.US_ASCII);
    return whole.substring(0, 10) + " " + whole.substring(11, 19) + " UTC";
  }

  /** The words as a POSIX shell would take them. */
  private static String shell(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ");
      boolean plain = !word.isEmpty() && word.chars().allMatch(ReportPage::isPlain);
      line.append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "-_=+,./:@%".indexOf(c) >= 0;
  }
}
