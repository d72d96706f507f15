// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import java.util.ArrayDeque;
import java.util.Map;

/** Values of fields as text, as the language takes them, and in JSON. */
public final class FieldText {
  private FieldText() {}

  /** Appends a field of fixed place as text. */
  public static void text(PacketLayout packet, int layer, Field field, TextBuffer out) {
    byte[] octets = packet.octets;
    switch (field.kind()) {
      case NUMBER -> out.unsigned(field.get(packet, layer));
      case HEX -> hex(field, field.get(packet, layer), out);
      case FLAGS -> flags(field, field.get(packet, layer), "0", out);
      case IPV4 -> out.ipv4(octets, field.at(packet, layer));
      case IPV6 -> out.ipv6(octets, field.at(packet, layer));
      case MAC -> out.mac(octets, field.at(packet, layer));
      case OCTETS -> {
        int at = field.at(packet, layer);
        out.hex(octets, at, at + field.width() / 8);
      }
      case TEXT -> {
        int at = field.at(packet, layer);
        out.printable(octets, at, textEnd(octets, at, at + field.width() / 8));
      }
      case LIST -> throw new IllegalArgumentException("a list has no fixed place");
    }
  }

  /** A number as its field shows it. */
  static void number(Field field, long value, TextBuffer out) {
    switch (field.kind()) {
      case HEX -> hex(field, value, out);
      case FLAGS -> flags(field, value, "0", out);
      default -> out.unsigned(value);
    }
  }

  private static void hex(Field field, long value, TextBuffer out) {
    out.add('0').add('x').hex(value, field.width() + 3 >>> 2);
  }

  private static void flags(Field field, long value, String none, TextBuffer out) {
    if (value == 0) {
      out.add(none);
      return;
    }
    int mark = out.length();
    long rest = value;
    for (Map.Entry<String, Long> name : field.names().entrySet()) {
      long bit = name.getValue();
      if ((rest & bit) == bit) {
        if (out.length() > mark && !field.isLetters()) {
          out.add('+');
        }
        out.add(name.getKey());
        rest &= ~bit;
      }
    }
    if (rest != 0) {
      out.cut(mark);
      hex(field, value, out);
    }
  }

  private static int textEnd(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] == 0) {
        return i;
      }
    }
    return to;
  }

  /** Appends the value of a field of fixed place in JSON. */
  static void json(PacketLayout packet, int layer, Field field, TextBuffer out) {
    switch (field.kind()) {
      case NUMBER -> out.unsigned(field.get(packet, layer));
      case FLAGS -> {
        out.add('"');
        flags(field, field.get(packet, layer), "", out);
        out.add('"');
      }
      case TEXT -> {
        int at = field.at(packet, layer);
        int end = at + field.width() / 8;
        if (isText(packet.octets, at, end)) {
          out.add('"').json(packet.octets, at, textEnd(packet.octets, at, end)).add('"');
        } else {
          out.add("{\"hex\":\"").hex(packet.octets, at, end).add("\"}");
        }
      }
      default -> {
        out.add('"');
        text(packet, layer, field, out);
        out.add('"');
      }
    }
  }

  /** Whether octets are printable ASCII and then zeros only. */
  static boolean isText(byte[] octets, int from, int to) {
    int end = textEnd(octets, from, to);
    for (int i = from; i < to; i++) {
      boolean fits = i < end ? octets[i] >= 0x20 && octets[i] < 0x7f : octets[i] == 0;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends the elements of a list as text, a comma between; nothing if there are none.
   *
   * @param prefix what stands in front if there are any
   */
  public static void list(
      PacketLayout packet, int layer, Field field, String prefix, TextBuffer out) {
    ListCodec codec = field.codec();
    long span = packet.specs[layer].span(packet, layer, field);
    int at = (int) (span >>> 32);
    if (codec == null || at == (int) span) {
      return;
    }
    int end = codec.contentEnd(packet.octets, at, (int) span);
    if (at == end) {
      return;
    }
    out.add(prefix);
    if (codec.isReversed()) {
      reversed(codec, packet.octets, at, end, out, false);
      return;
    }
    int from = at;
    while (at < end) {
      int next = codec.elementEnd(packet.octets, at, end);
      out.add(at > from ? "," : "");
      codec.text(packet, layer, at, next, out);
      at = next;
    }
  }

  /** Appends the elements {@code from … to - 1} as text, a comma between. */
  static void list(ListCodec codec, byte[] octets, int from, int to, TextBuffer out) {
    if (codec.isReversed()) {
      reversed(codec, octets, from, to, out, false);
      return;
    }
    int at = from;
    while (at < to) {
      int next = codec.elementEnd(octets, at, to);
      if (at > from) {
        out.add(',');
      }
      codec.text(octets, at, next, out);
      at = next;
    }
  }

  /** Appends the elements of a list in JSON with the key; nothing if there are none. */
  static void jsonList(PacketLayout packet, int layer, Field field, TextBuffer out) {
    ListCodec codec = field.codec();
    long span = packet.specs[layer].span(packet, layer, field);
    int at = (int) (span >>> 32);
    if (codec == null || at == (int) span) {
      return;
    }
    int end = codec.contentEnd(packet.octets, at, (int) span);
    if (at == end) {
      return;
    }
    out.add(field.jsonKey()).add('[');
    if (codec.isReversed()) {
      reversed(codec, packet.octets, at, end, out, true);
      out.add(']');
      return;
    }
    boolean first = true;
    while (at < end) {
      int next = codec.elementEnd(packet.octets, at, end);
      if (!first) {
        out.add(',');
      }
      first = false;
      codec.json(packet, layer, at, next, out);
      at = next;
    }
    out.add(']');
  }

  private static void reversed(
      ListCodec codec, byte[] octets, int from, int to, TextBuffer out, boolean json) {
    ArrayDeque<int[]> elements = new ArrayDeque<>();
    for (int at = from; at < to; ) {
      int next = codec.elementEnd(octets, at, to);
      elements.push(new int[] {at, next});
      at = next;
    }
    boolean first = true;
    for (int[] element : elements) {
      if (!first) {
        out.add(',');
      }
      first = false;
      if (json) {
        codec.json(octets, element[0], element[1], out);
      } else {
        codec.text(octets, element[0], element[1], out);
      }
    }
  }
}
