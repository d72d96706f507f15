// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Transport ports of this host, taken so that no other program gets them meanwhile. */
public interface SourcePorts {
  /**
   * Takes a port by binding a socket that is never connected and never listens.
   *
   * @param protocol IP protocol number of UDP, UDP-Lite, TCP or DCCP
   * @param source address to take it on; null: on all
   * @param port 0: the host chooses
   * @param shared whether others that say so too may have it as well
   * @throws IOException if it is taken, or the host does not know the protocol
   */
  Held hold(IpFamily family, int protocol, @Nullable IpAddress source, int port, boolean shared)
      throws IOException;

  /**
   * Takes a port so that the host itself answers nothing that comes to it, whatever it is: no reset
   * of TCP, no port unreachable.
   *
   * @param protocol IP protocol number of TCP or UDP
   * @param source address of this host
   * @param port its number, 1 … 65535
   * @throws IOException if it is taken
   */
  default Held silence(IpFamily family, int protocol, IpAddress source, int port)
      throws IOException {
    return hold(family, protocol, source, port, false);
  }

  /** A port that is ours until it is closed. */
  interface Held extends Closeable {
    /** Its number, 1 … 65535. */
    int port();
  }
}
