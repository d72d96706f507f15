// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetSpecTest {
  // first, last and count as CPython's ipaddress module gives them: ip_network(text,
  // strict=False), list(n.hosts())[0], [-1], len; with --all-addresses n[0], n[-1], n.num_addresses
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, false, 192.0.2.1, 192.0.2.254, 254",
    "192.0.2.77/24, false, 192.0.2.1, 192.0.2.254, 254",
    "192.0.2.0/24, true, 192.0.2.0, 192.0.2.255, 256",
    "192.0.2.0/30, false, 192.0.2.1, 192.0.2.2, 2",
    "192.0.2.2/31, false, 192.0.2.2, 192.0.2.3, 2",
    "192.0.2.9/32, false, 192.0.2.9, 192.0.2.9, 1",
    "10.0.0.0/8, false, 10.0.0.1, 10.255.255.254, 16777214",
    "0.0.0.0/0, true, 0.0.0.0, 255.255.255.255, 4294967296",
    "2001:db8::/120, false, 2001:db8::, 2001:db8::ff, 256",
    "2001:db8::5/127, false, 2001:db8::4, 2001:db8::5, 2",
    "2001:db8::1/128, false, 2001:db8::1, 2001:db8::1, 1",
    "2001:db8::/66, false, 2001:db8::, 2001:db8::3fff:ffff:ffff:ffff, 4611686018427387904",
    "192.0.2.1-192.0.2.99, false, 192.0.2.1, 192.0.2.99, 99",
    "192.0.2.1-99, false, 192.0.2.1, 192.0.2.99, 99",
    "192.0.2.7-7, false, 192.0.2.7, 192.0.2.7, 1",
    "192.0.2.250-192.0.3.5, false, 192.0.2.250, 192.0.3.5, 12",
    "2001:db8::ffff:ffff:ffff:fff0-2001:db8:0:1::1, false, 2001:db8::ffff:ffff:ffff:fff0, 2001:db8:0:1::1, 18"
  })
  void ranges(String text, boolean whole, String first, String last, long count) {
    assertTrue(TargetSpec.isRange(text));
    TargetSpec spec = TargetSpec.parse(text, whole);
    AddressRange range = spec.range();
    assertNotNull(range);
    assertNull(spec.host());
    assertEquals(count, range.count());
    assertEquals(first, range.at(0).toString());
    assertEquals(last, range.at(count - 1).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "host-1",
        "my-host.example",
        "192.0.2.1",
        "::1",
        "fe80::1%eth0",
        "127.1",
        "3-4",
        "-",
        "10-20.example",
        "1.2.3-4.example"
      })
  void hosts(String text) {
    assertFalse(TargetSpec.isRange(text), text);
    TargetSpec spec = TargetSpec.parse(text, false);
    assertNull(spec.range());
    assertNotNull(spec.host());
    assertEquals(text, spec.host().text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.0/33 | 192.0.2.0/33: not a prefix length; 0 to 32",
        "192.0.2.0/ | 192.0.2.0/: not a prefix length; 0 to 32",
        "192.0.2.0/-1 | 192.0.2.0/-1: not a prefix length; 0 to 32",
        "192.0.2.0/255.255.255.0 | 192.0.2.0/255.255.255.0: not a prefix length; 0 to 32",
        "2001:db8::/129 | 2001:db8::/129: not a prefix length; 0 to 128",
        "10/8 | 10/8: not a block; ADDRESS/LENGTH, as in 192.0.2.0/24",
        "host/24 | host/24: not a block; ADDRESS/LENGTH, as in 192.0.2.0/24",
        "2001:db8::/64 | 2001:db8::/64: 18446744073709551616 addresses; at most 4611686018427387904",
        "::/0 | ::/0: 340282366920938463463374607431768211456 addresses; at most 4611686018427387904",
        "::-ffff:: | ::-ffff::: 340277174624079928635746076935438991361 addresses; at most 4611686018427387904",
        "192.0.2.9-8 | 192.0.2.9-8: the end comes before the start",
        "192.0.2.9-192.0.1.10 | 192.0.2.9-192.0.1.10: the end comes before the start",
        "192.0.2.1-256 | 192.0.2.1-256: not a range; 192.0.2.1-192.0.2.99 or 192.0.2.1-99",
        "192.0.2.1- | 192.0.2.1-: not a range; 192.0.2.1-192.0.2.99 or 192.0.2.1-99",
        "192.0.2.1-::1 | 192.0.2.1-::1: not a range; 192.0.2.1-192.0.2.99 or 192.0.2.1-99",
        "2001:db8::1-9 | 2001:db8::1-9: not a range; 2001:db8::1-2001:db8::99"
      })
  void mistakes(String text, String sentence) {
    UsageException e = assertThrows(UsageException.class, () -> TargetSpec.parse(text, false));
    assertEquals(sentence, e.getMessage());
  }

  @Test
  void anEmptySpecIsNoHost() {
    assertThrows(UsageException.class, () -> TargetSpec.parse("", false));
  }
}
