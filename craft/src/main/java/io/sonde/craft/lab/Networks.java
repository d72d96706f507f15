// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.cli.NearestName;
import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Networks by file, and those that ship: resources, each with an exercise in its comments. */
public final class Networks {
  /** Names of those that ship, in the order of what they teach. */
  public static final List<String> NAMES =
      List.of(
          "line",
          "silent",
          "diamond",
          "unequal",
          "nested",
          "packets",
          "mpls",
          "hidden-mpls",
          "rate-limit",
          "nat",
          "firewall",
          "mtu",
          "black-hole",
          "bleaching",
          "loop",
          "flap",
          "lossy",
          "asymmetric",
          "twins",
          "broken-v6",
          "sweep",
          "querier");

  private Networks() {}

  /** Reads a file; where there is none, the network of that name that ships. */
  public static Topology read(String network) throws IOException {
    Path file = Path.of(network);
    if (NAMES.contains(network) && !Files.exists(file)) {
      return Topology.parse(network, shipped(network));
    }
    try {
      return Topology.parse(network, Files.readString(file));
    } catch (NoSuchFileException e) {
      String nearest = NearestName.among(NAMES, network);
      throw new IOException(
          network
              + ": no such file, and no network of that name ships"
              + (nearest == null
                  ? "; craft lab list names them"
                  : "; did you mean " + nearest + "?"),
          e);
    } catch (MalformedInputException e) {
      throw new IOException(network + ": is not text in UTF-8", e);
    } catch (TopologyException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(network + ": cannot be read: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  /** Text of a network that ships. */
  static String shipped(String name) throws IOException {
    InputStream in =
        NAMES.contains(name)
            ? Networks.class.getResourceAsStream("networks/" + name + ".net")
            : null;
    if (in == null) {
      String nearest = NearestName.among(NAMES, name);
      throw new IOException(
          name
              + ": no network of that name ships"
              + (nearest == null
                  ? "; craft lab list names them"
                  : "; did you mean " + nearest + "?"));
    }
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
