// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

/** A mistake in a script: file, line and sentence; then the line, and a caret under the place. */
final class ScriptException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ScriptException(String message) {
    super(message);
  }
}
