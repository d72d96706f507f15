// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.language.Sources;
import io.sonde.craft.layer.ValueException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files, standard input and names for packet text; each name is asked for once. */
public final class VerbSources implements Sources {
  private static final long MOST = 1 << 24;

  private final Outside outside;
  private final Map<String, IpAddress> names = new HashMap<>();
  private byte @Nullable [] standardInput;
  private String zone = "";

  /** Those of a run. */
  public VerbSources(Outside outside) {
    this.outside = outside;
  }

  /** A path as typed. */
  static Path path(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IOException(text + ": not a file name", e);
    }
  }

  @Override
  public byte[] file(String path) throws IOException {
    Path file = path(path);
    if (Files.size(file) > MOST) {
      throw new IOException(path + ": longer than " + MOST + " octets, no packet is");
    }
    return Files.readAllBytes(file);
  }

  @Override
  public byte[] standardInput() throws IOException {
    if (standardInput == null) {
      standardInput = outside.standardInput().readNBytes((int) MOST);
    }
    return standardInput.clone();
  }

  @Override
  public void zone(String name) throws ValueException {
    if (!zone.isEmpty() && !zone.equals(name)) {
      throw new ValueException("one zone for all addresses, " + zone + " as before");
    }
    zone = name;
  }

  /** The interface that addresses were written with; empty: none. */
  String zone() {
    return zone;
  }

  @Override
  public IpAddress resolve(String name, IpFamily family) throws IOException {
    String key = family + name;
    IpAddress known = names.get(key);
    if (known == null) {
      known = outside.resolver().resolve(name, family).addresses().get(0);
      names.put(key, known);
    }
    return known;
  }
}
