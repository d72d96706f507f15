// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.cli.HostArgument;
import io.sonde.cli.Numbers;
import io.sonde.cli.UsageException;
import io.sonde.traceroute.config.Lookups;
import io.sonde.wire.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address book of a run: hosts file, databases, DNS, whichever are wanted. */
public final class Names {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final Path SERVICES = Path.of("/etc/nsswitch.conf");
  private static final int DNS_PORT = 53;

  private Names() {}

  /**
   * A book.
   *
   * @param wakeUp called by another thread when something has become known
   * @throws UsageException for a server or a file that cannot be
   */
  public static AddressBook book(Lookups lookups, Runnable wakeUp) {
    if (!lookups.any()) {
      return AddressBook.EMPTY;
    }
    InetSocketAddress server = server(lookups.resolver());
    for (String file : lookups.databases()) {
      if (!Files.isReadable(Path.of(file))) {
        throw new UsageException("--mmdb " + file + ": cannot be read");
      }
    }
    return new BackgroundBook(() -> sources(lookups, server), wakeUp);
  }

  private static List<FactSource> sources(Lookups lookups, @Nullable InetSocketAddress server) {
    List<FactSource> sources = new ArrayList<>();
    if (lookups.names()) {
      sources.add(new HostsFile(HOSTS));
    }
    if (!lookups.databases().isEmpty()) {
      sources.add(new MmdbFiles(lookups.databases()));
    }
    boolean named = lookups.names() && (server != null || asksDns(HostsFile.lines(SERVICES)));
    if (named || lookups.asNumbers()) {
      DnsQuestions dns = new DnsQuestions(server, lookups.timeout());
      if (named) {
        sources.add(new DnsNames(dns));
      }
      if (lookups.asNumbers()) {
        sources.add(new DnsOrigins(dns, lookups.asZone(), lookups.asZone6(), lookups.asNames()));
      }
    }
    return sources;
  }

  /** Whether nsswitch.conf(5) leaves host names to DNS, as it does where it says nothing. */
  static boolean asksDns(List<String> lines) {
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("hosts:")) {
        return text.contains("dns") || text.contains("resolve");
      }
    }
    return true;
  }

  /** ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT; null for null. */
  static @Nullable InetSocketAddress server(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String host = text;
    int port = DNS_PORT;
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (bracketed || (colon >= 0 && colon == text.indexOf(':'))) {
      if (colon > text.indexOf(']')) {
        port = (int) Numbers.whole("--resolver", text.substring(colon + 1), 1, 65_535);
        host = text.substring(0, colon);
      }
      host = bracketed ? host.substring(1, Math.max(1, host.length() - 1)) : host;
    }
    IpAddress address = host.isEmpty() ? null : HostArgument.parse(host).address();
    if (address == null) {
      throw new UsageException("--resolver " + text + ": not ADDRESS or ADDRESS:PORT");
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.toByteArray()), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 4 and 16 octets are always an address
    }
  }
}
