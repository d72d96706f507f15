// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.Route;
import io.sonde.net.SourcePorts;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.Started;
import io.sonde.probe.ProbeMethod;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs once it is set up.
 *
 * @param kind what the target is asked by
 * @param channel the way out and its answers
 * @param errors brings ICMP messages where {@code channel} does not; null: it does
 * @param held own port that no socket sends from; null: none
 * @param stamps times that the host takes
 * @param method builds the probes and judges what comes back
 * @param route how the destination was reached at the start
 * @param scope interface index of a link-local or multicast destination, else 0
 * @param overhead octets of a packet before its data
 * @param started the first event
 */
record Session(
    ProbeKind kind,
    Channel channel,
    @Nullable Channel errors,
    SourcePorts.@Nullable Held held,
    Stamps stamps,
    ProbeMethod method,
    Route route,
    int scope,
    int overhead,
    Started started)
    implements Closeable {

  /** Whether answers come from many hosts. */
  boolean isGroup() {
    return started.broadcast() || started.multicast();
  }

  /** Whether a channel is one of this session's. */
  boolean owns(int index) {
    return index == channel.index() || (errors != null && index == errors.index());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (errors != null) {
      errors.close();
    }
    if (held != null) {
      held.close();
    }
  }
}
