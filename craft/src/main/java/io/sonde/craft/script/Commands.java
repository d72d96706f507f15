// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Runs the commands of a script. Closing it ends those that still run. */
interface Commands extends Closeable {
  /**
   * Begins a command; one of this program is waited for until it says that it is ready.
   *
   * @param words of the command
   * @param text the same, for a shell
   * @throws IOException if it cannot be run, or has failed by then
   */
  void start(List<String> words, String text) throws IOException;

  /**
   * Runs a command to its end.
   *
   * @return its exit status
   * @throws IOException if it cannot be run
   */
  int exec(List<String> words, String text) throws IOException;

  @Override
  void close();
}
