// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.SocketH;

/** The direction that {@link Socket#shutdown} ends, shutdown(2). */
public enum Shutdown {
  /** Receiving, SHUT_RD. */
  READ(SocketH.SHUT_RD),
  /** Sending, SHUT_WR: the peer sees the end of the stream. */
  WRITE(SocketH.SHUT_WR),
  /** Both, SHUT_RDWR. */
  BOTH(SocketH.SHUT_RDWR);

  final int how;

  Shutdown(int how) {
    this.how = how;
  }
}
