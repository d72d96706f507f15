// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.IpFamily;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IcmpTypeTableTest {
  @ParameterizedTest
  @CsvSource({
    "IPV4,   3,  0, destination-unreachable, network-unreachable, network-unreachable",
    "IPV4,   3,  3, destination-unreachable, port-unreachable, port-unreachable",
    "IPV4,   3,  4, destination-unreachable, fragmentation-needed, fragmentation-needed",
    "IPV4,   3, 15, destination-unreachable, precedence-cutoff-in-effect,"
        + " precedence-cutoff-in-effect",
    "IPV4,   3, 16, destination-unreachable, code-16, destination-unreachable",
    "IPV4,   4,  0, source-quench, code-0, source-quench",
    "IPV4,   5,  1, redirect, redirect-for-the-host, redirect",
    "IPV4,   8,  0, echo-request, code-0, echo-request",
    "IPV4,  11,  0, time-exceeded, time-to-live-exceeded, time-exceeded",
    "IPV4,  11,  1, time-exceeded, reassembly-time-exceeded, reassembly-exceeded",
    "IPV4,  12,  1, parameter-problem, required-option-missing, parameter-problem",
    "IPV4,  39,  0, skip, code-0, skip",
    "IPV4,  43,  2, extended-echo-reply, no-such-interface, extended-echo-reply",
    "IPV4, 255,  1, type-255, code-1, type-255",
    "IPV6,   1,  4, destination-unreachable, port-unreachable, port-unreachable",
    "IPV6,   1,  0, destination-unreachable, no-route-to-destination, no-route-to-destination",
    "IPV6,   2,  0, packet-too-big, code-0, packet-too-big",
    "IPV6,   3,  0, time-exceeded, hop-limit-exceeded, time-exceeded",
    "IPV6,   3,  1, time-exceeded, reassembly-time-exceeded, reassembly-exceeded",
    "IPV6,   4,  1, parameter-problem, unrecognized-next-header, parameter-problem",
    "IPV6, 129,  0, echo-reply, code-0, echo-reply",
    "IPV6, 135,  0, neighbor-solicitation, code-0, neighbor-solicitation",
    "IPV6, 143,  0, version-2-multicast-listener-report, code-0,"
        + " version-2-multicast-listener-report",
    "IPV6,  11,  1, type-11, code-1, type-11",
  })
  void names(IpFamily family, int type, int code, String name, String codeName, String both) {
    IcmpTypeTable table = IcmpTypeTable.of(family);
    assertEquals(name, table.name(type));
    assertEquals(codeName, table.codeName(type, code));
    assertEquals(both, table.name(type, code));
  }

  @Test
  void wordsKeepTheirCapitals() {
    IcmpTypeTable table = IcmpTypeTable.of(IpFamily.IPV6);
    assertEquals("time exceeded", table.words(Icmpv6Type.TIME_EXCEEDED));
    assertEquals("unrecognized IPv6 option", table.codeWords(Icmpv6Type.PARAMETER_PROBLEM, 2));
    assertEquals("type 77", table.words(77));
    assertEquals("code 99", table.codeWords(1, 99));
  }

  @ParameterizedTest
  @EnumSource
  void namesAreDistinctAndFitForJson(IpFamily family) {
    IcmpTypeTable table = IcmpTypeTable.of(family);
    Set<String> names = new HashSet<>();
    for (int type = 0; type < 256; type++) {
      assertTrue(names.add(table.name(type)), table.name(type));
      assertTrue(table.name(type).matches("[a-z0-9-]+"), table.name(type));
      Set<String> codeNames = new HashSet<>();
      for (int code = 0; code < 256; code++) {
        String name = table.codeName(type, code);
        assertTrue(codeNames.add(name) && name.matches("[a-z0-9-]+"), name);
      }
    }
  }

  @Test
  void errorsQuote() {
    Set<Integer> errors = new HashSet<>();
    for (int type = 0; type < 256; type++) {
      if (IcmpHeader.of(IpFamily.IPV4, type, 0).isError()) {
        errors.add(type);
      }
      assertEquals(type < 128, IcmpHeader.of(IpFamily.IPV6, type, 0).isError());
    }
    assertEquals(Set.of(3, 4, 5, 11, 12), errors); // RFC 1122 section 3.2.2
  }
}
