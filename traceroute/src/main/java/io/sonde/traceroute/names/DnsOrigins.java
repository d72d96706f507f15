// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.traceroute.names.AddressFacts.Origin;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Origins by DNS, for whom no database has one: the text under the reversed address begins with the
 * numbers of the autonomous systems, separated by blanks, up to a bar. Addresses that are nobody's
 * are not asked for.
 */
final class DnsOrigins implements FactSource {
  private final DnsQuestions dns;
  private final String zone;
  private final String zone6;
  private final boolean names;

  /**
   * @param zone of IPv4 origins
   * @param zone6 of IPv6 origins
   * @param names whether the name of the first system is asked for as well
   */
  DnsOrigins(DnsQuestions dns, String zone, String zone6, boolean names) {
    this.dns = dns;
    this.zone = zone;
    this.zone6 = zone6;
    this.names = names;
  }

  @Override
  public CompletableFuture<AddressFacts> lookUp(IpAddress address, AddressFacts known) {
    if (known.origin() != null) {
      return CompletableFuture.completedFuture(known);
    }
    if (isPrivate(address)) {
      return CompletableFuture.completedFuture(known.withOrigin(new Origin(List.of(), null)));
    }
    String under = address.family() == IpFamily.IPV4 ? zone : zone6;
    return dns.text(DnsQuestions.reversed(address, under))
        .thenCompose(text -> named(numbers(text), under))
        .thenApply(known::withOrigin)
        .exceptionally(failure -> known);
  }

  private CompletableFuture<Origin> named(List<Long> numbers, String under) {
    if (!names || numbers.isEmpty()) {
      return CompletableFuture.completedFuture(new Origin(numbers, null));
    }
    String parent = under.substring(under.indexOf('.') + 1);
    return dns.text("AS" + numbers.get(0) + "." + parent)
        .handle((text, failure) -> new Origin(numbers, lastField(text)));
  }

  /** The numbers in front of the first bar; none in a text that is not one of this kind. */
  static List<Long> numbers(@Nullable String text) {
    List<Long> numbers = new ArrayList<>();
    if (text != null) {
      int bar = text.indexOf('|');
      StringTokenizer words = new StringTokenizer(bar < 0 ? text : text.substring(0, bar), " ");
      while (words.hasMoreTokens()) {
        String word = words.nextToken();
        if (!word.chars().allMatch(c -> c >= '0' && c <= '9') || word.length() > 10) {
          return List.of();
        }
        numbers.add(Long.parseLong(word));
      }
    }
    return numbers;
  }

  private static @Nullable String lastField(@Nullable String text) {
    return text == null ? null : text.substring(text.lastIndexOf('|') + 1).strip();
  }

  /** RFC 1918, RFC 4193, RFC 6598, loopback and link-local. */
  static boolean isPrivate(IpAddress address) {
    if (address.isLoopback() || address.isLinkLocal() || address.isUnspecified()) {
      return true;
    }
    int bits = address.ipv4Bits();
    return address.family() == IpFamily.IPV4
        ? bits >>> 24 == 10
            || bits >>> 20 == 0xac1
            || bits >>> 16 == 0xc0a8
            || bits >>> 22 == 0x6440 >>> 6
        : address.high() >>> 57 == 0xfc >>> 1;
  }
}
