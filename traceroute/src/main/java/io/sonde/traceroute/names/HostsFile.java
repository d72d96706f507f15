// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.cli.AddressLiteral;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Names of hosts(5): the first of the first line that has the address. */
final class HostsFile implements FactSource {
  private final Map<IpAddress, String> names = new HashMap<>();

  /** The names in {@code file}; none if it cannot be read. */
  HostsFile(Path file) {
    for (String line : lines(file)) {
      int comment = line.indexOf('#');
      StringTokenizer words =
          new StringTokenizer(comment < 0 ? line : line.substring(0, comment), " \t");
      if (words.countTokens() >= 2) {
        IpAddress address = address(words.nextToken());
        if (address != null) {
          names.putIfAbsent(address, words.nextToken());
        }
      }
    }
  }

  /** Lines of a small text file; none if it cannot be read. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static @Nullable IpAddress address(String text) {
    IpAddress ipv4 = AddressLiteral.dottedQuad(text);
    return ipv4 != null ? ipv4 : AddressLiteral.ipv6(text);
  }

  @Override
  public CompletableFuture<AddressFacts> lookUp(IpAddress address, AddressFacts known) {
    String name = known.name() != null ? known.name() : names.get(address);
    return CompletableFuture.completedFuture(known.withName(name));
  }
}
