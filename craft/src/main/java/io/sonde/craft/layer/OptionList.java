// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.craft.text.TextBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of options, each announced by a number and mostly a length. How number and length are
 * written is the business of a subclass; {@link TypeLengthList} is the most frequent one.
 *
 * <p>Every list knows {@code raw:TYPE:HEX}, whose length is computed, and {@code hex:…}, octets as
 * they are.
 */
public abstract class OptionList implements ListCodec {
  private static final String RAW = "raw";
  private static final String HEX = "hex";

  private final Map<String, OptionShape> byName = new LinkedHashMap<>();
  private final Map<Integer, OptionShape> byType = new HashMap<>();
  private final @Nullable OptionShape[] lowTypes = new OptionShape[256];

  /** Adds shapes. */
  public OptionList with(OptionShape... shapes) {
    for (OptionShape shape : shapes) {
      byName.put(shape.name(), shape);
      if (shape.type() >= 0 && byType.putIfAbsent(shape.type(), shape) == null) {
        if (shape.type() < lowTypes.length) {
          lowTypes[shape.type()] = shape;
        }
      }
    }
    return this;
  }

  /** The number of the option at {@code at}. */
  protected abstract int type(byte[] octets, int at);

  /** Where its data begin. */
  protected abstract int dataFrom(byte[] octets, int at);

  /** Where its data end, padding not counted. */
  protected int dataTo(byte[] octets, int at, int end) {
    return end;
  }

  /** Whether {@link #frame} writes the option that it was read from. */
  @Override
  public abstract boolean isReadable(byte[] octets, int at, int end);

  /** Appends an option. */
  protected abstract void frame(int type, byte[] data, OctetsBuilder out) throws ValueException;

  /**
   * Appends an option whose length field says something else.
   *
   * @param length the field
   */
  protected void frame(int type, int length, byte[] data, OctetsBuilder out) throws ValueException {
    throw new ValueException("raw:TYPE:HEX");
  }

  /** Largest number of an option. */
  protected int maxType() {
    return 255;
  }

  /** The shapes, in the order in which they were added. */
  @Override
  public List<OptionShape> shapes() {
    return Collections.unmodifiableList(new ArrayList<>(byName.values()));
  }

  @Override
  public String pattern() {
    return "OPTION";
  }

  /** Names that an option may have. */
  public List<String> names() {
    List<String> names = new ArrayList<>(byName.keySet());
    names.add(RAW);
    names.add(HEX);
    return names;
  }

  @Override
  public void encode(String element, OctetsBuilder out) throws ValueException {
    int colon = element.indexOf(':');
    String name = colon < 0 ? element : element.substring(0, colon);
    String rest = colon < 0 ? "" : element.substring(colon + 1);
    if (name.equals(HEX)) {
      out.add(Atoms.octets(rest));
    } else if (name.equals(RAW)) {
      encodeRaw(rest, out);
    } else {
      OptionShape shape = byName.get(name);
      if (shape == null) {
        throw new ValueException("one of " + String.join(" ", names()));
      }
      encode(shape, rest, out);
    }
  }

  private void encode(OptionShape shape, String rest, OctetsBuilder out) throws ValueException {
    OctetsBuilder data = new OctetsBuilder();
    shape.encode(rest, data);
    byte[] octets = data.toByteArray();
    int before = out.length();
    frame(shape.type(), octets, out);
    for (OctetsBuilder.Late late : data.late()) {
      int dataAt = dataFrom(out.toByteArray(), before);
      out.late().add(new OctetsBuilder.Late(dataAt + late.at(), late.what(), late.argument()));
    }
  }

  private void encodeRaw(String rest, OctetsBuilder out) throws ValueException {
    String[] parts = rest.split(":", 3);
    int type = (int) Atoms.number(parts[0], maxType());
    if (parts.length == 3) {
      frame(type, (int) Atoms.number(parts[1], 0xffff), Atoms.octets(parts[2]), out);
    } else {
      frame(type, Atoms.octets(parts.length == 2 ? parts[1] : ""), out);
    }
  }

  private @Nullable OptionShape shapeOf(byte[] octets, int at, int end) {
    int type = type(octets, at);
    OptionShape shape = type < lowTypes.length ? lowTypes[type] : byType.get(type);
    return shape != null && shape.fits(octets, dataFrom(octets, at), dataTo(octets, at, end))
        ? shape
        : null;
  }

  @Override
  public void text(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      out.add(HEX).add(':').hex(octets, at, end);
      return;
    }
    OptionShape shape = shapeOf(octets, at, end);
    int from = dataFrom(octets, at);
    int to = dataTo(octets, at, end);
    if (shape != null) {
      out.add(shape.name());
      shape.text(octets, from, to, out);
    } else {
      out.add(RAW).add(':');
      raw(octets, at, end, out);
    }
  }

  /** Appends what stands behind {@code raw:}. */
  protected void raw(byte[] octets, int at, int end, TextBuffer out) {
    out.decimal(type(octets, at))
        .add(':')
        .hex(octets, dataFrom(octets, at), dataTo(octets, at, end));
  }

  @Override
  public void json(byte[] octets, int at, int end, TextBuffer out) {
    if (!isReadable(octets, at, end)) {
      out.add("{\"hex\":\"").hex(octets, at, end).add("\"}");
      return;
    }
    OptionShape shape = shapeOf(octets, at, end);
    int from = dataFrom(octets, at);
    int to = dataTo(octets, at, end);
    if (shape != null) {
      out.add("{\"").add(shape.name()).add("\":");
      shape.json(octets, from, to, out);
      out.add('}');
    } else {
      out.add("{\"raw\":\"");
      raw(octets, at, end, out);
      out.add("\"}");
    }
  }

  @Override
  public String fromJson(Object element) throws ValueException {
    if (element instanceof String text) {
      return text;
    }
    if (!(element instanceof Map<?, ?> map) || map.size() != 1) {
      throw new ValueException("an object with one key, the option's name");
    }
    Map.Entry<?, ?> only = map.entrySet().iterator().next();
    String name = String.valueOf(only.getKey());
    Object value = only.getValue();
    OptionShape shape = byName.get(name);
    if (value == null) {
      throw new ValueException("a value of " + name);
    }
    String arguments = shape == null ? value.toString() : shape.fromJson(value);
    return arguments.isEmpty() ? name : name + ":" + arguments;
  }
}
