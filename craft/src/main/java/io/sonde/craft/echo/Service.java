// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import java.io.IOException;

/** Who is told what happened to a socket. */
interface Service {
  /**
   * Something happened.
   *
   * @param events of {@link io.sonde.socket.Poller}
   * @throws IOException what ends the server; what concerns one client does not
   */
  void ready(int events) throws IOException;
}
