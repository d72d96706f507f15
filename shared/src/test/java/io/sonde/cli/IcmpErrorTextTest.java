// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.wire.IpFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpErrorTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IPV4|0|0|0|Echo Reply",
        "IPV4|3|0|0|Destination Net Unreachable",
        "IPV4|3|1|0|Destination Host Unreachable",
        "IPV4|3|2|0|Destination Protocol Unreachable",
        "IPV4|3|3|0|Destination Port Unreachable",
        "IPV4|3|4|1400|Frag needed and DF set (mtu = 1400)",
        "IPV4|3|5|0|Source Route Failed",
        "IPV4|3|6|0|Destination Net Unknown",
        "IPV4|3|7|0|Destination Host Unknown",
        "IPV4|3|8|0|Source Host Isolated",
        "IPV4|3|9|0|Destination Net Prohibited",
        "IPV4|3|10|0|Destination Host Prohibited",
        "IPV4|3|11|0|Destination Net Unreachable for Type of Service",
        "IPV4|3|12|0|Destination Host Unreachable for Type of Service",
        "IPV4|3|13|0|Packet filtered",
        "IPV4|3|14|0|Precedence Violation",
        "IPV4|3|15|0|Precedence Cutoff",
        "IPV4|3|16|0|Dest Unreachable, Bad Code: 16",
        "IPV4|3|255|0|Dest Unreachable, Bad Code: 255",
        "IPV4|4|0|0|Source Quench",
        "IPV4|5|0|0|Redirect Network(New nexthop: 192.0.2.9)",
        "IPV4|5|1|0|Redirect Host(New nexthop: 192.0.2.9)",
        "IPV4|5|2|0|Redirect Type of Service and Network(New nexthop: 192.0.2.9)",
        "IPV4|5|3|0|Redirect Type of Service and Host(New nexthop: 192.0.2.9)",
        "IPV4|5|4|0|Redirect, Bad Code: 4(New nexthop: 192.0.2.9)",
        "IPV4|8|0|0|Echo Request",
        "IPV4|11|0|0|Time to live exceeded",
        "IPV4|11|1|0|Frag reassembly time exceeded",
        "IPV4|11|2|0|Time exceeded, Bad Code: 2",
        "IPV4|12|0|20|Parameter problem: pointer = 20",
        "IPV4|77|0|0|Bad ICMP type: 77",
        "IPV6|1|0|0|Destination unreachable: No route",
        "IPV6|1|1|0|Destination unreachable: Administratively prohibited",
        "IPV6|1|2|0|Destination unreachable: Beyond scope of source address",
        "IPV6|1|3|0|Destination unreachable: Address unreachable",
        "IPV6|1|4|0|Destination unreachable: Port unreachable",
        "IPV6|1|5|0|Destination unreachable: Source address failed ingress/egress policy",
        "IPV6|1|6|0|Destination unreachable: Reject route to destination",
        "IPV6|1|7|0|Destination unreachable: Unknown code 7",
        "IPV6|2|0|1400|Packet too big: mtu=1400",
        "IPV6|2|0|4294967295|Packet too big: mtu=4294967295",
        "IPV6|2|3|1400|Packet too big: mtu=1400, code=3",
        "IPV6|3|0|0|Time exceeded: Hop limit",
        "IPV6|3|1|0|Time exceeded: Defragmentation failure",
        "IPV6|3|9|0|Time exceeded: code 9",
        "IPV6|4|0|7|Parameter problem: Wrong header field at 7",
        "IPV6|4|1|6|Parameter problem: Unknown header at 6",
        "IPV6|4|2|48|Parameter problem: Unknown option at 48",
        "IPV6|4|3|4294967295|Parameter problem: code 3 at 4294967295",
        "IPV6|129|0|0|Echo reply",
        "IPV6|137|0|0|unknown icmp type: 137",
      })
  void wordsOfIputils(IpFamily family, int type, int code, long detail, String expected) {
    assertEquals(expected, IcmpErrorText.of(family, type, code, detail, "192.0.2.9"));
  }

  @Test
  void everyPairHasAText() {
    for (IpFamily family : IpFamily.values()) {
      for (int i = 0; i < 65536; i++) {
        assertEquals(
            false, IcmpErrorText.of(family, i >>> 8, i & 0xff, 0, "").isBlank(), family + " " + i);
      }
    }
    assertEquals("Redirect Host", IcmpErrorText.of(IpFamily.IPV4, 5, 1, 0, ""));
  }
}
