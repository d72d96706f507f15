// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with a packet, as statements. Reused from packet to packet. */
public final class Findings {
  /** What kind of thing is wrong. */
  public enum Kind {
    CHECKSUM,
    LENGTH,
    TRUNCATED,
    RESERVED,
    OPTION,
    VALUE,
    ORDER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The word for it. */
    public String text() {
      return text;
    }
  }

  private static final int MOST = 256;

  private int count;
  private int[] layers = new int[8];
  private Kind[] kinds = new Kind[8];
  private @Nullable Field[] fields = new Field[8];
  private long[] got = new long[8];
  private long[] expected = new long[8];

  /** Forgets all. */
  public void clear() {
    count = 0;
  }

  /** How many there are; a packet's first 256 are kept. */
  public int count() {
    return count;
  }

  /**
   * Adds a statement.
   *
   * @param field null: of the layer as a whole
   * @param isGot what is there: the field's value, octets for lengths
   * @param isExpected what should be there; {@link Field#UNKNOWN}: nobody can say
   */
  public void add(int layer, Kind kind, @Nullable Field field, long isGot, long isExpected) {
    if (count == MOST) {
      return;
    }
    if (count == layers.length) {
      int more = 2 * count;
      layers = Arrays.copyOf(layers, more);
      kinds = Arrays.copyOf(kinds, more);
      fields = Arrays.copyOf(fields, more);
      got = Arrays.copyOf(got, more);
      expected = Arrays.copyOf(expected, more);
    }
    layers[count] = layer;
    kinds[count] = kind;
    fields[count] = field;
    got[count] = isGot;
    expected[count++] = isExpected;
  }

  public int layer(int index) {
    return layers[index];
  }

  public Kind kind(int index) {
    return kinds[index];
  }

  public @Nullable Field field(int index) {
    return fields[index];
  }

  public long got(int index) {
    return got[index];
  }

  public long expected(int index) {
    return expected[index];
  }

  /** Index of the first statement of a field of a layer; −1 if there is none. */
  public int of(int layer, Field field) {
    for (int i = 0; i < count; i++) {
      if (layers[i] == layer && fields[i] == field) {
        return i;
      }
    }
    return -1;
  }
}
