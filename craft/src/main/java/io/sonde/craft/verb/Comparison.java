// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Decimals;
import io.sonde.cli.JsonWriter;
import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.craft.text.TextBuffer;
import io.sonde.craft.wire.Path;
import io.sonde.craft.wire.Relay;
import io.sonde.craft.wire.SrListener;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of the same probes by several ways, one way after the other. */
final class Comparison extends Relay implements SrListener {

  private final SrOutput output;
  private final List<Path> paths;
  private final Map<Long, Map<Path, Result>> results = new HashMap<>();
  private Path path;
  private long differing;

  /**
   * What became of one.
   *
   * @param roundTrip nanoseconds; negative: unknown
   */
  private record Result(Outcome outcome, long roundTrip) {}

  /**
   * Knows nothing yet.
   *
   * @param output is told all that happens
   * @param paths two or more
   */
  Comparison(SrOutput output, List<Path> paths) {
    super(output);
    this.output = output;
    this.paths = paths;
    path = paths.get(0);
    output.withoutLines();
  }

  /** What happens from now on is by this way. */
  void by(Path next) {
    path = next;
  }

  /** Probes with outcomes that differ; known when all are told. */
  long differing() {
    return differing;
  }

  /** Probes that were answered by one way at least. */
  long answered() {
    return results.values().stream()
        .filter(all -> all.values().stream().anyMatch(one -> !one.outcome.equals(Outcome.SILENT)))
        .count();
  }

  /** Probes that somebody could have answered. */
  long probes() {
    return results.size();
  }

  private void put(Probe probe, Outcome outcome, long roundTrip) {
    results
        .computeIfAbsent(probe.number, number -> new EnumMap<>(Path.class))
        .putIfAbsent(path, new Result(outcome, roundTrip));
  }

  @Override
  public void answer(
      Status status,
      @Nullable Probe probe,
      Dissection packet,
      int linkType,
      long time,
      long roundTrip)
      throws IOException {
    if (probe != null && status == Status.REPLY) {
      put(probe, Outcome.of(packet.packet()), roundTrip);
    }
    output.answer(status, probe, packet, linkType, time, roundTrip);
  }

  @Override
  public void outcome(
      Status status, Probe probe, Outcome outcome, IpAddress from, long time, long roundTrip)
      throws IOException {
    if (status == Status.REPLY) {
      put(probe, outcome, roundTrip);
    }
    output.outcome(status, probe, outcome, from, time, roundTrip);
  }

  @Override
  public void noAnswer(Probe probe, long waited) {
    put(probe, Outcome.SILENT, -1);
    output.noAnswer(probe, waited);
  }

  /** Tells the outcomes of each probe side by side. */
  void tell(List<KeptPackets.Kept> packets) {
    for (long number = 1; number <= packets.size(); number++) {
      Map<Path, Result> one = results.get(number);
      if (one != null) {
        tell(number, packets.get((int) number - 1), one);
      }
    }
  }

  private void tell(long number, KeptPackets.Kept packet, Map<Path, Result> one) {
    Set<Outcome> outcomes = new HashSet<>();
    one.values().forEach(result -> outcomes.add(result.outcome));
    boolean differs = outcomes.size() > 1;
    differing += differs ? 1 : 0;
    JsonWriter json = output.comparison();
    if (json == null) {
      output.line(number + " " + label(packet) + "  " + sideBySide(one, differs));
      return;
    }
    json.number("probe", number).bool("differs", differs).array("ways");
    for (Path way : paths) {
      Result result = one.get(way);
      if (result != null) {
        json.object().string("path", way.text()).string("outcome", result.outcome.text());
        if (result.roundTrip >= 0) {
          json.millis("rttMs", result.roundTrip);
        }
        json.end();
      }
    }
    json.end().end();
  }

  private String sideBySide(Map<Path, Result> one, boolean differs) {
    List<String> parts = new ArrayList<>();
    for (Path way : paths) {
      Result result = one.get(way);
      String said = result == null ? "not sent" : result.outcome.text();
      String time =
          result == null || result.roundTrip < 0
              ? ""
              : " " + Decimals.fixed(result.roundTrip, 6, 3) + " ms";
      parts.add(way.text() + " " + said + time);
    }
    return String.join("  ", parts) + (differs ? "  differ" : "");
  }

  /** Destination, protocol and port of a packet. */
  private static String label(KeptPackets.Kept kept) {
    Dissection dissection = new Dissection();
    byte[] octets = kept.octets().toByteArray();
    dissection.read(octets, 0, octets.length, octets.length, kept.source().linkType());
    PacketLayout packet = dissection.packet();
    TextBuffer text = new TextBuffer(128);
    int network = Answering.network(packet);
    if (network < 0 || !Answering.isIp(packet, network)) {
      return network < 0 ? "frame" : packet.specs[network].name();
    }
    boolean ipv4 = Answering.family(packet, network) == IpFamily.IPV4;
    int at = packet.start[network] + (ipv4 ? 16 : 24);
    text.host(ipv4 ? IpFamily.IPV4 : IpFamily.IPV6, packet.octets, at);
    int carried = Answering.carried(packet, network);
    if (carried >= 0) {
      String name = packet.specs[carried].name();
      text.add(' ').add(name);
      if (name.equals("tcp") || name.equals("udp") || name.equals("udplite")) {
        text.add(' ').decimal(packet.u16(packet.start[carried] + 2));
      }
    }
    return text.toString();
  }
}
