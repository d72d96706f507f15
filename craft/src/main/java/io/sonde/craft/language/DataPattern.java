// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.ValueException;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What stands behind {@code data}: forms of octets, joined; lengths may be ranges. */
final class DataPattern implements ValuePattern {
  private static final int MOST = 65_536;

  private enum Kind {
    FIXED,
    RANDOM,
    ZERO,
    SEQUENCE,
    REPEATED
  }

  /** Octets of a kind, {@code first}, {@code first + step} … of them. */
  private record Form(Kind kind, Octets octets, long first, long count, long step) {}

  private final List<Form> forms = new ArrayList<>();

  /** Adds a form. */
  void add(String word, Sources sources) throws ValueException, IOException {
    int colon = word.indexOf(':');
    String name = colon < 0 ? "" : word.substring(0, colon);
    String rest = word.substring(colon + 1);
    if (word.equals("-")) {
      fixed(sources.standardInput());
      return;
    }
    switch (name) {
      case "hex" -> fixed(Atoms.octets(rest));
      case "b64" -> fixed(base64(rest));
      case "file" -> fixed(sources.file(rest));
      case "text" -> fixed(rest.getBytes(StandardCharsets.UTF_8));
      case "rand" -> sized(Kind.RANDOM, Octets.EMPTY, rest);
      case "zero" -> sized(Kind.ZERO, Octets.EMPTY, rest);
      case "seq" -> sized(Kind.SEQUENCE, Octets.EMPTY, rest);
      case "rep" -> {
        int last = rest.lastIndexOf(':');
        if (last < 1) {
          throw new ValueException("rep:TEXT:N");
        }
        Octets text = Octets.of(rest.substring(0, last).getBytes(StandardCharsets.UTF_8));
        sized(Kind.REPEATED, text, rest.substring(last + 1));
      }
      default -> fixed(word.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] base64(String text) throws ValueException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ValueException("base 64");
    }
  }

  void fixed(byte[] octets) {
    forms.add(new Form(Kind.FIXED, Octets.of(octets), octets.length, 1, 1));
  }

  private void sized(Kind kind, Octets octets, String size) throws ValueException {
    int dots = size.indexOf("..");
    if (dots < 0) {
      long only = Atoms.number(size, MOST);
      forms.add(new Form(kind, octets, only, 1, 1));
      return;
    }
    int more = size.indexOf("..", dots + 2);
    long first = Atoms.number(size.substring(0, dots), MOST);
    long last =
        Atoms.number(more < 0 ? size.substring(dots + 2) : size.substring(dots + 2, more), MOST);
    long step = more < 0 ? 1 : Atoms.number(size.substring(more + 2), MOST);
    if (last < first || step == 0) {
      throw new ValueException("A..B or A..B..STEP");
    }
    forms.add(new Form(kind, octets, first, (last - first) / step + 1, step));
  }

  @Override
  public long size() {
    long size = 1;
    for (Form form : forms) {
      size = Math.multiplyExact(size, form.count);
    }
    return size;
  }

  /** Whether there is one value only. */
  boolean isFixed() {
    return size() == 1 && !isEachPacket();
  }

  @Override
  public boolean isEachPacket() {
    return isRandom();
  }

  /** Whether chance has a part in it. */
  boolean isRandom() {
    for (Form form : forms) {
      if (form.kind == Kind.RANDOM) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void put(LayerValues values, Field field, long index, long number, Draws draws) {
    int[] lengths = new int[forms.size()];
    int total = 0;
    long rest = index;
    for (int i = forms.size() - 1; i >= 0; i--) {
      Form form = forms.get(i);
      lengths[i] = (int) (form.first + rest % form.count * form.step);
      lengths[i] *= form.kind == Kind.REPEATED ? form.octets.length() : 1;
      rest /= form.count;
      total = Math.addExact(total, lengths[i]);
    }
    byte[] octets = new byte[total];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      Form form = forms.get(i);
      int end = at + lengths[i];
      switch (form.kind) {
        case FIXED -> form.octets.buffer().get(octets, at, lengths[i]);
        case RANDOM -> draws.fill(octets, at, end);
        case SEQUENCE -> {
          for (int j = at; j < end; j++) {
            octets[j] = (byte) (j - at);
          }
        }
        case REPEATED -> {
          for (int j = at; j < end; j++) {
            octets[j] = (byte) form.octets.at((j - at) % form.octets.length());
          }
        }
        case ZERO -> {}
      }
      at = end;
    }
    values.set(field, octets);
  }
}
