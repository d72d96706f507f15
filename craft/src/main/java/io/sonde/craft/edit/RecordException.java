// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import java.io.IOException;

/** A record that cannot be read back: a sentence with its place. */
public final class RecordException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A sentence. */
  public RecordException(String sentence) {
    super(sentence);
  }
}
