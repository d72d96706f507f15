// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.craft.text.TextBuffer;
import java.util.List;
import java.util.Map;

/** One kind of option of a list: its name, its number, and what its data look like. */
public abstract class OptionShape {
  private final String name;
  private final int type;
  private String doc = "";
  private String rfc = "";
  private String example = "";

  /**
   * A shape.
   *
   * @param type the number that announces it; −1: none, it is only written
   */
  protected OptionShape(String name, int type) {
    this.name = name;
    this.type = type;
  }

  /** What it is for. */
  public OptionShape doc(String sentence, String newRfc) {
    doc = sentence;
    rfc = newRfc;
    return this;
  }

  /** Arguments of the catalogue's example, with the colon. */
  public OptionShape example(String arguments) {
    example = arguments;
    return this;
  }

  public final String name() {
    return name;
  }

  public final int type() {
    return type;
  }

  public final String docText() {
    return doc;
  }

  public final String rfcText() {
    return rfc;
  }

  /** An option as one writes it. */
  public final String exampleText() {
    return name + example;
  }

  /** The arguments for the catalogue, with their colons: {@code :VALUE:ECHO}. */
  public abstract String pattern();

  /**
   * Appends the data.
   *
   * @param arguments what stands behind the name's colon; empty: nothing
   */
  public abstract void encode(String arguments, OctetsBuilder out) throws ValueException;

  /** Whether data have this shape, so that {@link #text} tells all of them. */
  public abstract boolean fits(byte[] octets, int from, int to);

  /** Appends the arguments as {@link #encode} takes them, the colon in front. */
  public abstract void text(byte[] octets, int from, int to, TextBuffer out);

  /** Appends the value of this option's key in JSON. */
  public void json(byte[] octets, int from, int to, TextBuffer out) {
    int mark = out.length();
    text(octets, from, to, out);
    if (out.length() == mark) {
      out.add("true");
    } else {
      out.octets()[mark] = '"'; // was the colon
      out.add('"');
    }
  }

  /** The arguments out of what {@link #json} wrote, once read. */
  public String fromJson(Object value) throws ValueException {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new ValueException("a string");
    }
    return value.equals(true) ? "" : value.toString();
  }

  @Override
  public final String toString() {
    return name;
  }
}
