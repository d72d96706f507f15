// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

/** Loss in percent, window by window. */
final class LossPlot {
  private static final double LEFT = 70;
  private static final double RIGHT = 888;
  private static final double TOP = 8;
  private static final double BOTTOM = 98;
  private static final double HEIGHT = 124;
  private static final int MOST_BARS = 60;

  private LossPlot() {}

  /** Draws it; something was lost. */
  static void draw(RunHistory history, Markup out) {
    Timeline timeline = history.timeline();
    int group = (timeline.windows() + MOST_BARS - 1) / MOST_BARS;
    double range = (double) timeline.windows() * timeline.width();
    Axis across = Axis.linear(0, range, LEFT + 4, RIGHT - 4);
    Axis up = Axis.linear(0, 100, BOTTOM, TOP);
    out.raw("<svg role=\"img\" viewBox=\"0 0 900 ").place(HEIGHT).raw("\" aria-label=\"");
    out.text("Loss to " + history.name() + " over time").raw("\">");
    for (int percent = 0; percent <= 100; percent += 50) {
      out.line(percent == 0 ? "axis" : "grid", LEFT, up.at(percent), RIGHT, up.at(percent));
      out.label("tick end", LEFT - 8, up.at(percent) + 4, percent + " %");
    }
    for (double tick : across.ticks(8)) {
      out.line("axis", across.at(tick), BOTTOM, across.at(tick), BOTTOM + 4);
      out.label("tick middle", across.at(tick), BOTTOM + 18, Amount.since(tick, range));
    }
    for (int begin = 0; begin < timeline.windows(); begin += group) {
      long lost = 0;
      long answered = 0;
      int end = Math.min(begin + group, timeline.windows());
      for (int i = begin; i < end; i++) {
        lost += timeline.marks(i, Timeline.Mark.LOST);
        answered += timeline.answers(i);
      }
      if (lost > 0) {
        double x = across.at((double) begin * timeline.width());
        double percent = 100.0 * lost / (lost + answered);
        out.raw("<rect class=\"lost\"").place("x", x + 0.5).place("y", up.at(percent));
        out.place("width", Math.max(2, across.at((double) end * timeline.width()) - x - 1));
        out.place("height", BOTTOM - up.at(percent)).raw("><title>");
        out.text(
            Amount.since((double) begin * timeline.width(), range)
                + ": "
                + Amount.percent(percent)
                + " of "
                + (lost + answered));
        out.raw("</title></rect>");
      }
    }
    out.raw("</svg>");
  }
}
