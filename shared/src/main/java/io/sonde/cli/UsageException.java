// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/** Arguments that are wrong by themselves: one sentence with the option and the value as typed. */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** No option has that name. */
    UNKNOWN_OPTION,
    /** The beginning of more than one long name. */
    AMBIGUOUS_OPTION,
    /** The option takes a value and the command line ends. */
    MISSING_VALUE,
    /** The option takes no value. */
    UNEXPECTED_VALUE,
    /** A value out of range, not a number, no host; operands missing or too many. */
    BAD_VALUE
  }

  private final Reason reason;
  private final String subject;
  private final int argument;

  UsageException(Reason reason, String subject, int argument, String sentence) {
    super(sentence);
    this.reason = reason;
    this.subject = subject;
    this.argument = argument;
  }

  /** A value that is not what its option takes. */
  public UsageException(String sentence) {
    this(Reason.BAD_VALUE, "", -1, sentence);
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The option as typed, without a value; empty where none is to blame. */
  public String subject() {
    return subject;
  }

  /** Index in the command line of the argument to blame, from 0; −1 if none is. */
  public int argument() {
    return argument;
  }

  /**
   * A value that is none of those that an option knows.
   *
   * @param valid those that it knows, as a list in words
   */
  public static UsageException unknown(String name, String value, String valid) {
    String shown = value.isEmpty() ? "\"\"" : value;
    return new UsageException(name + " " + shown + ": unknown; " + valid);
  }
}
