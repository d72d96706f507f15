// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;

/** One packet that cannot be sent as it is; the run goes on. */
public final class UnsendableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Which packet, and why not: a sentence for the user. */
  public UnsendableException(String sentence) {
    super(sentence);
  }
}
