// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One key of a layer: where its bits lie, how they read, and what the catalogue says of it. A field
 * of fixed place is all table; a field of variable length (a list, octets) has its place from its
 * layer, see {@link LayerSpec#span}.
 */
public final class Field {
  /** The value that a field has by itself, in a packet whose layers have their places. */
  @FunctionalInterface
  public interface Rule {
    /**
     * The value. For a checksum the field's own octets hold anything and must not count.
     *
     * @return the bits; of {@link #UNKNOWN} nothing is known
     */
    long value(PacketLayout packet, int layer);
  }

  /** The answer of a rule that has none: no number is known for what follows. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final Rule ZERO = (packet, layer) -> 0;

  private final String key;
  private final FieldKind kind;
  private final BitRange bits;
  private final byte[] keyOctets;
  private final byte[] jsonKey;
  private int index = -1;
  private FieldRole role = FieldRole.PLAIN;
  private final FieldWords words = new FieldWords();
  private Rule rule = ZERO;
  private @Nullable Filler filler;
  private @Nullable Presence presence;
  private @Nullable Namer namer;
  private @Nullable ListCodec codec;
  private @Nullable LongUnaryOperator time;
  private @Nullable Selection selection;
  private boolean letters;
  private boolean optional;
  private boolean moving;
  private boolean reserved;
  private boolean loose;
  private boolean neverZero;
  private @Nullable LongUnaryOperator counter;
  private int scale = 1;
  private final ValueNames names = new ValueNames();

  private Field(String key, FieldKind kind, int bit, int width) {
    this.key = key;
    this.kind = kind;
    bits = new BitRange(bit, width);
    keyOctets = key.getBytes(StandardCharsets.US_ASCII);
    jsonKey = (",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A field of fixed place.
   *
   * @param bit offset in bits from the layer's first octet
   * @param width bits, at most 64
   */
  static Field of(String key, FieldKind kind, int bit, int width) {
    return new Field(key, kind, bit, width);
  }

  /** A field whose place and length the layer tells. */
  static Field part(String key, FieldKind kind) {
    return new Field(key, kind, -1, 0);
  }

  /** A key that tells the builder something and has no bits. */
  static Field directive(String key, int width) {
    Field field = new Field(key, FieldKind.NUMBER, -1, width);
    field.role = FieldRole.DIRECTIVE;
    return field;
  }

  void place(int newIndex) {
    index = newIndex;
  }

  boolean sharesBits(Field other) {
    return other == this || !moving && !other.moving && bits.meets(other.bits);
  }

  // What the table says, in the order of the catalogue.

  /** The value where the key is absent: the catalogue's words and the rule. */
  public Field auto(String sentence, Rule newRule) {
    words.auto = sentence;
    rule = newRule;
    return this;
  }

  /** A constant default. */
  public Field auto(long value) {
    return auto(Long.toString(value), (packet, layer) -> value);
  }

  /** A default that depends on nothing but the number of the packet in the run. */
  public Field counted(String words, LongUnaryOperator byNumber) {
    counter = byNumber;
    return auto(words, (packet, layer) -> byNumber.applyAsLong(packet.number)).loose();
  }

  /** Nothing but checksums is computed from its value: where it changes, nothing else does. */
  public Field loose() {
    loose = true;
    return this;
  }

  /** A checksum of which 0 says that there is none: it is written as all ones. */
  public Field neverZero() {
    neverZero = true;
    return this;
  }

  /** The default of an address of 128 bits. */
  public Field fills(String sentence, Filler newFiller) {
    words.auto = sentence;
    filler = newFiller;
    return this;
  }

  /** Words of the catalogue for a part that nothing computes. */
  public Field absent(String sentence) {
    words.auto = sentence;
    return this;
  }

  /** A field that is computed: see {@link FieldRole}. */
  public Field derived(FieldRole newRole, String words, Rule newRule) {
    role = newRole;
    return auto(words, newRule);
  }

  /** Another name for bits of an other field. */
  public Field view() {
    role = FieldRole.VIEW;
    words.auto = "part of another key";
    return this;
  }

  /** The meaning: one sentence. */
  public Field doc(String sentence) {
    words.doc = sentence;
    return this;
  }

  /** Where it is defined: {@code RFC 791 3.1}. */
  public Field rfc(String section) {
    words.rfc = section;
    return this;
  }

  /** A value that the catalogue's example gives to it. */
  public Field example(String value) {
    words.example = value;
    return this;
  }

  /** A value for the catalogue's example, and words that must stand in front of it. */
  public Field example(String before, String value) {
    words.exampleWords = before;
    words.example = value;
    return this;
  }

  /** A name for a value. */
  public Field name(String name, long value) {
    names.add(name, value);
    return this;
  }

  /** Names of values in the order of their numbers, from 0; empty: no name. */
  public Field names(String... inOrder) {
    for (int i = 0; i < inOrder.length; i++) {
      if (!inOrder[i].isEmpty()) {
        name(inOrder[i], i);
      }
    }
    return this;
  }

  /** Names that depend on other fields. */
  public Field named(Namer newNamer) {
    namer = newNamer;
    return this;
  }

  /** Shown and judged only if the predicate holds. */
  public Field when(Presence newPresence) {
    presence = newPresence;
    return this;
  }

  /** In messages only whose selecting field has one of these values. */
  public Field only(Field selector, int... values) {
    selection = new Selection(selector, values);
    return when(selection);
  }

  /** The elements of a list. */
  public Field of(ListCodec newCodec) {
    codec = newCodec;
    return this;
  }

  /** Flags read as letters without separators. */
  public Field letters() {
    letters = true;
    return this;
  }

  /** {@code none} leaves the field out, or 0 where its place is fixed. */
  public Field optional() {
    optional = true;
    return this;
  }

  /** Its bits count from a place that the layer tells: {@link LayerSpec#base}. */
  public Field moving() {
    moving = true;
    return this;
  }

  /** Bits that must be 0: others are a finding. */
  public Field reserved() {
    reserved = true;
    return this;
  }

  /** Values are given in units of which the field holds one a {@code divisor}. */
  public Field scale(int divisor) {
    scale = divisor;
    return this;
  }

  /** Accepts durations; the operator turns nanoseconds into the field's bits. */
  public Field time(LongUnaryOperator fromNanos) {
    time = fromNanos;
    return this;
  }

  // What others ask.

  public String key() {
    return key;
  }

  /** The key as octets. */
  public byte[] keyOctets() {
    return keyOctets;
  }

  public FieldKind kind() {
    return kind;
  }

  /** The key as it stands in JSON behind another: comma, quotes, colon. */
  public byte[] jsonKey() {
    return jsonKey;
  }

  /** Whether it is shown of a packet, and not only written. */
  public boolean isShown() {
    return role != FieldRole.VIEW && role != FieldRole.DIRECTIVE;
  }

  public FieldRole role() {
    return role;
  }

  /** Place in the layer's table, from 0. */
  public int index() {
    return index;
  }

  /** Offset in bits; −1 for a part. */
  public int bit() {
    return bits.bit();
  }

  /** Width in bits; 0 for a part. */
  public int width() {
    return bits.width();
  }

  /** Whether the layer tells its place. */
  public boolean isPart() {
    return bits.bit() < 0 && role != FieldRole.DIRECTIVE;
  }

  /** What the catalogue says of it. */
  public FieldWords words() {
    return words;
  }

  public Map<String, Long> names() {
    return names.values();
  }

  public boolean isLetters() {
    return letters;
  }

  public boolean isMoving() {
    return moving;
  }

  public boolean isReserved() {
    return reserved;
  }

  public boolean isOptional() {
    return optional;
  }

  /** Whether nothing but checksums is computed from its value. */
  public boolean isLoose() {
    return loose;
  }

  /** Whether 0 is written as all ones. */
  public boolean isNeverZero() {
    return neverZero;
  }

  /** The default by the number of the packet; null if it depends on something else or nothing. */
  public @Nullable LongUnaryOperator counter() {
    return counter;
  }

  public int scale() {
    return scale;
  }

  public @Nullable LongUnaryOperator time() {
    return time;
  }

  public @Nullable ListCodec codec() {
    return codec;
  }

  public @Nullable Filler filler() {
    return filler;
  }

  /** Whether lengths, checksums and next protocols: what is computed from the layers around. */
  public boolean isDerived() {
    return role == FieldRole.LENGTH || role == FieldRole.CHECKSUM || role == FieldRole.NEXT;
  }

  /** The value that the rule gives. */
  public long ruled(PacketLayout packet, int layer) {
    return rule.value(packet, layer);
  }

  /** The name of a value in a packet, or null. */
  public @Nullable String nameOf(PacketLayout packet, int layer, long value) {
    if (namer == null && names.isEmpty()) {
      return null;
    }
    return namer != null ? namer.name(packet, layer, value) : names.of(value);
  }

  /** The name of a value that needs no packet to be known, or null. */
  public @Nullable String nameOf(long value) {
    return names.of(value);
  }

  /** Whether it exists in the message and all its bits are there. */
  public boolean isIn(PacketLayout packet, int layer) {
    if (role == FieldRole.DIRECTIVE) {
      return false;
    }
    if (bits.bit() >= 0) {
      int base = packet.start[layer];
      int end = packet.headerEnd[layer];
      if (moving) {
        base = packet.specs[layer].base(packet, layer, this);
        end = packet.end[layer];
      }
      if (base < 0 || base + bits.octetsToEnd() > end) {
        return false;
      }
    }
    return presence == null || presence.in(packet, layer);
  }

  /** Whether it exists in the message that the values so far make. */
  public boolean suits(LayerValues values) {
    return selection == null || selection.suits(values);
  }

  /** The messages that have it; null: all. */
  public @Nullable Selection selection() {
    return selection;
  }

  /** Index from which its bits count. */
  public int base(PacketLayout packet, int layer) {
    return moving ? packet.specs[layer].base(packet, layer, this) : packet.start[layer];
  }

  /** Index of its first octet. */
  public int at(PacketLayout packet, int layer) {
    return base(packet, layer) + (bits.bit() >>> 3);
  }

  /** The bits of a field of at most 64. */
  public long get(PacketLayout packet, int layer) {
    return get(packet.octets, base(packet, layer));
  }

  /** The bits of a field of at most 64, where its layer begins at {@code start}. */
  public long get(byte[] octets, int start) {
    return bits.get(octets, start);
  }

  /** Writes the lowest bits of {@code value}; the other bits of shared octets stay. */
  public void put(byte[] octets, int start, long value) {
    bits.put(octets, start, value);
  }

  /** Largest value that fits; all bits for 64 and more. */
  public long max() {
    return bits.max();
  }

  @Override
  public String toString() {
    return key;
  }
}
