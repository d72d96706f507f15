// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Channel;
import io.sonde.net.Route;
import io.sonde.net.SourcePorts;
import io.sonde.probe.TraceProbe;
import io.sonde.traceroute.event.Access;
import io.sonde.wire.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs once it is set up.
 *
 * @param access how packets leave
 * @param sender the way out
 * @param receivers further channels that hear answers
 * @param protocols what each channel hears, by its index
 * @param held source port; null: the sender has its own
 * @param probe builds the packets and judges what comes back
 * @param firstHop where the packets are routed to
 * @param route how the destination was reached at the start
 * @param scope interface index of a link-local destination, else 0
 */
record Session(
    Access access,
    Channel sender,
    List<Channel> receivers,
    List<Integer> protocols,
    SourcePorts.@Nullable Held held,
    TraceProbe probe,
    IpAddress firstHop,
    Route route,
    int scope)
    implements Closeable {

  /** Whether the kernel tells of errors in its own words. */
  boolean isQueue() {
    return access != Access.RAW;
  }

  @Override
  public void close() throws IOException {
    sender.close();
    for (Channel receiver : receivers) {
      receiver.close();
    }
    if (held != null) {
      held.close();
    }
  }
}
