// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.Word;
import java.util.Locale;
import java.util.Map;

/** The catalogue as JSON, a layer a line. */
public final class CatalogueJson {
  private CatalogueJson() {}

  /** Writes a layer. */
  public static void layer(LayerSpec spec, StandardOutput out) {
    JsonWriter json = new JsonWriter(out::write);
    json.object().string("layer", spec.name()).string("title", spec.title());
    json.string("rfc", spec.rfc()).number("lengthBytes", spec.length());
    json.array("keys");
    for (Field field : spec.fields()) {
      key(spec, field, json);
    }
    json.end().array("words");
    for (Word word : spec.words()) {
      json.object().string("word", word.name());
      if (!word.after().isEmpty()) {
        json.string("after", word.after());
      }
      json.string("doc", word.doc()).end();
    }
    json.end().array("mayCarry");
    for (String follower : spec.followers()) {
      json.string(follower);
    }
    json.end().end();
  }

  private static void key(LayerSpec spec, Field field, JsonWriter json) {
    json.object().string("key", field.key());
    json.string("kind", field.kind().name().toLowerCase(Locale.ROOT));
    json.string("role", field.role().name().toLowerCase(Locale.ROOT));
    if (field.bit() >= 0) {
      json.number("offsetBits", field.bit()).number("widthBits", field.width());
    }
    json.string("auto", field.words().auto()).string("doc", field.words().doc());
    json.string("rfc", field.words().rfc());
    json.string("example", CatalogueText.example(spec, field));
    if (!field.names().isEmpty()) {
      json.object("names");
      for (Map.Entry<String, Long> name : field.names().entrySet()) {
        json.number(name.getKey(), name.getValue());
      }
      json.end();
    }
    ListCodec codec = field.codec();
    if (codec != null) {
      json.array("options");
      for (OptionShape shape : codec.shapes()) {
        json.object().string("option", shape.name()).string("arguments", shape.pattern());
        json.number("type", shape.type()).string("doc", shape.docText());
        json.string("rfc", shape.rfcText()).string("example", shape.exampleText()).end();
      }
      json.end();
    }
    json.end();
  }
}
