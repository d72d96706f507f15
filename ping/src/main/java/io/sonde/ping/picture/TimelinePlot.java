// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.ping.picture.Timeline.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * Round trips over time. A window with one answer is a dot, one with several a line from the
 * shortest to the longest with a dot at their mean. What was lost, late, doubled or refused has a
 * lane of its own below, so that it is told by place and name, not by colour alone.
 */
final class TimelinePlot {
  private static final double WIDTH = 900;
  private static final double LEFT = 70;
  private static final double RIGHT = WIDTH - 12;
  private static final double TOP = 8;
  private static final double BOTTOM = 228;
  private static final double LANES = 238;
  private static final double LANE = 20;
  private static final double AXIS_ROOM = 26;

  /** Longest over shortest from which on a linear axis would hide the short ones. */
  private static final double WIDE = 30;

  private final Timeline timeline;
  private final Markup out;
  private final List<Mark> lanes = new ArrayList<>();
  private final double range;
  private final Axis across;
  private final Axis up;

  private TimelinePlot(Timeline timeline, Markup out) {
    this.timeline = timeline;
    this.out = out;
    for (Mark mark : Mark.values()) {
      if (timeline.marks(mark) > 0) {
        lanes.add(mark);
      }
    }
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < timeline.windows(); i++) {
      if (timeline.answers(i) > 0) {
        least = Math.min(least, timeline.shortest(i));
        most = Math.max(most, timeline.longest(i));
      }
    }
    range = (double) Math.max(1, timeline.windows()) * timeline.width();
    across = Axis.linear(0, range, LEFT + 4, RIGHT - 4);
    least = Math.max(1, Math.min(least, most));
    up =
        most > least * WIDE
            ? Axis.logarithmic(least * 0.8, most * 1.2, BOTTOM, TOP)
            : Axis.linear(0, Math.max(most, 1000) * 1.08, BOTTOM, TOP);
  }

  /** Draws it. */
  static void draw(RunHistory history, Markup out) {
    new TimelinePlot(history.timeline(), out).draw(history.name());
  }

  private void draw(String name) {
    double floor = lanes.isEmpty() ? BOTTOM : LANES + lanes.size() * LANE;
    out.raw("<svg role=\"img\" viewBox=\"0 0 900 ")
        .place(floor + AXIS_ROOM)
        .raw("\" aria-label=\"");
    out.text("Round trips to " + name + " over time").raw("\">");
    grid(floor);
    for (int i = 0; i < timeline.windows(); i++) {
      if (timeline.answers(i) > 0) {
        answers(i);
      }
    }
    for (int lane = 0; lane < lanes.size(); lane++) {
      lane(lanes.get(lane), LANES + lane * LANE + LANE / 2);
    }
    out.raw("</svg>");
  }

  private void grid(double floor) {
    for (double tick : up.ticks(5)) {
      double y = up.at(tick);
      out.line("grid", LEFT, y, RIGHT, y);
      out.label("tick end", LEFT - 8, y + 4, Amount.milliTick(tick));
    }
    out.line("axis", LEFT, floor, RIGHT, floor);
    for (double tick : across.ticks(8)) {
      out.line("axis", across.at(tick), floor, across.at(tick), floor + 4);
      out.label("tick middle", across.at(tick), floor + 18, Amount.since(tick, range));
    }
  }

  private double middle(int window) {
    return across.at((window + 0.5) * timeline.width());
  }

  private String when(int window) {
    return Amount.since((double) window * timeline.width(), range);
  }

  private void answers(int window) {
    double x = middle(window);
    String title = when(window) + ": " + Amount.millis(timeline.mean(window)) + " ms";
    if (timeline.answers(window) > 1) {
      out.line(
          "spread",
          x,
          up.at((double) timeline.shortest(window)),
          x,
          up.at((double) timeline.longest(window)));
      title +=
          " (" + timeline.answers(window) + " answers, " + Amount.millis(timeline.shortest(window));
      title += " to " + Amount.millis(timeline.longest(window)) + ")";
    }
    out.raw("<circle class=\"dot\" r=\"2.2\"").place("cx", x);
    out.place("cy", up.at(timeline.mean(window))).raw("><title>").text(title);
    out.raw("</title></circle>");
  }

  private void lane(Mark mark, double y) {
    String name =
        switch (mark) {
          case LOST -> "lost";
          case LATE -> "late";
          case DUPLICATE -> "duplicate";
          case ERROR -> "error";
        };
    out.label("tick end", LEFT - 8, y + 4, name);
    out.line("grid", LEFT, y, RIGHT, y);
    for (int i = 0; i < timeline.windows(); i++) {
      long count = timeline.marks(i, mark);
      if (count > 0) {
        out.raw("<rect class=\"" + name + "\" width=\"3\" height=\"12\" rx=\"1\"");
        out.place("x", middle(i) - 1.5).place("y", y - 6).raw("><title>");
        out.text(when(i) + ": " + count + " " + name).raw("</title></rect>");
      }
    }
  }
}
