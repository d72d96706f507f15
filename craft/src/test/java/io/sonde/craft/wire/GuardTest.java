// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sonde.cli.AddressLiteral;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuardTest {
  private static IpAddress address(String text) {
    return requireNonNull(
        text.contains(":") ? AddressLiteral.ipv6(text) : AddressLiteral.dottedQuad(text));
  }

  /** Both ends of every free prefix, and their neighbours. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          9.255.255.255, true
          10.0.0.0, false
          10.255.255.255, false
          11.0.0.0, true
          100.64.0.1, true
          126.255.255.255, true
          127.0.0.1, false
          128.0.0.0, true
          169.253.255.255, true
          169.254.0.0, false
          169.255.0.0, true
          172.15.255.255, true
          172.16.0.0, false
          172.31.255.255, false
          172.32.0.0, true
          192.0.1.255, true
          192.0.2.0, false
          192.0.3.0, true
          192.167.255.255, true
          192.168.0.0, false
          192.169.0.0, true
          198.17.255.255, true
          198.18.0.0, false
          198.19.255.255, false
          198.20.0.0, true
          198.51.100.255, false
          198.51.101.0, true
          203.0.113.1, false
          203.0.114.0, true
          224.0.0.22, false
          224.0.1.0, true
          232.1.1.1, true
          233.252.0.9, false
          239.255.255.250, false
          240.0.0.0, true
          255.255.255.254, true
          255.255.255.255, false
          ::, false
          ::1, false
          ::2, true
          2001:2::1, false
          2001:2:1::1, true
          2001:db7:ffff::, true
          2001:db8::, false
          2001:db9::, true
          2606:4700::1, true
          3fff:fff::1, false
          3fff:1000::, true
          fbff::1, true
          fc00::1, false
          fdff::1, false
          fe00::1, true
          fe80::1, false
          febf::1, false
          fec0::1, true
          ff02::1, false
          ff05::2, false
          ff08::2, true
          ff0e::2, true
          ff32::1, false
          ff3e::1, true
          """)
  void somePrefixesAreNobodyElses(String text, boolean isPublic) {
    IpAddress address = address(text);
    assertEquals(isPublic, Guard.isPublic(address.family(), address.high(), address.low()));
  }

  @Test
  void aPublicAddressIsToldByWhatIsWrong() {
    IpAddress there = address("198.41.0.4");
    IpAddress own = address("192.0.2.1");
    Guard slow = new Guard(false, false, 100);
    assertNull(slow.refusal(there, own, true));
    assertEquals(
        "198.41.0.4: a public address, no place for packets from 192.0.2.1, which is not this"
            + " host's; --yes-i-own-this-network allows it",
        slow.refusal(there, own, false));
    assertEquals(
        "198.41.0.4: a public address, no place for more than 100 packets a second;"
            + " --yes-i-own-this-network allows it",
        new Guard(false, false, 100.5).refusal(there, own, true));
    assertEquals(
        "198.41.0.4: a public address, no place for --flood; --yes-i-own-this-network allows it",
        new Guard(false, true, 0).refusal(there, own, true));
    assertNull(new Guard(true, true, 1e6).refusal(there, own, false));
    assertEquals(IpFamily.IPV4, there.family());
  }
}
