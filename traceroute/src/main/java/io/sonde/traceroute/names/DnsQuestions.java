// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions to one DNS server, one try each, answered some time or never. RFC 1035, RFC 3596. */
final class DnsQuestions {
  private static final int PORT = 53;

  private final SimpleResolver resolver;

  /**
   * @param server ADDRESS or ADDRESS:PORT; null: the host's first
   * @param timeout nanoseconds of a question
   */
  DnsQuestions(@Nullable InetSocketAddress server, long timeout) {
    resolver = new SimpleResolver(server == null ? hostsOwn() : server);
    resolver.setTimeout(Duration.ofNanos(Math.max(timeout, 1_000_000)));
  }

  private static InetSocketAddress hostsOwn() {
    List<InetSocketAddress> servers = ResolverConfig.getCurrentConfig().servers();
    return servers.isEmpty()
        ? new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), PORT)
        : servers.get(0);
  }

  /** Name of an address; null: there is none, or nobody says. */
  CompletableFuture<@Nullable String> name(IpAddress address) {
    return ask(reversed(address, reverseZone(address)), Type.PTR, DnsQuestions::target)
        .exceptionally(failure -> null);
  }

  private static String reverseZone(IpAddress address) {
    return address.family() == IpFamily.IPV4 ? "in-addr.arpa." : "ip6.arpa.";
  }

  /** First text under a name; null: there is none. Fails where nobody says. */
  CompletableFuture<@Nullable String> text(String name) {
    return ask(name.endsWith(".") ? name : name + ".", Type.TXT, DnsQuestions::firstText);
  }

  /** Octets or nibbles of an address in reverse, under a zone. */
  static String reversed(IpAddress address, String zone) {
    StringBuilder name = new StringBuilder(80);
    byte[] octets = address.toByteArray();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = Byte.toUnsignedInt(octets[i]);
      if (address.family() == IpFamily.IPV4) {
        name.append(octet).append('.');
      } else {
        name.append(Character.forDigit(octet & 0xf, 16)).append('.');
        name.append(Character.forDigit(octet >>> 4, 16)).append('.');
      }
    }
    return name.append(zone).toString();
  }

  private CompletableFuture<@Nullable String> ask(
      String name, int type, Function<Record, @Nullable String> reading) {
    Message question;
    try {
      question = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    } catch (TextParseException e) {
      return CompletableFuture.failedFuture(e);
    }
    return resolver
        .sendAsync(question)
        .toCompletableFuture()
        .thenApply(answer -> first(answer, type, reading));
  }

  private static @Nullable String first(
      Message answer, int type, Function<Record, @Nullable String> reading) {
    if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
      throw new CompletionException(new IOException(Rcode.string(answer.getRcode())));
    }
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record.getType() == type) {
        return reading.apply(record);
      }
    }
    return null;
  }

  private static @Nullable String target(Record record) {
    return record instanceof PTRRecord pointer ? pointer.getTarget().toString(true) : null;
  }

  private static @Nullable String firstText(Record record) {
    return record instanceof TXTRecord text && !text.getStrings().isEmpty()
        ? text.getStrings().get(0)
        : null;
  }
}
