// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;

/** What a good guest does not send, see {@link Guard}; it ends the run. */
public final class ForbiddenException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The rule and the address: a sentence for the user. */
  public ForbiddenException(String sentence) {
    super(sentence);
  }
}
