// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostArgumentTest {
  @ParameterizedTest
  @CsvFileSource(
      resources = "hosts.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false)
  void readsAddressesAsGetaddrinfo(String text, String expected) {
    HostArgument host = HostArgument.parse(text);
    if (expected.equals("NONE")) {
      assertNull(host.address(), () -> text + " read as " + host.address());
      assertEquals(text, host.name());
    } else {
      IpAddress address = host.address();
      // inet_ntop writes an IPv4-compatible address in dotted form, RFC 5952 does not ask for it.
      String wanted = expected.equals("::192.0.2.1") ? "::c000:201" : expected;
      assertEquals(wanted, String.valueOf(address));
      assertEquals("", host.name());
    }
    assertEquals("", host.zone());
    assertEquals(text, host.text());
  }

  @ParameterizedTest
  @CsvSource({
    "fe80::1%eth0,fe80::1,eth0",
    "fe80::1%2,fe80::1,2",
    "ff02::1%eth0.100,ff02::1,eth0.100",
    "fe80::1%a%b,fe80::1,a%b",
    "2001:db8::1%lo,2001:db8::1,lo",
  })
  void zones(String text, String address, String zone) {
    HostArgument host = HostArgument.parse(text);
    assertEquals(address, String.valueOf(host.address()));
    assertEquals(zone, host.zone());
    assertEquals("", host.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::1%", "%eth0", "192.0.2.1%eth0", "fe80::g%eth0", "eth0:1", "a%b"})
  void whatIsNoAddressIsAName(String text) {
    HostArgument host = HostArgument.parse(text);
    assertNull(host.address());
    assertEquals(text, host.name());
    assertEquals("", host.zone());
  }

  /**
   * The first two are from RFC 3492 section 7.1 and common registries; ß is mapped by IDNA 2003.
   */
  @ParameterizedTest
  @CsvSource({
    "b\u00fccher.example,xn--bcher-kva.example",
    "m\u00fcnchen.example,xn--mnchen-3ya.example",
    "B\u00dcCHER.example,xn--bcher-kva.example",
    "stra\u00dfe.example,strasse.example",
    "\u4f8b\u3048.example,xn--r8jz45g.example",
    "\u4f8b\u3048\u3002example,xn--r8jz45g.example",
    "plain.example,plain.example",
    "under_score.example,under_score.example",
  })
  void namesInAscii(String text, String name) {
    assertEquals(name, HostArgument.parse(text).name());
  }

  @Test
  void refusesWhatHasNoName() {
    assertEquals(
        "\"\": not a host; a name or an address",
        assertThrows(UsageException.class, () -> HostArgument.parse("")).getMessage());
    String tooLong = "\u00fc".repeat(64) + ".example";
    assertEquals(
        tooLong + ": not a host name; it has no ASCII form (IDNA)",
        assertThrows(UsageException.class, () -> HostArgument.parse(tooLong)).getMessage());
  }

  @Test
  void everyTextIsReadOrRefused() {
    SplittableRandom random = new SplittableRandom(5);
    String alphabet = "0123456789abcdefxX.:%-\u00fc\ud83d\ude00\u3002 ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, 24); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        HostArgument host = HostArgument.parse(text.toString());
        assertEquals(host.address() == null, !host.name().isEmpty(), text.toString());
      } catch (UsageException refused) {
        assertEquals(UsageException.Reason.BAD_VALUE, refused.reason());
      }
    }
  }

  /** Four groups, each of them 0 as often as not. */
  private static long sparse(SplittableRandom random) {
    long groups = 0;
    for (int i = 0; i < 4; i++) {
      groups = groups << 16 | (random.nextBoolean() ? random.nextInt(0x10000) : 0);
    }
    return groups;
  }

  @Test
  void addressesReadBackWhatTheyWrite() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 20_000; i++) {
      IpAddress six = new IpAddress(IpFamily.IPV6, sparse(random), sparse(random));
      assertEquals(six, AddressLiteral.ipv6(six.toString()));
      IpAddress four = IpAddress.ofIpv4(random.nextInt());
      assertEquals(four, AddressLiteral.ipv4(four.toString()));
      assertEquals(four, AddressLiteral.dottedQuad(four.toString()));
      IpAddress mapped = new IpAddress(IpFamily.IPV6, four.high(), four.low());
      assertEquals(mapped, AddressLiteral.ipv6(mapped.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.1", "1.2.3.04", "1.2.3.4.", "0x1.2.3.4", "1.2.3.256", "", "1.2.3.4 "})
  void dottedQuadIsStrict(String text) {
    assertNull(AddressLiteral.dottedQuad(text));
  }
}
