// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.linux.ErrnoH;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void namesBothWaysToASocketForIcmp() {
    String hint = Failure.icmpPrivilege();
    assertTrue(
        hint.matches(
            "net.ipv4.ping_group_range is \"\\d+ \\d+\": as root run sysctl -w"
                + " net.ipv4.ping_group_range=\"0 2147483647\", or grant CAP_NET_RAW: setpriv .*"),
        hint);
  }

  @Test
  void saysCallTargetReasonAndHint() {
    assertEquals(
        "sendto 192.0.2.1: Operation not permitted (EPERM); be root",
        Failure.of(-ErrnoH.EPERM, "sendto", "192.0.2.1", "be root").getMessage());
  }
}
