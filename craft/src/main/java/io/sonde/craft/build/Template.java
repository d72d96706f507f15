// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.PacketLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built packet of which a few fields change from packet to packet, and with them nothing but
 * Internet checksums: those bits are rewritten and the checksums added up anew from the sum of what
 * stands still (RFC 1624), which takes the place of building and gives the same octets.
 */
public final class Template {
  private static final int WORD = 16;

  private final byte[] octets;
  private final ByteBuffer view;
  private final Part[] parts;
  private final Sum[] sums;

  private Template(byte[] octets, Part[] parts, Sum[] sums) {
    this.octets = octets;
    this.parts = parts;
    this.sums = sums;
    view = ByteBuffer.wrap(octets);
  }

  /** Whether nothing is computed from a layer's octets but checksums that are right. */
  private static boolean isPlain(LayerValues values) {
    for (Field field : values.spec().fields()) {
      boolean odd = values.state(field) == State.BAD || values.state(field) == State.RELATIVE;
      if (odd && field.role() == FieldRole.CHECKSUM || !values.late(field).isEmpty()) {
        return false;
      }
    }
    return values.patches().isEmpty() && values.spec().mostInside(values) == Integer.MAX_VALUE;
  }

  /**
   * The template of a packet that has just been built.
   *
   * @param changing fields of the draft that are given other values from packet to packet
   * @return null if something else may change with them
   */
  public static @Nullable Template of(PacketLayout built, Draft draft, List<Changing> changing) {
    List<Part> parts = new ArrayList<>();
    if (built.count != draft.size() || built.from != 0) {
      return null;
    }
    for (Changing one : changing) {
      int layer = draft.layers().indexOf(one.values());
      if (layer < 0 || !add(parts, built, layer, one.values(), one.field(), false)) {
        return null;
      }
    }
    for (int i = 0; i < draft.size(); i++) {
      LayerValues values = draft.layer(i);
      if (!isPlain(values)) {
        return null;
      }
      for (Field field : values.spec().fields()) {
        if (field.counter() != null
            && values.state(field) == State.AUTO
            && (values.spec().overlapping(field) & values.said()) == 0
            && field.isIn(built, i)
            && !add(parts, built, i, values, field, true)) {
          return null;
        }
      }
    }
    byte[] original = Arrays.copyOf(built.octets, built.to);
    try {
      return of(built, draft, parts.toArray(new Part[0]), original);
    } finally {
      System.arraycopy(original, 0, built.octets, 0, original.length);
    }
  }

  private static @Nullable Template of(
      PacketLayout built, Draft draft, Part[] parts, byte[] original) {
    for (Part part : parts) {
      part.put(built.octets, 0, 0);
    }
    List<Sum> sums = new ArrayList<>();
    for (int i = 0; i < draft.size(); i++) {
      LayerValues values = draft.layer(i);
      for (Field field : values.spec().fields()) {
        if (field.role() == FieldRole.CHECKSUM
            && values.state(field) == State.AUTO
            && (values.spec().overlapping(field) & values.said()) == 0
            && field.isIn(built, i)) {
          Sum sum = field.width() == WORD ? Sum.of(built, i, field, parts) : null;
          if (sum == null) {
            return null;
          }
          sums.add(sum);
        }
      }
    }
    for (Sum outer : sums) {
      for (Sum inner : sums) {
        if (outer != inner && outer.covers(built, inner.at)) {
          return null; // one sum in another: tunnels are built anew
        }
      }
    }
    Template template = new Template(original.clone(), parts, sums.toArray(new Sum[0]));
    // What the tables say is taken on trust only as far as this packet bears it out.
    template.fill(built.number);
    return Arrays.equals(template.octets, original) ? template : null;
  }

  private static boolean add(
      List<Part> parts,
      PacketLayout built,
      int layer,
      LayerValues values,
      Field field,
      boolean counted) {
    LayerSpec spec = values.spec();
    boolean narrow = field.width() > 0 && field.width() <= Part.WIDEST;
    if (!field.isLoose()
        || field.bit() < 0
        || field.isMoving()
        || !narrow && field.kind() != FieldKind.IPV6
        || built.specs[layer] != spec
        || !field.isIn(built, layer)) {
      return false;
    }
    long others = spec.overlapping(field) & ~(1L << field.index());
    boolean shared = (others & values.said()) != 0;
    for (Part part : parts) {
      shared |= part.layer == layer && (spec.overlapping(field) >>> part.field.index() & 1) != 0;
    }
    if (!shared) {
      parts.add(new Part(layer, values, field, field.base(built, layer), counted));
    }
    return !shared;
  }

  /** Makes the packet of a number, with the values that the draft has now. */
  public void fill(long number) {
    for (Part part : parts) {
      part.put(octets, number);
    }
    for (Sum sum : sums) {
      sum.put(octets);
    }
  }

  /** The packet, which the next {@link #fill} overwrites. */
  public byte[] octets() {
    return octets;
  }

  /** The packet, from position to limit. */
  public ByteBuffer view() {
    return view;
  }

  /** A field of the draft that is given other values. */
  public record Changing(LayerValues values, Field field) {}
}
