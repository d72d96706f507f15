// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.JsonRenderer;
import io.sonde.craft.script.Expectation.Point;
import io.sonde.craft.text.TextBuffer;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What a script does, as JSON: an event a statement. */
final class ScriptJson implements ScriptListener {
  private final StandardOutput out;
  private final LongSupplier epochNanos;
  private final JsonWriter json;
  private final JsonRenderer renderer = new JsonRenderer();
  private List<Point> points = List.of();
  private long after;
  private long packets;

  ScriptJson(StandardOutput out, LongSupplier epochNanos) {
    this.out = out;
    this.epochNanos = epochNanos;
    json = new JsonWriter(out::write);
  }

  /** The first event. */
  void start(String file) {
    event("start").string("tool", "craft").string("version", Version.NUMBER);
    json.string("schema", "sonde/1").object("configuration").string("verb", "run");
    json.string("file", file).end().end();
  }

  private JsonWriter event(String name) {
    return json.event(name, epochNanos.getAsLong());
  }

  @Override
  public void step(ScriptLine line, Verdict verdict, long nanos, String sentence) {
    event("step").number("line", line.number()).string("text", line.text().strip());
    json.string("verdict", verdict.name().toLowerCase(Locale.ROOT)).millis("durationMs", nanos);
    if (!sentence.isEmpty()) {
      json.string("message", sentence);
    }
    if (verdict == Verdict.FAILED && !points.isEmpty()) {
      json.object("nearest").millis("afterMs", after).array("fields");
      for (Point point : points) {
        json.object().string("field", point.place()).string("expected", point.expected());
        json.string("got", point.got()).bool("agrees", point.agrees()).end();
      }
      json.end().end();
    }
    json.end();
  }

  @Override
  public void nearest(ScriptLine line, List<Point> all, long nanos, int others) {
    points = all;
    after = nanos;
  }

  @Override
  public void sent(Heard packet) {
    packet(packet);
  }

  @Override
  public void came(Heard packet) {
    packet(packet);
  }

  private void packet(Heard packet) {
    Exhibit exhibit = new Exhibit(packet.packet());
    exhibit.index = ++packets;
    exhibit.time = packet.time();
    exhibit.linkType = packet.linkType();
    exhibit.wireLength = packet.packet().packet().wireLength;
    TextBuffer text = new TextBuffer(1024);
    renderer.packet(exhibit, text);
    out.write(text.octets(), text.length());
  }

  @Override
  public void note(String sentence) {
    out.error(sentence);
  }

  /** What ended the run early. */
  void error(String sentence) {
    event("error").string("message", sentence).end();
  }

  /** The last event. */
  void summary(long steps, int exitCode) {
    event("summary").number("steps", steps).number("exitCode", exitCode).end();
  }
}
