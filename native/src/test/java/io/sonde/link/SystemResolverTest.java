// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.Resolver;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that need no server. */
class SystemResolverTest {
  private final Resolver resolver = new SystemResolver();

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1",
    "127.1,127.0.0.1",
    "0x7f000001,127.0.0.1",
    "017700000001,127.0.0.1",
    "2001:db8::1,2001:db8::1",
    "::ffff:192.0.2.1,::ffff:192.0.2.1",
    "fe80::1%lo,fe80::1",
    "fe80::1%1,fe80::1"
  })
  void numericForms(String name, String address) throws IOException {
    Resolver.Resolved resolved = resolver.resolve(name, null);
    assertEquals(1, resolved.addresses().size());
    assertEquals(address, resolved.addresses().get(0).toString());
  }

  @Test
  void aNumericAddressOfTheOtherFamily() {
    UnknownHostException e =
        assertThrows(
            UnknownHostException.class, () -> resolver.resolve("192.0.2.1", IpFamily.IPV6));
    assertEquals("192.0.2.1: Address family for hostname not supported", e.getMessage());
  }

  @Test
  void theHostsFile() throws IOException {
    Resolver.Resolved resolved = resolver.resolve("localhost", IpFamily.IPV4);
    assertEquals(List.of(IpAddress.ofIpv4(0x7f000001)), resolved.addresses());
    assertTrue(resolved.canonicalName().startsWith("localhost"), resolved.canonicalName());
    String name = resolver.reverse(IpAddress.ofIpv4(0x7f000001));
    assertTrue(name != null && !name.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"'',Name or service not known", "a..b,Name or service not known"})
  void whatIsNoName(String name, String words) {
    UnknownHostException e =
        assertThrows(UnknownHostException.class, () -> resolver.resolve(name, null));
    assertEquals(name + ": " + words, e.getMessage());
    assertThrows(UnknownHostException.class, () -> resolver.resolve("a\0b", null));
  }

  @Test
  void anLabelThatIdnaForbids() {
    UnknownHostException e =
        assertThrows(UnknownHostException.class, () -> resolver.resolve("\u00e4".repeat(80), null));
    assertTrue(String.valueOf(e.getMessage()).endsWith("not correctly encoded"));
  }
}
