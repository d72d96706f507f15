// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.language.ValuePattern.Choices;
import io.sonde.craft.language.ValuePattern.Counted;
import io.sonde.craft.language.ValuePattern.Drawn;
import io.sonde.craft.language.ValuePattern.DrawnBits;
import io.sonde.craft.language.ValuePattern.DrawnNumber;
import io.sonde.craft.language.ValuePattern.Range;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.ValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind the equals sign of a key. */
public final class ValueReader {
  private static final String RAND = "rand";
  private static final int MOST_CHOICES = 65_536;

  private final AtomReader atoms;

  /** A reader that resolves names by {@code sources}. */
  public ValueReader(Sources sources) {
    atoms = new AtomReader(sources);
  }

  /**
   * Gives a field its value, or the first of its values.
   *
   * @return what more values it takes; null: the one
   * @throws ValueException what was expected
   * @throws IOException if a name has no address
   */
  public @Nullable ValuePattern read(LayerValues values, Field field, String text)
      throws ValueException, IOException {
    if (text.equals("auto")) {
      // of what may be absent auto says that it is there
      if (field.role() == FieldRole.CHECKSUM && field.isOptional()) {
        values.relative(field, 0);
      } else {
        values.mark(field, State.AUTO);
      }
      return null;
    }
    if (text.equals("none") && none(values, field) || relative(values, field, text)) {
      return null;
    }
    if (text.equals("bad") && field.role() == FieldRole.CHECKSUM) {
      values.mark(field, State.BAD);
      return null;
    }
    if (field.kind() == FieldKind.LIST) {
      list(values, field, text);
      return null;
    }
    ValuePattern pattern = pattern(field, text);
    if (pattern == null) {
      atoms.read(field, text).put(values, field);
    } else if (pattern.size() > 1 || pattern instanceof Range || pattern instanceof Choices) {
      pattern.put(values, field, 0, 1, new Draws(0));
    } else {
      values.set(field, 0); // drawn before the packet is built
    }
    return pattern;
  }

  private static boolean none(LayerValues values, Field field) {
    if (field.kind() == FieldKind.LIST) {
      values.set(field, new byte[0]);
      return true;
    }
    if (!field.isOptional()) {
      return false;
    }
    values.mark(field, State.NONE);
    return true;
  }

  private static boolean relative(LayerValues values, Field field, String text)
      throws ValueException {
    boolean computed = field.role() == FieldRole.LENGTH || field.role() == FieldRole.CHECKSUM;
    if (!computed || text.length() < 2 || text.charAt(0) != '+' && text.charAt(0) != '-') {
      return false;
    }
    long magnitude = Atoms.number(text.substring(1), field.max());
    values.relative(field, text.charAt(0) == '-' ? -magnitude : magnitude);
    return true;
  }

  /** Appends to what the list has. */
  private static void list(LayerValues values, Field field, String text) throws ValueException {
    ListCodec codec = field.codec();
    if (codec == null) {
      throw new IllegalStateException(field + " has no codec");
    }
    OctetsBuilder octets = new OctetsBuilder();
    byte[] before = values.octets(field);
    List<OctetsBuilder.Late> late = values.late(field);
    if (before != null && !codec.isReversed()) {
      octets.add(before);
      octets.late().addAll(late);
    }
    List<String> elements = Arrays.asList(text.split(",", -1));
    if (codec.isReversed()) {
      elements = new ArrayList<>(elements);
      Collections.reverse(elements);
    }
    for (String element : elements) {
      codec.encode(element, octets);
    }
    if (before != null && codec.isReversed()) {
      octets.add(before);
    }
    values.set(field, octets);
  }

  private @Nullable ValuePattern pattern(Field field, String text)
      throws ValueException, IOException {
    if (text.equals(RAND)) {
      return drawnAll(field);
    }
    if (text.startsWith("rand:")) {
      String rest = text.substring(5);
      int dots = rest.indexOf("..");
      if (dots < 0) {
        return new Drawn(choices(field, rest));
      }
      Range range = range(field, rest, dots);
      if (range.step() != 1) {
        throw new ValueException("rand:A..B without a step");
      }
      return new DrawnNumber(range.first(), range.count());
    }
    if (text.startsWith("inc:")) {
      int dots = text.indexOf("..");
      if (dots < 0) {
        throw new ValueException("inc:A..B or inc:A..B..STEP");
      }
      return new Counted(range(field, text.substring(4), dots - 4));
    }
    boolean numeric = field.kind() != FieldKind.OCTETS && field.kind() != FieldKind.TEXT;
    if (!numeric) {
      return null;
    }
    if (text.indexOf(',') >= 0) {
      return choices(field, text);
    }
    int dots = text.indexOf("..");
    if (dots >= 0) {
      return range(field, text, dots);
    }
    int slash = text.indexOf('/');
    return slash > 0 ? prefix(field, text, slash) : null;
  }

  private static ValuePattern drawnAll(Field field) throws ValueException {
    return switch (field.kind()) {
      case IPV6 -> new DrawnBits();
      case NUMBER, HEX, FLAGS, IPV4, MAC ->
          new DrawnNumber(Atom.of(0), field.width() == 64 ? 0 : field.max() + 1);
      default -> throw new ValueException("a value: rand is for numbers and addresses");
    };
  }

  private Choices choices(Field field, String text) throws ValueException, IOException {
    String[] parts = text.split(",", -1);
    if (parts.length > MOST_CHOICES) {
      throw new ValueException("at most " + MOST_CHOICES + " values");
    }
    List<Atom> list = new ArrayList<>();
    for (String part : parts) {
      list.add(atoms.read(field, part));
    }
    return new Choices(list);
  }

  private Range range(Field field, String text, int dots) throws ValueException, IOException {
    int more = text.indexOf("..", dots + 2);
    String last = more < 0 ? text.substring(dots + 2) : text.substring(dots + 2, more);
    long step = more < 0 ? 1 : Atoms.number(text.substring(more + 2), Long.MAX_VALUE);
    Atom from = atoms.read(field, text.substring(0, dots));
    Atom to = atoms.read(field, last);
    if (from.octets() != null || step == 0) {
      throw new ValueException("A..B or A..B..STEP of numbers or addresses");
    }
    boolean descends =
        from.high() != to.high()
            ? Long.compareUnsigned(from.high(), to.high()) > 0
            : Long.compareUnsigned(from.low(), to.low()) > 0;
    if (descends) {
      throw new ValueException("a range that ascends, A..B");
    }
    long carry = Long.compareUnsigned(to.low(), from.low()) < 0 ? 1 : 0;
    long distance = to.low() - from.low();
    if (to.high() - from.high() - carry != 0 || distance < 0 || distance == Long.MAX_VALUE) {
      throw new ValueException("a range of fewer than 2^63 values");
    }
    return new Range(from, distance / step + 1, step);
  }

  private Range prefix(Field field, String text, int slash) throws ValueException, IOException {
    int bits = field.kind() == FieldKind.IPV4 ? 32 : field.kind() == FieldKind.IPV6 ? 128 : 0;
    if (bits == 0) {
      throw new ValueException("no /: prefixes are for addresses");
    }
    int length = (int) Atoms.number(text.substring(slash + 1), bits);
    Atom address = atoms.read(field, text.substring(0, slash));
    int host = bits - length;
    if (host > 62) {
      throw new ValueException("a prefix of at least " + (bits - 62) + " bits");
    }
    return new Range(new Atom(address.high(), address.low() & -1L << host, null), 1L << host, 1);
  }
}
