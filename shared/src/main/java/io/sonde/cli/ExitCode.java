// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/** Exit statuses that mean the same in every tool. */
public final class ExitCode {
  /** What was asked for came: at least one reply, a trace that ran, a capture read. */
  public static final int OK = 0;

  /** The run was sound and the answer is no: no reply, fewer than asked for, a target silent. */
  public static final int NO_REPLY = 1;

  /** Everything else: usage, names, privileges, the host's own errors. */
  public static final int ERROR = 2;

  /**
   * Standard output was closed by its reader. 128 + SIGPIPE, which is what a shell reports of a
   * program that the signal ended; the virtual machine ignores SIGPIPE, so it cannot end by it.
   */
  public static final int CLOSED_PIPE = 141;

  private ExitCode() {}
}
