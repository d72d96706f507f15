// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.probe.UdpProbe;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several routers at one TTL although all probes are of one flow: each packet goes its own way. */
final class PerPacketBalancing implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    boolean oneFlow =
        trace.config().probe().method() != Method.TCPCONN
            && trace.config().probe().carrier() != UdpProbe.Carrier.PORT;
    for (Hop hop : trace.hops()) {
      List<IpAddress> routers = new ArrayList<>();
      for (Hop.Sample sample : hop.probes()) {
        if (sample.answer() != null
            && sample.answer().kind().isTimeExceeded()
            && !routers.contains(sample.answer().address())) {
          routers.add(sample.answer().address());
        }
      }
      if (oneFlow && routers.size() > 1) {
        out.accept(
            new Finding(
                Finding.Kind.PER_PACKET_BALANCING,
                hop.ttl(),
                routers.get(0),
                "packets of one flow arrive at "
                    + routers.size()
                    + " routers: the one before shares them out one by one"));
      }
    }
  }
}
