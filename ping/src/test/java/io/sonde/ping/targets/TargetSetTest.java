// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetSetTest {
  private final TargetSet set = new TargetSet();

  private void add(String text) {
    AddressRange range = TargetSpec.parse(text, false).range();
    assertNotNull(range);
    set.add(range);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (long i = 0; i < set.size(); i++) {
      names.add(set.name(i));
    }
    return names;
  }

  @Test
  void numbersFollowTheOrderGiven() {
    add("192.0.2.1-3");
    set.add("host.example", IpAddress.ofIpv4(0xc6336401), 0);
    set.addUnresolved("nobody.example");
    add("2001:db8::/127");
    set.add("fe80::1%eth0", IpAddress.ofColumns(0xfe80_0000_0000_0000L, 1), 7);
    assertEquals(
        List.of(
            "192.0.2.1",
            "192.0.2.2",
            "192.0.2.3",
            "host.example",
            "nobody.example",
            "2001:db8::",
            "2001:db8::1",
            "fe80::1%eth0"),
        names());
    assertEquals(IpFamily.IPV4, set.family(3));
    assertNull(set.family(4));
    assertEquals(IpFamily.IPV6, set.family(6));
    assertEquals(0xffff_c633_6401L, set.low(3));
    assertEquals(7, set.scope(7));
    assertEquals(0, set.scope(0));
    assertTrue(set.has(IpFamily.IPV6));
    assertThrows(IndexOutOfBoundsException.class, () -> set.name(8));
    assertThrows(IndexOutOfBoundsException.class, () -> set.name(-1));
  }

  @Test
  void anyOrderOfQuestionsGivesTheSame() {
    for (int i = 0; i < 100; i++) {
      add("192.0." + i + ".0/29");
    }
    assertEquals(600, set.size());
    List<String> forward = names();
    for (int i = 599; i >= 0; i--) {
      assertEquals(forward.get(i), set.name(i));
    }
    assertEquals("192.0.99.6", set.name(599));
    assertFalse(set.has(IpFamily.IPV6));
  }

  @Test
  void aCarryReachesTheUpperHalf() {
    add("2001:db8::ffff:ffff:ffff:ffff-2001:db8:0:1::1");
    assertEquals(
        List.of("2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1::", "2001:db8:0:1::1"), names());
  }

  @Test
  void moreThanCanBeNumberedIsRefused() {
    add("2001:db8::/66");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> add("192.0.2.1-1"));
    assertEquals("targets: more than 4611686018427387904 addresses in all", e.getMessage());
  }

  @Test
  void aFileKeepsItsGoodLines() throws IOException {
    String text =
        "# routers\n192.0.2.1\n\n  192.0.2.8/30 # two\n192.0.2.0/40\na b\r\nhost.example\r\n"
            + "x".repeat(2000)
            + "\n192.0.2.1-0";
    List<String> targets = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    new TargetFile("hosts.txt", false)
        .read(
            new BufferedReader(new StringReader(text)),
            spec -> targets.add(spec.text()),
            mistakes::add);
    assertEquals(List.of("192.0.2.1", "192.0.2.8/30", "host.example"), targets);
    assertEquals(
        List.of(
            "hosts.txt:5: 192.0.2.0/40: not a prefix length; 0 to 32",
            "hosts.txt:6: a b: more than one word; a target a line",
            "hosts.txt:8: line of 2000 characters; a target a line",
            "hosts.txt:9: 192.0.2.1-0: the end comes before the start"),
        mistakes);
  }
}
