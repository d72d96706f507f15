// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.function.Consumer;

/**
 * One thing that can be said about a node, a link direction and the like: a row of {@link
 * Keywords}.
 *
 * @param name word before {@code =}, or the whole word
 * @param form the value: {@code N/s[:burst]}; empty if there is none to be given
 * @param meaning what it does, for the reference
 * @param example a file's lines in which it stands, separated by line feeds
 * @param repeatable whether it may stand more than once in a statement
 * @param reading makes of the value what changes the thing
 */
record Attribute<T>(
    String name,
    String form,
    String meaning,
    String example,
    boolean repeatable,
    Reading<T> reading) {
  /** Makes a change of a value. */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * Reads a value.
     *
     * @param value what stands after {@code =}; empty if there was none
     */
    Consumer<T> read(Word value) throws WordException;
  }

  static <T> Attribute<T> of(
      String name, String form, String meaning, String example, Reading<T> reading) {
    return new Attribute<>(name, form, meaning, example, false, reading);
  }

  /** The same, allowed more than once. */
  Attribute<T> repeated() {
    return new Attribute<>(name, form, meaning, example, true, reading);
  }

  /** {@code name=form} or {@code name}. */
  String synopsis() {
    return form.isEmpty() ? name : form.startsWith("[") ? name + form : name + "=" + form;
  }
}
