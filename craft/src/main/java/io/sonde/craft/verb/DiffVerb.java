// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.JsonWriter;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.craft.render.PacketDifferences;
import io.sonde.craft.render.PacketDifferences.Difference;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.pcap.CaptureRecord;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code craft diff}: what differs between the packets of two captures, field by field. */
public final class DiffVerb extends Verb {
  /** The verb. */
  public DiffVerb(Outside outside) {
    super(
        "diff",
        "[options] FILE FILE | PACKET + PACKET",
        "Tells what differs between two packets, or the packets of two files.",
        outside);
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Comparing")
        .value("--ignore", "LAYER.KEY,...", "keys that may differ")
        .flag("--ignore-derived", "lengths, checksums and next protocols may differ")
        .value("--by", "HOW", "order: the packets in their order; content: in any order (order)")
        .section("Output")
        .value("-o --output", "FORMAT", "text or json (text)")
        .flag("--json", "-o json")
        .flag("-q --quiet", "the exit status only");
    WrittenPackets.addOptions(table);
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    String by = arguments.value("--by", "order");
    if (!by.equals("order") && !by.equals("content")) {
      throw new UsageException("--by " + by + ": unknown; order or content");
    }
    PacketDifferences differences =
        new PacketDifferences(ignored(arguments), arguments.has("--ignore-derived"));
    Report report = new Report(arguments, out, outside());
    List<String> operands = arguments.operands();
    boolean written =
        arguments.has("--from") || !operands.isEmpty() && LayerSpecs.named(operands.get(0)) != null;
    if (written) {
      return pairs(WrittenPackets.of(arguments, outside(), out), differences, report);
    }
    if (operands.size() != 2) {
      throw new UsageException("files: two are compared, or PACKET + PACKET");
    }
    try (PacketSource left = new CapturedPackets(operands.get(0), outside());
        PacketSource right = new CapturedPackets(operands.get(1), outside())) {
      return by.equals("order")
          ? byOrder(left, right, differences, report)
          : byContent(left, right, differences, report);
    }
  }

  private static Set<String> ignored(Arguments arguments) {
    Set<String> ignored = new HashSet<>();
    for (String list : arguments.values("--ignore")) {
      for (String key : list.split(",", -1)) {
        int dot = key.indexOf('.');
        var spec = LayerSpecs.named(dot < 0 ? key : key.substring(0, dot));
        if (spec == null || dot >= 0 && spec.field(key.substring(dot + 1)) == null) {
          throw new UsageException("--ignore " + key + ": expected LAYER or LAYER.KEY");
        }
        ignored.add(key);
      }
    }
    return ignored;
  }

  private static int pairs(PacketSource source, PacketDifferences differences, Report report)
      throws IOException {
    CaptureRecord record = new CaptureRecord();
    Packet left = next(source, record);
    Packet right = next(source, record);
    if (left == null || right == null || next(source, record) != null) {
      throw new UsageException("packets: two are compared, PACKET + PACKET");
    }
    report.compare(1, left, right, differences);
    return report.end();
  }

  /** Octets of a packet and its link type. */
  private record Packet(Octets octets, int linkType) {}

  private static @Nullable Packet next(PacketSource source, CaptureRecord record)
      throws IOException {
    if (!source.next(record)) {
      return null;
    }
    return new Packet(Octets.rest(record.octets().duplicate()), record.linkType());
  }

  private static int byOrder(
      PacketSource left, PacketSource right, PacketDifferences differences, Report report)
      throws IOException {
    CaptureRecord record = new CaptureRecord();
    for (long number = 1; ; number++) {
      Packet one = next(left, record);
      Packet other = next(right, record);
      if (one == null && other == null) {
        return report.end();
      }
      if (one == null || other == null) {
        report.only(number, one == null ? "second" : "first");
      } else {
        report.compare(number, one, other, differences);
      }
    }
  }

  /** Packets that look alike but for what is ignored are pairs, whatever their places. */
  private static int byContent(
      PacketSource left, PacketSource right, PacketDifferences differences, Report report)
      throws IOException {
    CaptureRecord record = new CaptureRecord();
    Map<String, Deque<Long>> unmatched = new HashMap<>();
    long number = 0;
    for (Packet one = next(left, record); one != null; one = next(left, record)) {
      String content = differences.content(one.octets, one.linkType);
      unmatched.computeIfAbsent(content, key -> new ArrayDeque<>()).add(++number);
    }
    report.counted(number);
    number = 0;
    List<Long> strangers = new ArrayList<>();
    for (Packet other = next(right, record); other != null; other = next(right, record)) {
      number++;
      Deque<Long> places = unmatched.get(differences.content(other.octets, other.linkType));
      if (places == null || places.isEmpty()) {
        strangers.add(number);
      } else {
        places.remove();
      }
    }
    List<Long> missing = new ArrayList<>();
    unmatched.values().forEach(missing::addAll);
    missing.sort(null);
    for (long place : missing) {
      report.only(place, "first");
    }
    for (long place : strangers) {
      report.only(place, "second");
    }
    return report.end();
  }

  /** What was found, as text or JSON. */
  private static final class Report {
    private final StandardOutput out;
    private final boolean json;
    private final boolean quiet;
    private final Outside outside;
    private long compared;
    private long differing;

    Report(Arguments arguments, StandardOutput out, Outside outside) {
      this.out = out;
      this.outside = outside;
      String format =
          "--json".equals(arguments.last("--json", "--output"))
              ? "json"
              : arguments.value("--output", "text");
      if (!format.equals("text") && !format.equals("json")) {
        throw new UsageException("-o " + format + ": unknown format; text or json");
      }
      json = format.equals("json");
      quiet = arguments.has("--quiet");
    }

    void counted(long packets) {
      compared += packets;
    }

    void compare(long number, Packet left, Packet right, PacketDifferences differences) {
      compared++;
      List<Difference> found =
          differences.between(left.octets, left.linkType, right.octets, right.linkType);
      if (found.isEmpty()) {
        return;
      }
      differing++;
      if (json && !quiet) {
        JsonWriter writer = new JsonWriter(out::write);
        writer.event("difference", outside.time().epochNanos()).number("index", number);
        writer.array("fields");
        for (Difference one : found) {
          writer.object().string("layer", one.layer()).string("field", one.field());
          writer.string("first", one.left()).string("second", one.right()).end();
        }
        writer.end().end();
      } else if (!quiet) {
        for (Difference one : found) {
          out.line(number + "  " + one);
        }
      }
    }

    void only(long number, String side) {
      differing++;
      if (json && !quiet) {
        JsonWriter writer = new JsonWriter(out::write);
        writer.event("only", outside.time().epochNanos()).number("index", number);
        writer.string("in", side).end();
      } else if (!quiet) {
        out.line(number + "  only in the " + side);
      }
    }

    int end() {
      int status = differing > 0 ? CraftExit.DIFFERS : CraftExit.OK;
      if (json && !quiet) {
        JsonWriter writer = new JsonWriter(out::write);
        writer.event("summary", outside.time().epochNanos()).number("packets", compared);
        writer.number("differing", differing).number("exitCode", status).end();
      }
      return status;
    }
  }
}
