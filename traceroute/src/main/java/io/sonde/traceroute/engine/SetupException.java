// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import java.util.List;

/** A run that cannot begin, in the lines that say so. */
final class SetupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;
  private final int exitCode;
  private final boolean beforeHeader;

  /**
   * @param lines at least one
   * @param beforeHeader whether nothing of the trace has been shown
   */
  SetupException(List<String> lines, int exitCode, boolean beforeHeader) {
    super(lines.get(0));
    this.lines = List.copyOf(lines);
    this.exitCode = exitCode;
    this.beforeHeader = beforeHeader;
  }

  List<String> lines() {
    return lines;
  }

  int exitCode() {
    return exitCode;
  }

  boolean isBeforeHeader() {
    return beforeHeader;
  }
}
