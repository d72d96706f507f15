// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.IOException;

/** A socket that this process may not open; the message says what would allow it. */
public final class NotPermittedException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param cause whose message is this one's
   */
  public NotPermittedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
