// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.dissect.ChecksumStatus;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.language.Atom;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.ValuePattern;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.PacketLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packet must be to be the one: its layers in a row among the packet's, and each key that
 * was written. A list or a range is a set; {@code rand} is any value.
 */
final class Expectation {
  private final PacketPattern pattern;

  Expectation(PacketPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * One key, or one layer, and how a packet has it.
   *
   * @param place layer and key, or the layer alone
   * @param expected what was written
   * @param got the packet's; {@code absent} if it has no such thing
   */
  record Point(String place, String expected, String got, boolean agrees) {}

  /** Every point of a packet, in the order of the text. */
  List<Point> compare(Dissection dissection) {
    PacketLayout packet = dissection.packet();
    List<Point> best = List.of();
    int most = -1;
    for (int first = 0; first < packet.count; first++) {
      List<Point> points = new ArrayList<>();
      int agreed = compare(dissection, first, points);
      if (agreed > most) {
        most = agreed;
        best = points;
      }
    }
    return best;
  }

  /** Whether a packet is the one. */
  boolean matches(Dissection dissection) {
    PacketLayout packet = dissection.packet();
    int layers = pattern.draft().size();
    for (int first = 0; first + layers <= packet.count; first++) {
      if (isAt(dissection, first)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(Dissection dissection, int first) {
    PacketLayout packet = dissection.packet();
    for (int i = 0; i < pattern.draft().size(); i++) {
      if (packet.specs[first + i] != pattern.draft().layer(i).spec()) {
        return false;
      }
    }
    List<Point> points = new ArrayList<>();
    compare(dissection, first, points);
    return points.stream().allMatch(Point::agrees);
  }

  /** Adds the points of the layers from one on; returns how many agree. */
  private int compare(Dissection dissection, int first, List<Point> points) {
    PacketLayout packet = dissection.packet();
    for (int i = 0; i < pattern.draft().size(); i++) {
      LayerValues values = pattern.draft().layer(i);
      LayerSpec spec = values.spec();
      int layer = first + i;
      boolean there = layer < packet.count && packet.specs[layer] == spec;
      String got = there || layer >= packet.count ? "absent" : packet.specs[layer].name();
      points.add(new Point(spec.name(), spec.name(), there ? spec.name() : got, there));
      for (Field field : spec.fields()) {
        if (isWritten(values, field)) {
          points.add(point(dissection, there ? layer : -1, values, field));
        }
      }
      for (LayerValues.Patch patch : values.patches()) {
        points.add(point(packet, there ? layer : -1, spec, patch));
      }
    }
    int agreed = 0;
    for (Point point : points) {
      agreed += point.agrees() ? 1 : 0;
    }
    return agreed;
  }

  private static boolean isWritten(LayerValues values, Field field) {
    return values.state(field) != State.AUTO && field.role() != FieldRole.DIRECTIVE;
  }

  private Point point(Dissection dissection, int layer, LayerValues values, Field field) {
    PacketLayout packet = dissection.packet();
    String place = values.spec().name() + "." + field.key();
    boolean there = layer >= 0 && field.isIn(packet, layer);
    @Nullable Value got = there ? Value.of(packet, layer, field) : null;
    String shown = got == null ? "absent" : got.shown();
    State state = values.state(field);
    if (state == State.BAD || state == State.NONE) {
      boolean none = state == State.NONE;
      ChecksumStatus status =
          there && field.role() == FieldRole.CHECKSUM ? dissection.status(layer, field) : null;
      boolean agrees =
          none
              ? layer >= 0 && (got == null || got.low() == 0 && isEmpty(got))
              : status == ChecksumStatus.BAD;
      return new Point(place, none ? "none" : "bad", shown, agrees);
    }
    PacketPattern.Slot slot = slot(values, field);
    if (slot != null) {
      boolean agrees = got != null && isIn(slot.pattern(), got);
      return new Point(place, described(slot), shown, agrees);
    }
    Value wanted = Value.of(values, field);
    return new Point(place, wanted.shown(), shown, got != null && wanted.agreesWith(got));
  }

  private static boolean isEmpty(Value value) {
    return value.octets() == null || value.octets().length() == 0;
  }

  private PacketPattern.@Nullable Slot slot(LayerValues values, Field field) {
    for (PacketPattern.Slot slot : pattern.slots()) {
      if (slot.values() == values && slot.field().equals(field)) {
        return slot;
      }
    }
    return null;
  }

  private static boolean isIn(ValuePattern values, Value got) {
    if (values instanceof ValuePattern.Counted counted) {
      return isIn(counted.range(), got);
    }
    if (values instanceof ValuePattern.Range range) {
      long distance = got.low() - range.first().low();
      boolean reached = Long.compareUnsigned(got.low(), range.first().low()) >= 0;
      return got.high() == range.first().high()
          && reached
          && Long.remainderUnsigned(distance, range.step()) == 0
          && Long.compareUnsigned(Long.divideUnsigned(distance, range.step()), range.count()) < 0;
    }
    if (values instanceof ValuePattern.Choices choices) {
      for (Atom atom : choices.atoms()) {
        if (new Value(got.field(), atom.high(), atom.low(), atom.octets()).agreesWith(got)) {
          return true;
        }
      }
      return false;
    }
    if (values instanceof ValuePattern.Drawn drawn) {
      return isIn(drawn.choices(), got);
    }
    if (values instanceof ValuePattern.DrawnNumber drawn && drawn.count() != 0) {
      return Long.compareUnsigned(got.low() - drawn.first().low(), drawn.count()) < 0;
    }
    return true;
  }

  private static String described(PacketPattern.Slot slot) {
    Field field = slot.field();
    ValuePattern values =
        slot.pattern() instanceof ValuePattern.Counted counted
            ? counted.range()
            : slot.pattern() instanceof ValuePattern.Drawn drawn ? drawn.choices() : slot.pattern();
    if (values instanceof ValuePattern.Range range) {
      Atom last = range.first().plus((range.count() - 1) * range.step());
      String step = range.step() == 1 ? "" : ".." + Long.toUnsignedString(range.step());
      return shown(field, range.first()) + ".." + shown(field, last) + step;
    }
    if (values instanceof ValuePattern.Choices choices) {
      List<String> all = new ArrayList<>();
      for (Atom atom : choices.atoms()) {
        all.add(shown(field, atom));
      }
      return String.join(",", all);
    }
    return "any";
  }

  private static String shown(Field field, Atom atom) {
    return new Value(field, atom.high(), atom.low(), atom.octets()).shown();
  }

  private static Point point(
      PacketLayout packet, int layer, LayerSpec spec, LayerValues.Patch patch) {
    String place = spec.name() + "@" + patch.offset();
    if (layer < 0) {
      return new Point(place, patch.octets().toString(), "absent", false);
    }
    byte[] wanted = patch.octets().toByteArray();
    int from =
        patch.offset() < 0
            ? packet.end[layer] + patch.offset()
            : packet.start[layer] + patch.offset();
    StringBuilder got = new StringBuilder();
    boolean agrees = true;
    for (int i = 0; i < wanted.length; i++) {
      int at = from + i;
      boolean inside = at >= packet.start[layer] && at < packet.end[layer];
      int octet = inside ? packet.u8(at) : 0;
      agrees &= inside && octet == (wanted[i] & 0xff);
      if (inside) {
        got.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
      }
    }
    return new Point(place, patch.octets().toString(), got.toString(), agrees);
  }
}
