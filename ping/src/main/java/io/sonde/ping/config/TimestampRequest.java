// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import java.util.List;

/**
 * The IPv4 time stamp option (RFC 791 section 3.1) to send.
 *
 * @param kind what each hop writes
 * @param hosts with {@link Kind#PRESPECIFIED} the hosts, as typed, that are to write, 1 to 4
 */
public record TimestampRequest(Kind kind, List<String> hosts) {
  /** What each hop writes, with the option's flag. */
  public enum Kind {
    /** Time only. */
    TIME_ONLY(0),
    /** Address and time. */
    TIME_AND_ADDRESS(1),
    /** Time, by the hosts named. */
    PRESPECIFIED(3);

    private final int flag;

    Kind(int flag) {
      this.flag = flag;
    }

    /** Low four bits of the option's fourth octet. */
    public int flag() {
      return flag;
    }
  }

  /** One rule a line. */
  public TimestampRequest {
    if (kind == Kind.PRESPECIFIED && (hosts.isEmpty() || hosts.size() > 4)) {
      throw new IllegalArgumentException("-T tsprespec: " + hosts.size() + " hosts; 1 to 4");
    }
    if (kind != Kind.PRESPECIFIED && !hosts.isEmpty()) {
      throw new IllegalArgumentException("-T: hosts only after tsprespec");
    }
    hosts = List.copyOf(hosts);
  }
}
