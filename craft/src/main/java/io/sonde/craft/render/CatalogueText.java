// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.Selection;
import io.sonde.craft.layer.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue of layers as text of at most 80 columns. */
public final class CatalogueText {
  private static final int WIDTH = 80;
  private static final int INDENT = 12;

  private CatalogueText() {}

  /** All layers, a line each. */
  public static String list(Collection<LayerSpec> specs) {
    StringBuilder out = new StringBuilder(1024);
    for (LayerSpec spec : specs) {
      StringBuilder line = new StringBuilder(spec.name());
      pad(line, 10).append(spec.title());
      if (!spec.rfc().isEmpty()) {
        line.append(" (").append(spec.rfc()).append(')');
      }
      out.append(line).append('\n');
    }
    return out.toString();
  }

  /** Everything about a layer. */
  public static String layer(LayerSpec spec) {
    StringBuilder out = new StringBuilder(4096);
    out.append(spec.name()).append(": ").append(spec.title());
    out.append(spec.rfc().isEmpty() ? "" : " (" + spec.rfc() + ")").append("\n");
    if (spec.isData() || spec.isTrailer()) {
      dataForms(out);
      return out.toString();
    }
    out.append('\n').append(HeaderPicture.of(spec)).append("\nKeys\n");
    for (Field field : spec.fields()) {
      describe(spec, field, out);
    }
    words(spec, out);
    for (Field field : spec.fields()) {
      options(field, out);
    }
    if (!spec.followers().isEmpty()) {
      out.append("\nMay carry\n");
      wrap(out, 2, String.join(" ", spec.followers()) + "; any other with the number by hand");
    }
    return out.toString();
  }

  /** Everything about a key. */
  public static String key(LayerSpec spec, Field field) {
    StringBuilder out = new StringBuilder(512);
    for (Field one : spec.fields()) {
      if (one.key().equals(field.key())) {
        describe(spec, one, out);
      }
    }
    options(field, out);
    return out.toString();
  }

  private static void describe(LayerSpec spec, Field field, StringBuilder out) {
    StringBuilder head = new StringBuilder("  ").append(field.key());
    pad(head, INDENT).append(size(field)).append("; auto: ").append(field.words().auto());
    wrap(out, 0, INDENT, head.toString());
    if (!field.words().doc().isEmpty()) {
      wrap(
          out,
          INDENT,
          field.words().doc()
              + (field.words().rfc().isEmpty() ? "" : " (" + field.words().rfc() + ")"));
    }
    if (!field.names().isEmpty()) {
      List<String> names = new ArrayList<>();
      for (Map.Entry<String, Long> name : field.names().entrySet()) {
        names.add(name.getKey() + "=" + value(field, name.getValue()));
      }
      wrap(out, INDENT, String.join(" ", names));
    }
    String example = example(spec, field);
    if (example != null) {
      wrap(out, INDENT, example);
    }
  }

  /** A command line that gives the key a value; null if the table names none. */
  public static @Nullable String example(LayerSpec spec, Field field) {
    String value = field.words().example();
    if (value == null) {
      return null;
    }
    String given =
        spec.isData() || spec.isTrailer() ? " hex:" + value : " " + field.key() + "=" + value;
    StringBuilder selected = new StringBuilder();
    if (!field.words().exampleWords().isEmpty()) {
      selected.append(' ').append(field.words().exampleWords());
    }
    for (Word word : spec.words()) {
      if (word.after().isEmpty() && selected.length() == 0 && selects(word, field)) {
        selected.append(' ').append(word.name());
      }
    }
    return "craft build "
        + spec.exampleBefore()
        + spec.name()
        + selected
        + given
        + spec.exampleAfter();
  }

  /** Whether the word makes a message that has the field, where not all messages have it. */
  private static boolean selects(Word word, Field field) {
    Selection selection = field.selection();
    for (Word.Setting setting : word.settings()) {
      if (selection != null && selection.isMadeBy(setting.field(), setting.value())) {
        return true;
      }
    }
    return false;
  }

  private static String size(Field field) {
    if (field.bit() >= 0) {
      return field.width() + (field.width() == 1 ? " bit" : " bits");
    }
    ListCodec codec = field.codec();
    return codec != null
        ? "list of " + codec.pattern()
        : field.role() == FieldRole.DIRECTIVE ? "number" : "octets";
  }

  private static String value(Field field, long value) {
    boolean hexadecimal = field.kind() == FieldKind.HEX || field.kind() == FieldKind.FLAGS;
    return hexadecimal ? "0x" + Long.toHexString(value) : Long.toString(value);
  }

  private static void words(LayerSpec spec, StringBuilder out) {
    if (spec.words().isEmpty()) {
      return;
    }
    out.append("\nWords\n");
    Map<String, List<String>> behind = new LinkedHashMap<>();
    for (Word word : spec.words()) {
      if (!word.after().isEmpty()) {
        behind.computeIfAbsent(word.after(), after -> new ArrayList<>()).add(word.name());
      }
    }
    List<String> plain = new ArrayList<>();
    for (Word word : spec.words()) {
      if (word.after().isEmpty() && word.doc().isEmpty()) {
        plain.add(word.name());
      } else if (word.after().isEmpty()) {
        StringBuilder line = new StringBuilder("  ").append(word.name());
        pad(line, INDENT).append(word.doc());
        List<String> more = behind.get(word.name());
        line.append(more == null ? "" : ": " + String.join(" ", more));
        wrap(out, 0, INDENT, line.toString());
      }
    }
    if (!plain.isEmpty()) {
      wrap(out, 2, String.join(" ", plain));
    }
  }

  private static void options(Field field, StringBuilder out) {
    ListCodec codec = field.codec();
    if (codec == null || codec.shapes().isEmpty()) {
      return;
    }
    out.append("\nOptions of ").append(field.key()).append('\n');
    for (OptionShape shape : codec.shapes()) {
      wrap(out, 2, 4, shape.name() + shape.pattern());
      String number = shape.type() < 0 ? "" : "number " + shape.type() + "; ";
      wrap(
          out,
          6,
          number
              + shape.docText()
              + (shape.rfcText().isEmpty() ? "" : " (" + shape.rfcText() + ")"));
    }
    wrap(
        out,
        2,
        4,
        "raw:TYPE:HEX  any other; raw:TYPE:LEN:HEX with a length that lies, hex:… as it is");
  }

  private static void dataForms(StringBuilder out) {
    out.append('\n');
    for (String form :
        List.of(
            "TEXT        as typed, in UTF-8; text:… takes anything literally",
            "hex:DEAD    hexadecimal digits",
            "b64:…       base 64",
            "file:PATH   all octets of a file",
            "-           standard input",
            "rand:N      random octets, other ones in each packet",
            "zero:N      zeros",
            "seq:N       00 01 02 …",
            "rep:TEXT:N  the text N times")) {
      out.append("  ").append(form).append('\n');
    }
    out.append("\n  N may be a range, A..B or A..B..STEP. Several forms are joined.\n");
    out.append("  craft build ip dst=192.0.2.1 / udp / data hello zero:3 hex:0a\n");
  }

  private static StringBuilder pad(StringBuilder line, int column) {
    do {
      line.append(' ');
    } while (line.length() < column);
    return line;
  }

  private static void wrap(StringBuilder out, int indent, String text) {
    wrap(out, indent, indent, text);
  }

  /** Appends words, the first line indented by {@code first}, the others by {@code other}. */
  private static void wrap(StringBuilder out, int first, int other, String text) {
    int at = 0;
    int indent = first;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + WIDTH - indent);
      if (end < text.length()) {
        int blank = text.lastIndexOf(' ', end);
        end = blank > at + INDENT ? blank : end;
      }
      out.append(" ".repeat(indent)).append(text, at, end).append('\n');
      at = end;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      indent = other;
    }
  }
}
