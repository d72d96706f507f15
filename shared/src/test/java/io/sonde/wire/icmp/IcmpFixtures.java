// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages of the resource folder: {@code NAME.hex}, and their fields in {@code NAME.txt}. */
final class IcmpFixtures {
  /** 2001:db8::1 to 2001:db8:1::7, between which all ICMPv6 messages travel. */
  static final PseudoHeader PSEUDO_HEADER =
      new PseudoHeader(
          new IpAddress(IpFamily.IPV6, 0x20010db800000000L, 1),
          new IpAddress(IpFamily.IPV6, 0x20010db800010000L, 7),
          58);

  private static final String FAMILY = "# family: ";

  private IcmpFixtures() {}

  /** Every name, in alphabetical order; fails if there is none. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".hex"))
              .map(name -> name.substring(0, name.length() - 4))
              .sorted()
              .toList();
      if (names.isEmpty()) {
        throw new IllegalStateException("no fixtures in " + folder());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IpFamily family(String name) {
    String line = lines(name + ".hex").get(1);
    if (!line.startsWith(FAMILY)) {
      throw new IllegalStateException(name + ".hex does not say its family");
    }
    return IpFamily.valueOf(line.substring(FAMILY.length()));
  }

  /** The octets of {@code NAME.hex}; every file says where they come from. */
  static Octets message(String name) {
    List<String> lines = lines(name + ".hex");
    if (!lines.get(0).startsWith("# source: ")) {
      throw new IllegalStateException(name + ".hex does not say its source");
    }
    return Octets.ofHex(
        lines.stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining(" ")));
  }

  /** The lines {@code path = value} of {@code NAME.txt}. */
  static Map<String, String> fields(String name) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : lines(name + ".txt")) {
      int equals = line.indexOf(" = ");
      fields.put(line.substring(0, equals), line.substring(equals + 3));
    }
    return fields;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    URL here = Objects.requireNonNull(IcmpFixtures.class.getResource("echo-request.hex"));
    try {
      return Objects.requireNonNull(Path.of(URI.create(here.toString())).getParent());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("not a folder: " + here, e);
    }
  }
}
