// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import org.jspecify.annotations.Nullable;

/** What the catalogue says of a field. */
public final class FieldWords {
  String auto = "0";
  String doc = "";
  String rfc = "";
  @Nullable String example;
  String exampleWords = "";

  FieldWords() {}

  /** How its value comes about where nobody says it. */
  public String auto() {
    return auto;
  }

  /** Its meaning: one sentence; empty: its key says it. */
  public String doc() {
    return doc;
  }

  /** Where it is defined; empty: where the layer is. */
  public String rfc() {
    return rfc;
  }

  /** The value that the example gives it; null: one is made up. */
  public @Nullable String example() {
    return example;
  }

  /** Words in front of the example's key; empty: those that make a message that has it. */
  public String exampleWords() {
    return exampleWords;
  }
}
