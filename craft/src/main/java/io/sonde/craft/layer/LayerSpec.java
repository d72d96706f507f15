// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.craft.text.TextBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of layer: its table, and the few things that no table says.
 *
 * <p>A layer's octets are a fixed block of {@link #length()} octets, then its parts (options,
 * lists) in the order of the table. A layer in a file of its own extends this, fills the table in
 * its constructor, and tells in {@link #read} how long it is and what follows.
 */
public abstract class LayerSpec {
  private final String name;
  private final String title;
  private final String rfc;
  private final int length;
  private final List<Field> fields = new ArrayList<>();
  private final List<Field> fieldsToRead = Collections.unmodifiableList(fields);
  private final Map<String, Field> byKey = new LinkedHashMap<>();
  private final List<Word> words = new ArrayList<>();
  private final List<String> followers = new ArrayList<>();
  private final Carriers carriers = new Carriers();
  private int least;
  private String before = "";
  private String after = "";
  private @Nullable Field tail;
  private long @Nullable [] overlaps;

  /**
   * A layer without fields.
   *
   * @param name as typed
   * @param title what it is, for the catalogue
   * @param rfc where it is defined
   * @param length octets of the fixed block
   */
  protected LayerSpec(String name, String title, String rfc, int length) {
    this.name = name;
    this.title = title;
    this.rfc = rfc;
    this.length = length;
    this.least = length;
  }

  // The table, for constructors.

  /** An unsigned number. */
  protected final Field number(String key, int bit, int width) {
    return add(Field.of(key, FieldKind.NUMBER, bit, width));
  }

  /** An unsigned number that is shown in hexadecimal. */
  protected final Field hex(String key, int bit, int width) {
    return add(Field.of(key, FieldKind.HEX, bit, width));
  }

  /** Bits with names. */
  protected final Field flags(String key, int bit, int width) {
    return add(Field.of(key, FieldKind.FLAGS, bit, width));
  }

  /** An IPv4 address. */
  protected final Field ipv4(String key, int bit) {
    return add(Field.of(key, FieldKind.IPV4, bit, 32));
  }

  /** An IPv6 address. */
  protected final Field ipv6(String key, int bit) {
    return add(Field.of(key, FieldKind.IPV6, bit, 128));
  }

  /** A link address. */
  protected final Field mac(String key, int bit) {
    return add(Field.of(key, FieldKind.MAC, bit, 48));
  }

  /** Text of fixed length with zeros behind it. */
  protected final Field text(String key, int bit, int octets) {
    return add(Field.of(key, FieldKind.TEXT, bit, 8 * octets));
  }

  /** Octets of fixed length. */
  protected final Field octets(String key, int bit, int octets) {
    return add(Field.of(key, FieldKind.OCTETS, bit, 8 * octets));
  }

  /** A list behind the fixed block. */
  protected final Field list(String key, ListCodec codec) {
    return add(Field.part(key, FieldKind.LIST).of(codec).absent("none"));
  }

  /** Octets of any number behind the fixed block. */
  protected final Field octets(String key) {
    return add(Field.part(key, FieldKind.OCTETS).absent("none"));
  }

  /** Octets of any number behind what the layer carries. */
  protected final Field tail(String key) {
    Field field = octets(key);
    tail = field;
    return field;
  }

  /** A key that tells the builder something; a number of so many bits. */
  protected final Field directive(String key, int width) {
    return add(Field.directive(key, width));
  }

  private Field add(Field field) {
    if (fields.size() == Long.SIZE) {
      throw new IllegalStateException(name + ": more than 64 keys");
    }
    field.place(fields.size());
    fields.add(field);
    byKey.putIfAbsent(field.key(), field);
    return field;
  }

  /** A word that sets one field. */
  protected final void word(String word, Field field, long value, String doc) {
    words.add(new Word(word, "", List.of(new Word.Setting(field, value, false)), doc));
  }

  /** A word that adds bits to a field. */
  protected final void flag(String word, Field field, long bits) {
    words.add(new Word(word, "", List.of(new Word.Setting(field, bits, true)), ""));
  }

  /** A word that sets two fields. */
  protected final void word(
      String word, Field first, long firstValue, Field second, long secondValue, String doc) {
    List<Word.Setting> settings =
        List.of(
            new Word.Setting(first, firstValue, false),
            new Word.Setting(second, secondValue, false));
    words.add(new Word(word, "", settings, doc));
  }

  /** Words that set one field to 0, 1, 2 … and must stand behind another word. */
  protected final void wordsAfter(String after, Field field, String... inOrder) {
    for (int i = 0; i < inOrder.length; i++) {
      if (!inOrder[i].isEmpty()) {
        words.add(new Word(inOrder[i], after, List.of(new Word.Setting(field, i, false)), ""));
      }
    }
  }

  /** Says what may follow, for the catalogue. */
  protected final void followedBy(String... names) {
    Collections.addAll(followers, names);
  }

  /** How many octets make it worth reading where it is cut off; otherwise the fixed block. */
  protected final void readableFrom(int octets) {
    least = octets;
  }

  /** What stands around it in the catalogue's examples. */
  protected final void exampleIn(String newBefore, String newAfter) {
    before = newBefore;
    after = newAfter;
  }

  // What others ask of the table.

  public final String name() {
    return name;
  }

  public final String title() {
    return title;
  }

  public final String rfc() {
    return rfc;
  }

  /** Octets of the fixed block. */
  public final int length() {
    return length;
  }

  /** Octets from which on it is read. */
  public final int least() {
    return least;
  }

  /** Fields of the layer, one bit each, that share bits with one, itself included. */
  public final long overlapping(Field field) {
    if (overlaps == null) {
      overlaps = new long[fields.size()];
      for (Field one : fields) {
        for (Field other : fields) {
          overlaps[one.index()] |= one.sharesBits(other) ? 1L << other.index() : 0;
        }
      }
    }
    return overlaps[field.index()];
  }

  public final List<Field> fields() {
    return fieldsToRead;
  }

  /** The field of a key, the first where several messages have one; or null. */
  public final @Nullable Field field(String key) {
    return byKey.get(key);
  }

  /** The field of a key in the message that the values so far make; or null. */
  public final @Nullable Field field(String key, LayerValues values) {
    for (Field field : fields) {
      if (field.key().equals(key) && field.suits(values)) {
        return field;
      }
    }
    return byKey.get(key);
  }

  public final List<Word> words() {
    return Collections.unmodifiableList(words);
  }

  /** The numbers by which other layers announce it. */
  public final Carriers carriers() {
    return carriers;
  }

  public final List<String> followers() {
    return Collections.unmodifiableList(followers);
  }

  public final String exampleBefore() {
    return before;
  }

  public final String exampleAfter() {
    return after;
  }

  /** Octets behind what the layer carries, or null. */
  public final @Nullable Field tail() {
    return tail;
  }

  // What a layer says of itself.

  /** Whether it belongs to the link: trailers are no part of what it carries. */
  public boolean isLink() {
    return false;
  }

  /** Whether it stands behind everything else. */
  public boolean isTrailer() {
    return false;
  }

  /** Whether it is octets without shape. */
  public boolean isData() {
    return false;
  }

  // Building.

  /**
   * Adds what a host would add that sends this layer, where nobody said otherwise: options of the
   * layer around it, a layer between.
   *
   * @param at index of this layer in the draft
   */
  public void complete(Draft draft, int at) {}

  /** Octets of the header: the fixed block and the parts that are given. */
  public int headerLength(LayerValues values) {
    int octets = length;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.isPart() && field != tail) {
        octets += values.length(field);
      }
    }
    return octets;
  }

  /** How many octets of what it carries are kept, at most. */
  public int mostInside(LayerValues values) {
    return Integer.MAX_VALUE;
  }

  /**
   * Octets behind what it carries.
   *
   * @param inside octets that it carries
   */
  public int tailLength(LayerValues values, int header, int inside) {
    return tail == null ? 0 : values.length(tail);
  }

  /** Writes the parts; the octets of the layer were 0. */
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    int at = packet.start[layer] + length;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      byte[] run = field.isPart() ? values.octets(field) : null;
      if (run != null) {
        int place = field == tail ? packet.payloadEnd[layer] : at;
        System.arraycopy(run, 0, packet.octets, place, run.length);
        at += field == tail ? 0 : run.length;
      }
    }
  }

  /**
   * Writes what needs all layers in place and every field but checksums: called for the innermost
   * layer first.
   */
  public void finish(PacketLayout packet, int layer, LayerValues values) {}

  // Reading.

  /**
   * The layer that octets are which a number announced as this one: one number may stand for
   * several layers, told apart by their octets.
   */
  public LayerSpec refined(PacketLayout packet, int at, int end) {
    return this;
  }

  /**
   * Measures the layer and says what it carries. At least {@link #least} octets are there. On entry
   * the header is taken for the fixed block, cut at the layer's end, and the payload for all octets
   * behind it.
   *
   * @return the kind of the layer that it carries; null: octets without shape
   */
  public abstract @Nullable LayerSpec read(Reading reading, int layer);

  /** Whether octets that a port promises to be this layer look like it. */
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    return end - at >= least;
  }

  /**
   * Index from which the bits of a moving field count; −1 if the field is not there. While
   * building, every said field of fixed place is written already.
   */
  public int base(PacketLayout packet, int layer, Field field) {
    return packet.start[layer];
  }

  /** Whether all that a derived field speaks of is there, so that it can be judged. */
  public boolean isJudgeable(PacketLayout packet, int layer, Field field) {
    return !packet.cut[layer];
  }

  /**
   * Where a part lies: the index of its first octet in the upper half, the index behind its last in
   * the lower. The one part of a layer is what stands between the fixed block and the header's end.
   */
  public long span(PacketLayout packet, int layer, Field part) {
    if (part == tail) {
      return span(packet.payloadEnd[layer], packet.end[layer]);
    }
    int from = Math.min(packet.start[layer] + length, packet.headerEnd[layer]);
    return span(from, packet.headerEnd[layer]);
  }

  /** The two indexes as one number. */
  protected static long span(int from, int to) {
    return (long) from << 32 | to;
  }

  /** Adds what is wrong beyond what the table can tell. */
  public void judge(PacketLayout packet, int layer, Findings findings) {}

  // Answering.

  /**
   * A number that a packet and its answers have in common, however many there are under way: ports,
   * an identifier. Of an answer the mirrored one.
   */
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    return 0;
  }

  /**
   * Whether a packet answers a probe as far as this layer of the probe and all that it carries can
   * tell. What stands in front, addresses and protocol, has been judged.
   *
   * @param at index of this layer in the probe
   * @param packet what may be an answer
   * @param layer index of the layer in the same place there
   */
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return packet.specs[layer] == this;
  }

  /** Appends what one line about an answer says of it; begins with a blank. */
  public void summarizeAnswer(PacketLayout packet, int layer, TextBuffer out) {
    summarize(packet, layer, out);
  }

  /** Appends what the one-line summary says of it; begins with a blank if it says anything. */
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    out.add(' ').add(name);
  }

  @Override
  public final String toString() {
    return name;
  }
}
