// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.List;

/** A sort of line in a topology file. */
interface Statement {
  /** First word of the line. */
  String word();

  /** What follows, before the attributes. */
  String form();

  /** What it does, for the reference. */
  String meaning();

  /** A file's lines in which it stands, separated by line feeds. */
  String example();

  /** What it takes besides. */
  List<? extends Attribute<?>> attributes();

  /**
   * Reads what follows the first word.
   *
   * @return what it does
   */
  Step read(Sentence words, Draft draft) throws WordException;

  /** Reads the same as something that happens to a network that runs. */
  default Step readChange(Sentence words, Draft draft) throws WordException {
    return read(words, draft);
  }
}
