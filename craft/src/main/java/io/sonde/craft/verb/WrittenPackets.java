// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.build.BuildException;
import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.build.Template;
import io.sonde.craft.language.Draws;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketRun;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.craft.wire.Addressing;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packets written in the packet language, on the command line or in a file. */
final class WrittenPackets implements PacketSource {
  private final PacketRun run;
  private final Text text;
  private final PacketBuilder builder = new PacketBuilder();
  private final Map<Integer, CaptureInterface> interfaces = new HashMap<>();
  private final List<PacketPattern> patterns;
  private final boolean endless;
  private final String zone;
  private ByteBuffer view = ByteBuffer.allocate(0);
  private @Nullable Addressing addressing;
  private final boolean single;
  private byte[] first = {};
  private long made;
  private boolean constant;
  private final @Nullable Template[] templates;
  private final boolean[] tried;

  /** What was written, to be read again by whoever sends a part of the packets. */
  private record Text(List<PacketText> packets, VerbSources sources, long rounds, long seed) {
    List<PacketPattern> read() throws IOException {
      List<PacketPattern> patterns = new ArrayList<>();
      for (PacketText packet : packets) {
        patterns.addAll(PacketReader.read(packet, sources));
      }
      return patterns;
    }
  }

  private WrittenPackets(Text text, List<PacketPattern> patterns, boolean endless, String zone) {
    this.text = text;
    run = new PacketRun(patterns, text.rounds, new Draws(text.seed));
    this.patterns = patterns;
    this.endless = endless;
    this.zone = zone;
    templates = new @Nullable Template[patterns.size()];
    tried = new boolean[patterns.size()];
    single = patterns.size() == 1 && patterns.get(0).slots().isEmpty();
  }

  /** Adds the options that packet text has. */
  static void addOptions(OptionTable table) {
    table
        .value("-c --count", "N", "all packets N times (1)")
        .value("--seed", "N", "seed of everything random; the same seed gives the same packets")
        .value("--from", "FILE", "packets from a file, one a line; - is standard input");
  }

  /**
   * Reads packet text.
   *
   * @throws UsageException or another IllegalArgumentException: a mistake in the text
   */
  static WrittenPackets of(Arguments arguments, Outside outside, StandardOutput out)
      throws IOException {
    return of(arguments, outside, out, false);
  }

  /**
   * Reads packet text.
   *
   * @param unlimited whether packets are made again and again where no count is given
   */
  static WrittenPackets of(
      Arguments arguments, Outside outside, StandardOutput out, boolean unlimited)
      throws IOException {
    VerbSources sources = new VerbSources(outside);
    List<PacketText> packets = new ArrayList<>();
    String from = arguments.value("--from");
    if (from != null) {
      packets.addAll(lines(from, sources));
    }
    if (!arguments.operands().isEmpty()) {
      packets.add(PacketText.of(arguments.operands()));
    }
    boolean endless = unlimited && !arguments.has("--count");
    long rounds = endless ? Long.MAX_VALUE : arguments.whole("--count", 1, Long.MAX_VALUE, 1);
    long seed = arguments.whole("--seed", 0, Long.MAX_VALUE, outside.seed());
    Text text = new Text(packets, sources, rounds, seed);
    List<PacketPattern> patterns = text.read();
    if (patterns.isEmpty()) {
      throw new UsageException("packet: missing; craft layers lists what there is");
    }
    for (PacketPattern pattern : patterns) {
      if (pattern.isRandom() && !arguments.has("--seed")) {
        out.error("seed " + seed);
        break;
      }
    }
    WrittenPackets written = new WrittenPackets(text, patterns, endless, sources.zone());
    try {
      written.size();
    } catch (ArithmeticException e) {
      throw new UsageException("packet: 2^63 packets or more");
    }
    return written;
  }

  /** The lines of a file that hold packets, a trailing backslash joining the next line. */
  private static List<PacketText> lines(String name, VerbSources sources) throws IOException {
    byte[] octets =
        name.equals("-") ? sources.standardInput() : Files.readAllBytes(VerbSources.path(name));
    List<PacketText> texts = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    String shown = name.equals("-") ? "standard input" : name;
    int number = 0;
    int first = 1;
    for (String line : new String(octets, StandardCharsets.UTF_8).split("\r?\n", -1)) {
      number++;
      if (joined.length() == 0) {
        first = number;
      }
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1);
        continue;
      }
      PacketText text =
          PacketText.ofLine(shown + ":" + first + ": ", joined.append(line).toString());
      joined.setLength(0);
      if (!text.words().isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** How many packets there are; {@link Long#MAX_VALUE} if they never end. */
  long size() {
    return endless ? Long.MAX_VALUE : run.size();
  }

  /** The same packets once more, from the first on. */
  WrittenPackets again() throws IOException {
    return new WrittenPackets(text, text.read(), endless, zone);
  }

  /** The interface that addresses were written with; empty: none. */
  String zone() {
    return zone;
  }

  /**
   * Lets packets take from the sending host what their text does not say, and puts Ethernet in
   * front of what only a frame can carry.
   */
  void leaveBy(Addressing newAddressing) {
    addressing = newAddressing;
    Addressing.frame(patterns);
  }

  @Override
  public boolean isConstant() {
    return constant;
  }

  @Override
  public boolean skip(CaptureRecord scratch) {
    return run.next();
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (!run.next()) {
      return false;
    }
    if (constant) {
      return true;
    }
    Template template = templates[run.pattern()];
    if (template != null) {
      template.fill(run.number());
      put(record, template.view());
    } else {
      PacketLayout built = build();
      template(built);
      if (view.array() != built.octets) {
        view = ByteBuffer.wrap(built.octets);
      }
      put(record, view.clear().limit(built.to));
    }
    constant = addressing != null && single && repeats(record.octets());
    return true;
  }

  private void put(CaptureRecord record, ByteBuffer octets) {
    int link = linkType();
    CaptureInterface source = interfaces.get(link);
    if (source == null) {
      source = CaptureInterface.of(link);
      interfaces.put(link, source);
    }
    record.set(source, CaptureRecord.NO_TIME, octets.remaining(), octets);
  }

  /** Makes the template of the pattern whose first packet has been built. */
  private void template(PacketLayout built) {
    int pattern = run.pattern();
    if (!tried[pattern]) {
      tried[pattern] = true;
      List<Template.Changing> changing = new ArrayList<>();
      for (PacketPattern.Slot slot : patterns.get(pattern).slots()) {
        changing.add(new Template.Changing(slot.values(), slot.field()));
      }
      templates[pattern] = Template.of(built, run.draft(), changing);
    }
  }

  /**
   * Whether the second packet that is made is the first: then all are, as nothing but the number of
   * the packet could make the next one another.
   */
  private boolean repeats(ByteBuffer octets) {
    made++;
    if (made == 1) {
      first = new byte[octets.remaining()];
      octets.get(octets.position(), first);
      return false;
    }
    return made == 2 && octets.equals(ByteBuffer.wrap(first));
  }

  private PacketLayout build() throws IOException {
    try {
      return buildAsIs();
    } catch (BuildException e) {
      throw new BuildException(run.place() + e.getMessage());
    }
  }

  private PacketLayout buildAsIs() throws IOException {
    if (addressing == null) {
      return builder.build(run.draft(), run.number());
    }
    addressing.before(run.draft(), builder.origin());
    PacketLayout built = builder.build(run.draft(), run.number());
    return addressing.after(built) ? builder.build(run.draft(), run.number()) : built;
  }

  /** The link type of captures; of packets to be sent also which version was meant. */
  private int linkType() {
    String first = addressing == null ? "" : run.first().name();
    return switch (first) {
      case "ip" -> LinkType.IPV4;
      case "ip6" -> LinkType.IPV6;
      default -> LayerSpecs.linkType(run.first());
    };
  }

  @Override
  public @Nullable String file() {
    return null;
  }

  @Override
  public void close() {}
}
