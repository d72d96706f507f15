// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpFamily;
import java.util.List;

/**
 * A paragraph a layer: each field with its value, and what is wrong beside it; no line is longer
 * than 80 columns.
 */
public final class TreeRenderer implements PacketRenderer {
  private static final int WIDTH = 80;
  private static final int INDENT = 10;
  private static final int SHOWN_DATA = 16;
  private static final String BOLD = "\33[1m";
  private static final String RED = "\33[31m";
  private static final String PLAIN = "\33[0m";

  private final TextBuffer value = new TextBuffer(256);
  private final Look look;
  private int lineStart;
  private int unseen;

  /** A tree that looks so. */
  public TreeRenderer(Look look) {
    this.look = look;
    value.names(look.names());
  }

  @Override
  public boolean judges() {
    return true;
  }

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    head(exhibit, exhibit.dissection.packet(), out);
    layers(exhibit, out);
  }

  /** Appends the layers alone. */
  void layers(Exhibit exhibit, TextBuffer out) {
    Findings findings = exhibit.dissection.judge();
    PacketLayout packet = exhibit.dissection.packet();
    for (int i = 0; i < packet.count; i++) {
      lineStart = out.length();
      LayerSpec spec = packet.specs[i];
      out.add("  ");
      if (look.color()) {
        out.add(BOLD).add(spec.name()).add(PLAIN);
        lineStart += BOLD.length() + PLAIN.length();
      } else {
        out.add(spec.name());
      }
      out.repeat(' ', INDENT - 2 - spec.name().length());
      if (spec.isData() || spec.isTrailer()) {
        data(packet, i, out);
      } else {
        fields(packet, i, findings, out);
      }
      out.add('\n');
      statements(i, findings, out);
    }
  }

  private static void head(Exhibit exhibit, PacketLayout packet, TextBuffer out) {
    out.decimal(exhibit.index);
    if (exhibit.time != Exhibit.NO_TIME) {
      out.add("  ").instant(exhibit.time).add("  ");
      SummaryRenderer.seconds(exhibit.time - exhibit.firstTime, out);
    }
    int captured = packet.to - packet.from;
    out.add("  ").decimal(exhibit.wireLength).add(" bytes");
    if (captured < exhibit.wireLength) {
      out.add(", ").decimal(captured).add(" captured");
    }
    out.add('\n');
    for (String comment : exhibit.comments) {
      out.add("  # ").add(comment).add('\n');
    }
  }

  private void fields(PacketLayout packet, int layer, Findings findings, TextBuffer out) {
    List<Field> fields = packet.specs[layer].fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (!field.isShown() || !field.isIn(packet, layer)) {
        continue;
      }
      value.clear();
      unseen = 0;
      value.add(field.keyOctets()).add(' ');
      int mark = value.length();
      if (field.isPart()) {
        part(packet, layer, field);
      } else {
        FieldText.text(packet, layer, field, value);
        name(packet, layer, field);
      }
      if (value.length() > mark) {
        wrong(layer, field, findings);
        place(out);
      }
    }
  }

  /** Appends the value to the line, or to the next ones if it does not fit. */
  private void place(TextBuffer out) {
    int column = out.length() - lineStart;
    if (column > INDENT && column + 2 + value.length() - unseen > WIDTH) {
      line(INDENT, out);
    } else if (column > INDENT) {
      out.add("  ");
    }
    int from = 0;
    while (out.length() - lineStart + value.length() - unseen - from > WIDTH) {
      int end = lastPlace(from, from + WIDTH - (out.length() - lineStart));
      out.add(value.octets(), from, end);
      line(INDENT + 2, out);
      from = end;
    }
    out.add(value.octets(), from, value.length());
    lineStart += unseen;
  }

  private void line(int indent, TextBuffer out) {
    out.add('\n');
    lineStart = out.length();
    out.repeat(' ', indent);
  }

  /** Where a value too long for a line is broken: behind a comma or a blank if it has one. */
  private int lastPlace(int from, int to) {
    for (int i = to; i > from + 1; i--) {
      byte last = value.octets()[i - 1];
      if (last == ',' || last == ' ' && i > from + INDENT) {
        return i;
      }
    }
    return to;
  }

  private void part(PacketLayout packet, int layer, Field field) {
    if (field.kind() == FieldKind.LIST) {
      FieldText.list(packet, layer, field, "", value);
    } else {
      long span = packet.specs[layer].span(packet, layer, field);
      value.hex(packet.octets, (int) (span >>> 32), (int) span);
    }
  }

  private void name(PacketLayout packet, int layer, Field field) {
    if (field.kind() == FieldKind.NUMBER || field.kind() == FieldKind.HEX) {
      String name = field.nameOf(packet, layer, field.get(packet, layer));
      if (name != null) {
        value.add(" (").add(name).add(')');
      }
    } else if (field.kind() == FieldKind.IPV4 || field.kind() == FieldKind.IPV6) {
      IpFamily family = field.kind() == FieldKind.IPV4 ? IpFamily.IPV4 : IpFamily.IPV6;
      value.hostName(family, packet.octets, field.at(packet, layer));
    }
  }

  private void wrong(int layer, Field field, Findings findings) {
    int finding = findings.count() == 0 ? -1 : findings.of(layer, field);
    if (finding < 0) {
      return;
    }
    if (look.color()) {
      value.add(RED);
      unseen = RED.length() + PLAIN.length();
    }
    long expected = findings.expected(finding);
    switch (findings.kind(finding)) {
      case LENGTH -> value.add(" (there: ").decimal(expected).add(')');
      case OPTION -> value.add(" (unreadable)");
      default -> {
        if (expected == Field.UNKNOWN) {
          value.add(" (!)");
        } else {
          value.add(" (should be ");
          FieldText.number(field, expected, value);
          value.add(')');
        }
      }
    }
    if (look.color()) {
      value.add(PLAIN);
    }
  }

  /** What is wrong with the layer as a whole. */
  private void statements(int layer, Findings findings, TextBuffer out) {
    for (int i = 0; i < findings.count(); i++) {
      if (findings.layer(i) == layer && findings.field(i) == null) {
        out.repeat(' ', INDENT)
            .add(look.color() ? RED : "")
            .add("! ")
            .add(findings.kind(i).text())
            .add(": needs ");
        out.decimal(
            findings.expected(i) == Field.UNKNOWN
                ? 0
                : Math.max(findings.got(i), findings.expected(i)));
        out.add(" octets, ").decimal(Math.min(findings.got(i), findings.expected(i)));
        out.add(" there").add(look.color() ? PLAIN : "").add('\n');
      }
    }
  }

  private void data(PacketLayout packet, int layer, TextBuffer out) {
    int from = packet.start[layer];
    int to = packet.end[layer];
    out.decimal(to - from).add(to - from == 1 ? " byte " : " bytes");
    if (look.whole() && to - from > SHOWN_DATA) {
      for (int at = from; at < to; at += SHOWN_DATA) {
        int end = Math.min(to, at + SHOWN_DATA);
        line(INDENT, out);
        out.hex(at - from, 4).add("  ").hex(packet.octets, at, end);
        out.repeat(' ', 2 * (at + SHOWN_DATA - end) + 2).printable(packet.octets, at, end);
      }
      return;
    }
    int end = Math.min(to, from + SHOWN_DATA);
    if (end > from) {
      out.add("  ").hex(packet.octets, from, end);
      out.add(end < to ? "…  " : "  ").printable(packet.octets, from, end);
    }
  }
}
