// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One key of a layer: where its bits lie, how they read, and what the catalogue says of it. A field
 * of fixed place is all table; a field of variable length (a list, octets) has its place from its
 * layer, see {@link LayerSpec#span}.
 */
public final class Field {
  /** How the bits read. */
  public enum Kind {
    /** Unsigned, decimal. */
    NUMBER,
    /** Unsigned, hexadecimal with all digits. */
    HEX,
    /** Bits with names. */
    FLAGS,
    /** 32 bits, dotted. */
    IPV4,
    /** 128 bits, RFC 5952. */
    IPV6,
    /** 48 bits with colons. */
    MAC,
    /** Octets, in hexadecimal. */
    OCTETS,
    /** Octets up to the first 0, as text. */
    TEXT,
    /** Elements of a {@link ListCodec}. */
    LIST
  }

  /** What decides the value where nobody says it. */
  public enum Role {
    /** A value of its own: what differs from the default is said. */
    PLAIN,
    /** How long something is. */
    LENGTH,
    /** A checksum. */
    CHECKSUM,
    /** What comes next. */
    NEXT,
    /** Another name for bits that an other field shows; only written. */
    VIEW,
    /** No octets of its own: it tells the builder something. */
    DIRECTIVE
  }

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

  /** Writes the value of an address of 128 bits. */
  @FunctionalInterface
  public interface Filler {
    /** Writes the field's octets. */
    void fill(PacketLayout packet, int layer, int at);
  }

  /** Whether a field exists in the message at hand. */
  @FunctionalInterface
  public interface Presence {
    /** True if the octets that are there make it exist. */
    boolean in(PacketLayout packet, int layer);
  }

  /** Names of values that depend on other fields. */
  @FunctionalInterface
  public interface Namer {
    /** The name, or null. */
    @Nullable String name(PacketLayout packet, int layer, long value);
  }

  /** The answer of a rule that has none: no number is known for what follows. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final Rule ZERO = (packet, layer) -> 0;

  private final String key;
  private final Kind kind;
  private final int bit;
  private final int width;
  private final byte[] keyOctets;
  private final byte[] jsonKey;
  private int index = -1;
  private Role role = Role.PLAIN;
  private String doc = "";
  private String rfc = "";
  private String auto = "0";
  private @Nullable String example;
  private String exampleWords = "";
  private Rule rule = ZERO;
  private @Nullable Filler filler;
  private @Nullable Presence presence;
  private @Nullable Namer namer;
  private @Nullable ListCodec codec;
  private @Nullable LongUnaryOperator time;
  private @Nullable Field selector;
  private int[] selected = {};
  private boolean letters;
  private boolean optional;
  private boolean moving;
  private boolean reserved;
  private int scale = 1;
  private final Map<String, Long> names = new LinkedHashMap<>();
  private final Map<Long, String> byValue = new HashMap<>();

  private Field(String key, Kind kind, int bit, int width) {
    this.key = key;
    this.kind = kind;
    this.bit = bit;
    this.width = width;
    keyOctets = key.getBytes(StandardCharsets.US_ASCII);
    jsonKey = (",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A field of fixed place.
   *
   * @param bit offset in bits from the layer's first octet
   * @param width bits, at most 64
   */
  static Field of(String key, Kind kind, int bit, int width) {
    return new Field(key, kind, bit, width);
  }

  /** A field whose place and length the layer tells. */
  static Field part(String key, Kind kind) {
    return new Field(key, kind, -1, 0);
  }

  /** A key that tells the builder something and has no bits. */
  static Field directive(String key, int width) {
    Field field = new Field(key, Kind.NUMBER, -1, width);
    field.role = Role.DIRECTIVE;
    return field;
  }

  void place(int newIndex) {
    index = newIndex;
  }

  boolean sharesBits(Field other) {
    return other == this
        || bit >= 0
            && other.bit >= 0
            && !moving
            && !other.moving
            && bit < other.bit + other.width
            && other.bit < bit + width;
  }

  // What the table says, in the order of the catalogue.

  /** The value where the key is absent: the catalogue's words and the rule. */
  public Field auto(String words, Rule newRule) {
    auto = words;
    rule = newRule;
    return this;
  }

  /** A constant default. */
  public Field auto(long value) {
    return auto(Long.toString(value), (packet, layer) -> value);
  }

  /** The default of an address of 128 bits. */
  public Field fills(String words, Filler newFiller) {
    auto = words;
    filler = newFiller;
    return this;
  }

  /** Words of the catalogue for a part that nothing computes. */
  public Field absent(String words) {
    auto = words;
    return this;
  }

  /** A field that is computed: see {@link Role}. */
  public Field derived(Role newRole, String words, Rule newRule) {
    role = newRole;
    return auto(words, newRule);
  }

  /** Another name for bits of an other field. */
  public Field view() {
    role = Role.VIEW;
    auto = "part of another key";
    return this;
  }

  /** The meaning: one sentence. */
  public Field doc(String sentence) {
    doc = sentence;
    return this;
  }

  /** Where it is defined: {@code RFC 791 3.1}. */
  public Field rfc(String section) {
    rfc = section;
    return this;
  }

  /** A value that the catalogue's example gives to it. */
  public Field example(String value) {
    example = value;
    return this;
  }

  /** A value for the catalogue's example, and words that must stand in front of it. */
  public Field example(String words, String value) {
    exampleWords = words;
    example = value;
    return this;
  }

  /** A name for a value. */
  public Field name(String name, long value) {
    names.put(name, value);
    byValue.putIfAbsent(value, name);
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
  public Field only(Field newSelector, int... newValues) {
    selector = newSelector;
    selected = newValues.clone();
    presence = (packet, layer) -> isSelected(newSelector.get(packet, layer));
    return this;
  }

  private boolean isSelected(long value) {
    for (int one : selected) {
      if (one == value) {
        return true;
      }
    }
    return false;
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

  public Kind kind() {
    return kind;
  }

  /** The key as it stands in JSON behind another: comma, quotes, colon. */
  public byte[] jsonKey() {
    return jsonKey;
  }

  /** Whether it is shown of a packet, and not only written. */
  public boolean isShown() {
    return role != Role.VIEW && role != Role.DIRECTIVE;
  }

  public Role role() {
    return role;
  }

  /** Place in the layer's table, from 0. */
  public int index() {
    return index;
  }

  /** Offset in bits; −1 for a part. */
  public int bit() {
    return bit;
  }

  /** Width in bits; 0 for a part. */
  public int width() {
    return width;
  }

  /** Whether the layer tells its place. */
  public boolean isPart() {
    return bit < 0 && role != Role.DIRECTIVE;
  }

  public String autoText() {
    return auto;
  }

  public String docText() {
    return doc;
  }

  public String rfcText() {
    return rfc;
  }

  public @Nullable String exampleText() {
    return example;
  }

  /** Words in front of the example's key; empty: those that make a message that has it. */
  public String exampleWords() {
    return exampleWords;
  }

  public Map<String, Long> names() {
    return Collections.unmodifiableMap(names);
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
    return role == Role.LENGTH || role == Role.CHECKSUM || role == Role.NEXT;
  }

  /** The value that the rule gives. */
  public long ruled(PacketLayout packet, int layer) {
    return rule.value(packet, layer);
  }

  /** The name of a value in a packet, or null. */
  public @Nullable String nameOf(PacketLayout packet, int layer, long value) {
    if (namer == null && byValue.isEmpty()) {
      return null;
    }
    return namer != null ? namer.name(packet, layer, value) : byValue.get(value);
  }

  /** The name of a value that needs no packet to be known, or null. */
  public @Nullable String nameOf(long value) {
    return byValue.get(value);
  }

  /** Whether it exists in the message and all its bits are there. */
  public boolean isIn(PacketLayout packet, int layer) {
    if (role == Role.DIRECTIVE) {
      return false;
    }
    if (bit >= 0) {
      int base = packet.start[layer];
      int end = packet.headerEnd[layer];
      if (moving) {
        base = packet.specs[layer].base(packet, layer, this);
        end = packet.end[layer];
      }
      if (base < 0 || base + (bit + width + 7 >>> 3) > end) {
        return false;
      }
    }
    return presence == null || presence.in(packet, layer);
  }

  /** Whether a value of another field makes a message that has it, where not all have. */
  public boolean isSelectedBy(Field other, long value) {
    return other == selector && isSelected(value);
  }

  /** Whether it exists in the message that the values so far make. */
  public boolean suits(LayerValues values) {
    Field by = selector;
    if (by == null || values.state(by) != LayerValues.State.SET) {
      return true;
    }
    return isSelected(values.low(by));
  }

  /** Index from which its bits count. */
  public int base(PacketLayout packet, int layer) {
    return moving ? packet.specs[layer].base(packet, layer, this) : packet.start[layer];
  }

  /** Index of its first octet. */
  public int at(PacketLayout packet, int layer) {
    return base(packet, layer) + (bit >>> 3);
  }

  /** The bits of a field of at most 64. */
  public long get(PacketLayout packet, int layer) {
    return get(packet.octets, base(packet, layer));
  }

  /** The bits of a field of at most 64, where its layer begins at {@code start}. */
  public long get(byte[] octets, int start) {
    int at = start + (bit >>> 3);
    if ((bit & 7) == 0) {
      if (width == 8) {
        return octets[at] & 0xff;
      }
      if (width == 16) {
        int both = (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
        return both;
      }
    }
    long value = 0;
    int last = start + (bit + width - 1 >>> 3);
    for (int i = at; i <= last; i++) {
      value = value << 8 | octets[i] & 0xff;
    }
    int behind = 7 - (bit + width - 1 & 7);
    return value >>> behind & max();
  }

  /** Writes the lowest bits of {@code value}; the other bits of shared octets stay. */
  public void put(byte[] octets, int start, long value) {
    int last = start + (bit + width - 1 >>> 3);
    int behind = 7 - (bit + width - 1 & 7);
    long mask = max() << behind;
    long bits = value << behind & mask;
    for (int i = last; i >= start + (bit >>> 3); i--) {
      octets[i] = (byte) (octets[i] & ~mask | bits);
      mask >>>= 8;
      bits >>>= 8;
    }
  }

  /** Largest value that fits; all bits for 64 and more. */
  public long max() {
    return width >= 64 ? -1L : (1L << width) - 1;
  }

  @Override
  public String toString() {
    return key;
  }
}
