// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.StandardOutput;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.SummaryRenderer;
import io.sonde.craft.script.Expectation.Point;
import io.sonde.craft.text.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a script does, as text: a line a statement, and a table where one fails. */
final class ScriptText implements ScriptListener {
  private final StandardOutput out;
  private final String file;
  private final boolean quiet;
  private final SummaryRenderer renderer = new SummaryRenderer(Look.PLAIN);
  private long packets;
  private long firstTime = Exhibit.NO_TIME;

  /**
   * @param quiet whether only failures are told
   */
  ScriptText(StandardOutput out, String file, boolean quiet) {
    this.out = out;
    this.file = file;
    this.quiet = quiet;
  }

  @Override
  public void step(ScriptLine line, Verdict verdict, long nanos, String sentence) {
    if (verdict == Verdict.DONE && quiet) {
      return;
    }
    String mark = verdict == Verdict.DONE ? "ok    " : "FAILED";
    String what = sentence.isEmpty() ? "" : "   # " + sentence;
    out.line(mark + " " + file + ":" + line.number() + ": " + line.text().strip() + what);
  }

  @Override
  public void nearest(ScriptLine line, List<Point> points, long after, int others) {
    String when =
        after < 0 ? Times.text(-after) + " before the statement" : "after " + Times.text(after);
    String beside = others <= 0 ? "" : ", the nearest of " + (others + 1);
    out.line("a packet came " + when + beside + ":");
    int places = "key".length();
    int expected = "expected".length();
    for (Point point : points) {
      places = Math.max(places, point.place().length());
      expected = Math.max(expected, point.expected().length());
    }
    row("key", "expected", "got", places, expected, "");
    for (Point point : points) {
      row(
          point.place(),
          point.expected(),
          point.got(),
          places,
          expected,
          point.agrees() ? "" : "   <-- differs");
    }
  }

  private void row(String place, String wanted, String got, int places, int expected, String mark) {
    out.line(
        "  "
            + place
            + " ".repeat(places - place.length() + 2)
            + wanted
            + " ".repeat(expected - wanted.length() + 2)
            + got
            + mark);
  }

  @Override
  public void sent(Heard packet) {
    trace(">", packet);
  }

  @Override
  public void came(Heard packet) {
    trace("<", packet);
  }

  private void trace(String way, Heard packet) {
    Exhibit exhibit = new Exhibit(packet.packet());
    firstTime = firstTime == Exhibit.NO_TIME ? packet.time() : firstTime;
    exhibit.index = ++packets;
    exhibit.time = packet.time();
    exhibit.firstTime = firstTime;
    exhibit.linkType = packet.linkType();
    TextBuffer text = new TextBuffer(256);
    renderer.packet(exhibit, text);
    out.print(way + " ");
    out.print(new String(text.octets(), 0, text.length(), StandardCharsets.UTF_8));
  }

  @Override
  public void note(String sentence) {
    out.error(sentence);
  }
}
