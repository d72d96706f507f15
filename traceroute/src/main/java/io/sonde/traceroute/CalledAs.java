// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.traceroute.config.Method;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * What the name that the program is called by decides.
 *
 * @param family 6 or 4 at its end; null: both
 * @param method null: the default
 * @param portIsSource whether {@code -p} means the source port, as for tcptraceroute
 */
record CalledAs(@Nullable IpFamily family, @Nullable Method method, boolean portIsSource) {
  static CalledAs of(String called) {
    String name = called.substring(called.lastIndexOf('/') + 1);
    IpFamily family =
        name.endsWith("6") ? IpFamily.IPV6 : name.endsWith("4") ? IpFamily.IPV4 : null;
    boolean tcp = name.startsWith("tcp");
    Method method =
        tcp || name.equals("lft") ? Method.TCP : name.equals("tracert") ? Method.ICMP : null;
    return new CalledAs(family, method, tcp);
  }
}
