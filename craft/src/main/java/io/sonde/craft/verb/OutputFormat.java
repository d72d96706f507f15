// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.UsageException;
import io.sonde.craft.render.CraftRenderer;
import io.sonde.craft.render.HexRenderer;
import io.sonde.craft.render.HexdumpRenderer;
import io.sonde.craft.render.JsonRenderer;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.PacketRenderer;
import io.sonde.craft.render.SourceRenderer;
import io.sonde.craft.render.SummaryRenderer;
import io.sonde.craft.render.TreeRenderer;
import java.util.Locale;
import java.util.Set;

/** Forms in which packets are written. */
enum OutputFormat {
  TREE,
  SUMMARY,
  HEXDUMP,
  JSON,
  CRAFT,
  C,
  JAVA,
  SCAPY,
  HEX,
  PCAP,
  PCAPNG;

  private static final Set<OutputFormat> FILES = Set.of(PCAP, PCAPNG);

  /** All names, for messages and help. */
  static final String NAMES = "tree summary hexdump json craft c java scapy hex pcap pcapng";

  static OutputFormat of(String name) {
    for (OutputFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    throw new UsageException("-o " + name + ": unknown format; one of " + NAMES);
  }

  /** The form of a file by the end of its name. */
  static OutputFormat ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".pcapng")) {
      return PCAPNG;
    }
    if (lower.endsWith(".pcap")) {
      return PCAP;
    }
    if (lower.endsWith(".json")) {
      return JSON;
    }
    if (lower.endsWith(".hex")) {
      return HEX;
    }
    throw new UsageException("-w " + name + ": the name must end in .pcap .pcapng .json or .hex");
  }

  /** Whether it is no text. */
  boolean isCapture() {
    return FILES.contains(this);
  }

  PacketRenderer renderer(Look look) {
    return switch (this) {
      case TREE -> new TreeRenderer(look);
      case SUMMARY -> new SummaryRenderer(look);
      case HEXDUMP -> new HexdumpRenderer();
      case JSON -> new JsonRenderer();
      case CRAFT -> new CraftRenderer();
      case C, JAVA, SCAPY -> new SourceRenderer(SourceRenderer.Language.valueOf(name()));
      case HEX -> new HexRenderer();
      case PCAP, PCAPNG -> throw new IllegalStateException(this + " is no text");
    };
  }
}
