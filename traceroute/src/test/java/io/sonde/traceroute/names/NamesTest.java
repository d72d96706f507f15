// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.AddressLiteral;
import io.sonde.cli.HostArgument;
import io.sonde.cli.UsageException;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  @Test
  void hostsFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("hosts"),
            """
            # 192.0.2.1 commented
            192.0.2.1   first.example alias.example
            192.0.2.1\tsecond.example # later
            2001:db8::1 six.example
            not-an-address name.example
            192.0.2.9
            """);
    HostsFile hosts = new HostsFile(file);
    assertEquals("first.example", name(hosts, "192.0.2.1"));
    assertNull(name(hosts, "192.0.2.9"));
    assertEquals(
        "six.example",
        hosts
            .lookUp(
                Objects.requireNonNull(AddressLiteral.ipv6("2001:db8::1")), AddressFacts.NOTHING)
            .join()
            .name());
    assertNull(name(new HostsFile(folder.resolve("none")), "192.0.2.1"));
  }

  private static @Nullable String name(HostsFile hosts, String address) {
    IpAddress asked = Objects.requireNonNull(AddressLiteral.ipv4(address));
    return hosts.lookUp(asked, AddressFacts.NOTHING).join().name();
  }

  @Test
  void reversed() {
    assertEquals(
        "7.100.51.198.origin.example",
        DnsQuestions.reversed(IpAddress.ofIpv4(0xc6336407), "origin.example"));
    String nibbles = DnsQuestions.reversed(IpAddress.ofColumns(0x20010db8_00000000L, 0x1f), "x");
    assertEquals("f.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.x", nibbles);
  }

  @Test
  void originNumbers() {
    assertEquals(List.of(64_500L), DnsOrigins.numbers("64500 | 192.0.2.0/24 | ZZ | x | y"));
    assertEquals(List.of(1L, 4_294_967_295L), DnsOrigins.numbers("1 4294967295 | x"));
    assertEquals(List.of(), DnsOrigins.numbers("v=spf1 -all"));
    assertEquals(List.of(), DnsOrigins.numbers(""));
    assertEquals(List.of(), DnsOrigins.numbers(null));
  }

  @Test
  void privateAddresses() {
    for (String text :
        List.of(
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.1.1")) {
      assertTrue(DnsOrigins.isPrivate(Objects.requireNonNull(AddressLiteral.ipv4(text))), text);
    }
    for (String text :
        List.of("172.32.0.1", "192.0.2.1", "100.63.0.1", "100.128.0.1", "11.0.0.1")) {
      assertFalse(DnsOrigins.isPrivate(Objects.requireNonNull(AddressLiteral.ipv4(text))), text);
    }
    assertTrue(DnsOrigins.isPrivate(Objects.requireNonNull(AddressLiteral.ipv6("fd00::1"))));
    assertTrue(DnsOrigins.isPrivate(Objects.requireNonNull(AddressLiteral.ipv6("fe80::1"))));
    assertFalse(DnsOrigins.isPrivate(Objects.requireNonNull(AddressLiteral.ipv6("2001:db8::1"))));
  }

  @Test
  void servers() throws UnknownHostException {
    assertEquals(server("127.0.0.1", 53), Names.server("127.0.0.1"));
    assertEquals(server("127.0.0.1", 5353), Names.server("127.0.0.1:5353"));
    assertEquals(server("::1", 53), Names.server("::1"));
    assertEquals(server("::1", 53), Names.server("[::1]"));
    assertEquals(server("::1", 5353), Names.server("[::1]:5353"));
    assertNull(Names.server(null));
    for (String text : List.of("", "dns.example", "127.0.0.1:0", "127.0.0.1:x", "[", "[]:53")) {
      assertThrows(UsageException.class, () -> Names.server(text), text);
    }
  }

  private static InetSocketAddress server(String address, int port) throws UnknownHostException {
    IpAddress parsed = Objects.requireNonNull(HostArgument.parse(address).address());
    return new InetSocketAddress(InetAddress.getByAddress(parsed.toByteArray()), port);
  }

  @Test
  void nameServices() {
    assertTrue(Names.asksDns(List.of()));
    assertTrue(Names.asksDns(List.of("passwd: files", "hosts: files dns")));
    assertTrue(Names.asksDns(List.of("hosts: files resolve [!UNAVAIL=return] myhostname")));
    assertFalse(Names.asksDns(List.of("hosts:  files")));
  }
}
