// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Filler;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.Origin;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import java.util.Arrays;
import java.util.List;

/**
 * The octets of a draft. Sizes are added up from the innermost layer, then values are written in
 * that order, so that a rule finds in place what it depends on: first those that are said, then
 * those of rules; then what needs the whole packet, checksums from the inside, and patches.
 *
 * <p>Nothing is allocated once the arrays have grown to the longest packet.
 */
public final class PacketBuilder {
  /** Longest packet: what a capture file's reader accepts. */
  private static final int MOST_OCTETS = 262_144;

  private static final long BAD = 0x5555_5555L;

  private final PacketLayout packet = new PacketLayout();
  private final int[] inside = new int[PacketLayout.MAX_LAYERS];

  /** What the sending host gives to packets; to be filled before they are built. */
  public Origin origin() {
    return packet.origin;
  }

  /**
   * Builds a packet.
   *
   * @param number of the packet in the run, from 1
   * @return the layout, which the next call overwrites
   * @throws BuildException if a layer has no number for the next, or something does not fit
   */
  public PacketLayout build(Draft draft, long number) {
    Draft shown = withQuotesCut(draft, number);
    packet.number = number;
    measure(shown);
    for (int i = packet.count - 1; i >= 0; i--) {
      write(i, shown.layer(i));
    }
    for (int i = packet.count - 1; i >= 0; i--) {
      packet.specs[i].finish(packet, i, shown.layer(i));
    }
    for (int i = packet.count - 1; i >= 0; i--) {
      checksums(i, shown.layer(i));
    }
    for (int i = 0; i < packet.count; i++) {
      patch(i, shown.layer(i));
    }
    return packet;
  }

  private void measure(Draft draft) {
    int count = draft.size();
    if (count > PacketLayout.MAX_LAYERS) {
      throw new BuildException(count + " layers: a packet has at most " + PacketLayout.MAX_LAYERS);
    }
    int carried = count;
    while (carried > 0 && draft.layer(carried - 1).spec().isTrailer()) {
      carried--;
    }
    int trailer = carried;
    int octets = 0;
    for (int i = carried - 1; i >= 0; i--) {
      LayerValues values = draft.layer(i);
      LayerSpec spec = values.spec();
      if (spec.isLink() && trailer < count) {
        octets += draft.layer(trailer).spec().headerLength(draft.layer(trailer));
        trailer++;
      }
      int header = spec.headerLength(values);
      inside[i] = octets;
      octets = header + octets;
      octets += spec.tailLength(values, header, inside[i]);
      check(octets);
    }
    int framed = octets;
    for (int i = trailer; i < count; i++) {
      octets += draft.layer(i).spec().headerLength(draft.layer(i));
    }
    check(octets);
    packet.clear(octets);
    packet.count = 0;
    place(draft, carried, framed, count);
  }

  private static void check(int octets) {
    if (octets > MOST_OCTETS || octets < 0) {
      throw new BuildException("packet: longer than " + MOST_OCTETS + " octets");
    }
  }

  private void place(Draft draft, int carried, int framed, int count) {
    int at = 0;
    int end = framed;
    for (int i = 0; i < carried; i++) {
      LayerValues values = draft.layer(i);
      int header = values.spec().headerLength(values);
      packet.push(values.spec(), at, end, false);
      packet.headerEnd[i] = at + header;
      packet.payloadEnd[i] = at + header + inside[i];
      at += header;
      end = packet.payloadEnd[i];
      if (values.spec().isLink()) {
        // What a link layer carries ends where its trailer begins.
        end = at + (i + 1 < carried ? whole(draft, i + 1) : 0);
      }
    }
    int link = carried - 1;
    int outside = framed;
    for (int i = carried; i < count; i++) {
      LayerValues values = draft.layer(i);
      int octets = values.spec().headerLength(values);
      while (link >= 0 && !packet.specs[link].isLink()) {
        link--;
      }
      int from = link >= 0 ? packet.payloadEnd[link] - octets : outside;
      outside += link >= 0 ? 0 : octets;
      link--;
      packet.push(values.spec(), from, from + octets, false);
    }
  }

  /** Octets of a layer and all that it carries. */
  private int whole(Draft draft, int layer) {
    LayerValues values = draft.layer(layer);
    int header = values.spec().headerLength(values);
    return header + inside[layer] + values.spec().tailLength(values, header, inside[layer]);
  }

  private void write(int layer, LayerValues values) {
    LayerSpec spec = packet.specs[layer];
    List<Field> fields = spec.fields();
    long said = values.said();
    for (int i = 0; said != 0; i++, said >>>= 1) {
      if ((said & 1) != 0 && !fields.get(i).isMoving()) {
        put(layer, fields.get(i), values);
      }
    }
    spec.writeParts(packet, layer, values);
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.bit() < 0 || field.role() == FieldRole.VIEW) {
        continue;
      }
      State state = values.state(field);
      if (state == State.SET && field.isMoving()) {
        put(layer, field, values);
      } else if (field.role() != FieldRole.CHECKSUM // computed once all else is in place
          && (state == State.RELATIVE
              || state == State.AUTO && (spec.overlapping(field) & values.said()) == 0)) {
        rule(layer, field, state == State.RELATIVE ? values.low(field) : 0);
      }
    }
  }

  private void put(int layer, Field field, LayerValues values) {
    if (field.bit() < 0 || values.state(field) == State.NONE) {
      return;
    }
    int base = field.base(packet, layer);
    if (!fits(layer, field, base)) {
      return;
    }
    byte[] run = values.octets(field);
    if (run != null) {
      System.arraycopy(run, 0, packet.octets, base + (field.bit() >>> 3), run.length);
    } else if (field.kind() == FieldKind.IPV6) {
      int at = base + (field.bit() >>> 3);
      packet.put32(at, values.high(field) >>> 32);
      packet.put32(at + 4, values.high(field));
      packet.put32(at + 8, values.low(field) >>> 32);
      packet.put32(at + 12, values.low(field));
    } else {
      field.put(packet.octets, base, values.low(field));
    }
  }

  /** Whether the layer has the field's octets: some messages are shorter than others. */
  private boolean fits(int layer, Field field, int base) {
    int end = field.isMoving() ? packet.end[layer] : packet.headerEnd[layer];
    return base >= 0 && base + (field.bit() + field.width() + 7 >>> 3) <= end;
  }

  private void rule(int layer, Field field, long difference) {
    int base = field.base(packet, layer);
    if (!fits(layer, field, base) || !field.isIn(packet, layer)) {
      return;
    }
    Filler filler = field.filler();
    if (filler != null) {
      filler.fill(packet, layer, base + (field.bit() >>> 3));
      return;
    }
    long value = field.ruled(packet, layer);
    if (value == Field.UNKNOWN) {
      throw new BuildException(unknown(layer, field));
    }
    if (Long.compareUnsigned(value, field.max()) > 0) {
      throw new BuildException(
          packet.specs[layer]
              + "."
              + field.key()
              + ": "
              + value
              + " does not fit, at most "
              + field.max()
              + "; say it by hand");
    }
    if (value != 0 || difference != 0) {
      field.put(packet.octets, base, value + difference);
    }
  }

  private String unknown(int layer, Field field) {
    LayerSpec next = packet.following(layer);
    return packet.specs[layer]
        + "."
        + field.key()
        + ": no number stands for "
        + (next == null ? "nothing" : next)
        + " behind "
        + packet.specs[layer]
        + "; say "
        + field.key()
        + "=";
  }

  private void checksums(int layer, LayerValues values) {
    List<Field> fields = packet.specs[layer].fields();
    // A later key's checksum may be covered by an earlier one's.
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field field = fields.get(i);
      State state = values.state(field);
      if (field.role() != FieldRole.CHECKSUM || state == State.SET || state == State.NONE) {
        continue;
      }
      if (state == State.AUTO && (packet.specs[layer].overlapping(field) & values.said()) != 0) {
        continue;
      }
      int base = field.base(packet, layer);
      if (!fits(layer, field, base) || !field.isIn(packet, layer)) {
        continue;
      }
      long right = field.ruled(packet, layer);
      right = right == Field.UNKNOWN ? 0 : right;
      long value =
          switch (state) {
            case BAD -> bad(right, field.max());
            case RELATIVE -> right + values.low(field);
            default -> right;
          };
      field.put(packet.octets, base, value);
    }
  }

  /** A value that fails and is never 0, the same for the same packet. */
  private static long bad(long right, long max) {
    long value = (right ^ BAD) & max;
    return value != 0 ? value : ~right & max;
  }

  private void patch(int layer, LayerValues values) {
    for (LayerValues.Patch patch : values.patches()) {
      int from = patch.offset() < 0 ? packet.headerEnd[layer] : packet.start[layer];
      int at = from + patch.offset();
      int to = at + patch.octets().length();
      if (at < packet.start[layer] || to > packet.headerEnd[layer]) {
        throw new BuildException(
            packet.specs[layer]
                + "@"
                + patch.offset()
                + ": outside the layer, which has "
                + (packet.headerEnd[layer] - packet.start[layer])
                + " octets");
      }
      patch.octets().buffer().get(packet.octets, at, to - at);
    }
  }

  /** The draft, or one whose quotes that are too long are octets already. */
  private static Draft withQuotesCut(Draft draft, long number) {
    for (int i = 0; i < draft.size(); i++) {
      int most = draft.layer(i).spec().mostInside(draft.layer(i));
      if (most < Integer.MAX_VALUE && i + 1 < draft.size()) {
        Draft quoted = new Draft();
        quoted.layers().addAll(draft.layers().subList(i + 1, draft.size()));
        PacketLayout built = new PacketBuilder().build(quoted, number);
        LayerValues data = new LayerValues(LayerSpecs.DATA);
        int kept = Math.min(most, built.to);
        data.set(LayerSpecs.DATA.octets(), Arrays.copyOf(built.octets, kept));
        Draft cut = new Draft();
        cut.layers().addAll(draft.layers().subList(0, i + 1));
        cut.layers().add(data);
        return cut;
      }
    }
    return draft;
  }
}
