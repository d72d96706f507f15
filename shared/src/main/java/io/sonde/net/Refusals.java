// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.IOException;

/** The host's words for what it refuses. */
public interface Refusals {
  /** Call and reason as programs in C print them: {@code bind: Address already in use}. */
  String words(IOException refused);

  /** The reason that an error number stands for. */
  String words(int errorNumber);

  /** Whether the host does not know the protocol. */
  boolean isProtocol(IOException refused);
}
