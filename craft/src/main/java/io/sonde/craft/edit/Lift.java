// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import io.sonde.craft.build.BuildException;
import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.wire.Octets;
import java.util.Arrays;
import java.util.List;

/**
 * A dissected packet as a draft that builds the same octets. What fields cannot say (bits that no
 * field has, layers of odd lengths) becomes patches and octets without shape.
 */
public final class Lift {
  /** What becomes of fields that are computed: lengths, checksums, next protocols. */
  public enum Derived {
    /** Those that were right follow changes, those that were wrong stay. */
    RIGHT_ONES_FOLLOW,
    /** All stay as they are. */
    STAY,
    /** All are computed. */
    FOLLOW
  }

  private final PacketBuilder builder = new PacketBuilder();
  private final Derived derived;
  private final boolean terse;

  private Lift(Derived derived, boolean terse) {
    this.derived = derived;
    this.terse = terse;
  }

  /** A lift for changes: what is not computed has its value. */
  public static Lift forChanges(Derived derived) {
    return new Lift(derived, false);
  }

  /** A lift to be shown: what has its default is left out. */
  public static Lift forShow() {
    return new Lift(Derived.RIGHT_ONES_FOLLOW, true);
  }

  /** The draft. With {@link Derived#FOLLOW} it builds what the packet should have been. */
  public Draft lift(PacketLayout packet) {
    Draft draft = new Draft();
    for (int i = 0; i < packet.count; i++) {
      LayerValues values = layer(packet, i);
      draft.layers().add(values);
      if (values.spec().isData() && !packet.specs[i].isData()) {
        i = skipTo(packet, i, values.length(LayerSpecs.DATA.octets()));
      }
    }
    if (derived == Derived.FOLLOW) {
      return draft;
    }
    return correct(packet, draft) ? draft : octets(packet);
  }

  /** Index of the last layer within the octets of a layer that is data now. */
  private static int skipTo(PacketLayout packet, int layer, int octets) {
    int end = packet.start[layer] + octets;
    int last = layer;
    while (last + 1 < packet.count
        && packet.start[last + 1] < end
        && !packet.specs[last + 1].isTrailer()) {
      last++;
    }
    return last;
  }

  private LayerValues layer(PacketLayout packet, int layer) {
    LayerSpec spec = packet.specs[layer];
    int from = packet.start[layer];
    if (spec.isData() || spec.isTrailer()) {
      return data(packet, spec, from, packet.end[layer]);
    }
    LayerValues values = new LayerValues(spec);
    for (Field field : spec.fields()) {
      if (field.isShown() && field.isIn(packet, layer)) {
        if (field.isPart()) {
          part(packet, layer, field, values);
        } else {
          fixed(packet, layer, field, values);
        }
      }
    }
    int header = spec.headerLength(values);
    if (header != packet.headerEnd[layer] - from) {
      return data(packet, LayerSpecs.DATA, from, packet.headerEnd[layer]);
    }
    int inside = packet.payloadEnd[layer] - packet.headerEnd[layer];
    int tail = packet.end[layer] - packet.payloadEnd[layer];
    if (spec.tailLength(values, header, inside) != tail) {
      return data(packet, LayerSpecs.DATA, from, packet.end[layer]);
    }
    return values;
  }

  private static LayerValues data(PacketLayout packet, LayerSpec spec, int from, int to) {
    LayerValues values = new LayerValues(spec);
    values.set(spec.fields().get(0), Arrays.copyOfRange(packet.octets, from, to));
    return values;
  }

  private static void part(PacketLayout packet, int layer, Field field, LayerValues values) {
    long span = packet.specs[layer].span(packet, layer, field);
    int from = (int) (span >>> 32);
    int to = (int) span;
    ListCodec codec = field.codec();
    int end = codec == null || from == to ? to : codec.contentEnd(packet.octets, from, to);
    if (end > from) {
      values.set(field, Arrays.copyOfRange(packet.octets, from, end));
    }
  }

  private void fixed(PacketLayout packet, int layer, Field field, LayerValues values) {
    if (field.kind() == FieldKind.IPV6) {
      int at = field.at(packet, layer);
      values.set(field, packet.i64(at), packet.i64(at + 8));
      return;
    }
    if (field.kind() == FieldKind.OCTETS || field.kind() == FieldKind.TEXT) {
      int at = field.at(packet, layer);
      byte[] run = Arrays.copyOfRange(packet.octets, at, at + field.width() / 8);
      if (!terse || !isZero(run)) {
        values.set(field, run);
      }
      return;
    }
    long value = field.get(packet, layer);
    if (field.isDerived() && derived == Derived.FOLLOW) {
      return;
    }
    if (field.role() == FieldRole.CHECKSUM && field.isOptional() && value == 0) {
      values.mark(field, State.NONE);
      return;
    }
    boolean computed = field.isDerived() && derived != Derived.STAY;
    if (computed && value == field.ruled(packet, layer)) {
      return;
    }
    if (terse && !field.isDerived() && isDefault(packet, layer, field, value)) {
      return;
    }
    values.set(field, value);
  }

  private static boolean isZero(byte[] run) {
    for (byte octet : run) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDefault(PacketLayout packet, int layer, Field field, long value) {
    packet.number = 1;
    long first = field.ruled(packet, layer);
    packet.number = 2;
    return value == first && value == field.ruled(packet, layer);
  }

  /** Patches what differs; false if the layers do not give as many octets. */
  private boolean correct(PacketLayout packet, Draft draft) {
    // Two rounds: a patch may make a checksum right that was taken for wrong, or the other way.
    for (int round = 0; round < 2; round++) {
      PacketLayout built;
      try {
        built = builder.build(draft, 1);
      } catch (BuildException e) {
        return false;
      }
      if (built.to != packet.to - packet.from) {
        return false;
      }
      int differs =
          Arrays.mismatch(built.octets, 0, built.to, packet.octets, packet.from, packet.to);
      if (differs < 0) {
        return true;
      }
      for (int i = 0; i < draft.size(); i++) {
        patch(packet, built, i, draft.layer(i));
      }
    }
    PacketLayout built = builder.build(draft, 1);
    return Arrays.equals(built.octets, 0, built.to, packet.octets, packet.from, packet.to);
  }

  private static void patch(
      PacketLayout packet, PacketLayout built, int layer, LayerValues values) {
    int start = built.start[layer];
    int end = built.headerEnd[layer];
    List<LayerValues.Patch> patches = values.patches();
    patches.clear();
    int at = start;
    while (at < end) {
      int from = at;
      while (at < end && built.octets[at] != packet.octets[packet.from + at]) {
        at++;
      }
      if (at > from) {
        byte[] octets = Arrays.copyOfRange(packet.octets, packet.from + from, packet.from + at);
        patches.add(new LayerValues.Patch(from - start, Octets.of(octets)));
      } else {
        at++;
      }
    }
  }

  /** The packet as one layer. */
  private static Draft octets(PacketLayout packet) {
    Draft draft = new Draft();
    LayerSpec spec =
        packet.count > 0 && packet.specs[0].isLink() ? LayerSpecs.RAW : LayerSpecs.DATA;
    draft.layers().add(data(packet, spec, packet.from, packet.to));
    return draft;
  }
}
