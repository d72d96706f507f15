// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Channel;
import io.sonde.net.Route;
import io.sonde.ping.event.Started;
import io.sonde.probe.ProbeMethod;
import java.io.Closeable;
import java.io.IOException;

/**
 * All that a run needs once it is set up.
 *
 * @param channel the way out and its answers
 * @param method builds the probes and judges what comes back
 * @param route how the destination was reached at the start
 * @param scope interface index of a link-local or multicast destination, else 0
 * @param overhead octets of a packet before its data
 * @param started the first event
 */
record Session(
    Channel channel, ProbeMethod method, Route route, int scope, int overhead, Started started)
    implements Closeable {

  /** Whether answers come from many hosts. */
  boolean isGroup() {
    return started.broadcast() || started.multicast();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
