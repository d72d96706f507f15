// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;
import io.sonde.craft.wire.HeldPorts;
import io.sonde.craft.wire.Path;
import io.sonde.craft.wire.WirePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options that say which way packets leave, and whether they may. */
final class WireOptions {
  /** Whether what leaves is held against what was asked for. */
  static final String VERIFY = "--verify";

  private WireOptions() {}

  static void addOptions(OptionTable table) {
    table
        .section("Way")
        .value("-i --interface", "NAME", "the interface by which they leave (the route's)")
        .value("--via", "PATH", "raw, packet or socket, a regular one (as the packet needs)")
        .flag("--hold", "keeps this host silent at their source ports: no reset of TCP")
        .flag(VERIFY, "listens to the device and says what left otherwise; exit 1 then")
        .flag("--yes-i-own-this-network", "lets public addresses have what they should not")
        .flag("--dry-run", "says how many packets there are and how long they take; sends none");
  }

  /** The device that was asked for, by option or by a zone; empty: none. */
  static String device(Arguments arguments, @Nullable WrittenPackets written) {
    return arguments.value("--interface", written == null ? "" : written.zone());
  }

  /** Source ports that are held for packets: none if that was not asked for. */
  static HeldPorts hold(Arguments arguments, WirePorts ports, Consumer<String> note) {
    Set<Integer> protocols = arguments.has("--hold") ? HeldPorts.TRANSPORTS : Set.of();
    return new HeldPorts(ports.sourcePorts(), protocols, note);
  }

  /** The path that was asked for; null: none. */
  static @Nullable Path path(Arguments arguments) {
    List<Path> paths = paths(arguments);
    if (paths.size() > 1) {
      throw new UsageException("--via " + arguments.value("--via") + ": one of them; sr compares");
    }
    return paths.isEmpty() ? null : paths.get(0);
  }

  /** The paths that were asked for, each once; none: as the packet needs. */
  static List<Path> paths(Arguments arguments) {
    List<Path> paths = new ArrayList<>();
    String text = arguments.value("--via");
    if (text != null) {
      for (String one : text.split(",", -1)) {
        Path path = named(one);
        if (paths.contains(path)) {
          throw new UsageException("--via " + text + ": " + one + " is given twice");
        }
        paths.add(path);
      }
    }
    if (arguments.has("--hold") && paths.equals(List.of(Path.SOCKET))) {
      throw new UsageException("--hold: not with --via socket, whose sockets have the ports");
    }
    return paths;
  }

  private static Path named(String text) {
    for (Path path : Path.values()) {
      if (path.text().equals(text)) {
        return path;
      }
    }
    throw new UsageException("--via " + text + ": unknown; raw, packet or socket");
  }
}
