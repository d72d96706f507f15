// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** A value that cannot be what was typed; the message says what was expected. */
public final class ValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code expected}: a noun phrase with the valid range. */
  public ValueException(String expected) {
    super(expected);
  }

  /** The noun phrase. */
  public String expected() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
