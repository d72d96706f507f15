// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packets of the resource folder: {@code NAME.hex}, and their fields in {@code NAME.txt}. */
final class Fixtures {
  private Fixtures() {}

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

  /** The octets of {@code NAME.hex}; every file says where they come from. */
  static ByteBuffer packet(String name) {
    List<String> lines = lines(name + ".hex");
    if (!lines.get(0).startsWith("# source: ")) {
      throw new IllegalStateException(name + ".hex does not say its source");
    }
    String hex =
        lines.stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining(" "));
    return ByteBuffer.wrap(Octets.ofHex(hex).toByteArray());
  }

  /** The lines {@code number.Record.component = value} of {@code NAME.txt}. */
  static Map<String, String> fields(String name) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : lines(name + ".txt")) {
      String[] parts = line.split(" = ", 2);
      fields.put(parts[0], parts[1]);
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
    try {
      URI here = Objects.requireNonNull(Fixtures.class.getResource("udp4.hex")).toURI();
      return Objects.requireNonNull(Path.of(here).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
