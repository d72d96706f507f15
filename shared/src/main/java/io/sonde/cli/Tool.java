// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.io.IOException;

/** One command line: its options, and what it does with them. */
public interface Tool {
  /** The options; built at each call. */
  OptionTable options();

  /**
   * Does the work.
   *
   * @return the exit status
   * @throws UsageException if the arguments are wrong in a way that only the tool knows
   * @throws IOException what ended the run; its message is one sentence for the user
   */
  int run(Arguments arguments, StandardOutput out) throws IOException;

  /**
   * Says what is wrong with the arguments, on standard error. The default is one sentence after the
   * tool's name.
   */
  default void usageError(UsageException error, StandardOutput out) {
    out.diagnostic(error.getMessage() == null ? "usage" : error.getMessage());
  }
}
