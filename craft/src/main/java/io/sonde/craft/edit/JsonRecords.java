// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import io.sonde.craft.build.BuildException;
import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.json.JsonText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Packets out of JSON lines. A record that nobody touched gives its octets; one that was changed is
 * rebuilt from its fields; one without {@code raw} is built from nothing else. Records of other
 * events are skipped.
 */
public final class JsonRecords {
  /** Longest line, so that a stream without line feeds is refused. */
  private static final int MOST_LINE = 1 << 26;

  private final BufferedReader in;
  private final String name;
  private final JsonLayers layers;
  private final Dissection dissection = new Dissection();
  private final Lift lift = Lift.forChanges(Lift.Derived.RIGHT_ONES_FOLLOW);
  private final PacketBuilder builder = new PacketBuilder();
  private long line;
  private long number;

  /**
   * Records of a stream.
   *
   * @param name what messages call it
   */
  public JsonRecords(InputStream in, String name, Sources sources) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    this.name = name;
    layers = new JsonLayers(sources);
  }

  /** Reads the next packet; false at the end. */
  public boolean next(CaptureRecord record) throws IOException {
    String text = nextLine();
    while (text != null) {
      if (!text.isBlank() && read(text, record)) {
        return true;
      }
      text = nextLine();
    }
    return false;
  }

  private @Nullable String nextLine() throws IOException {
    line++;
    StringBuilder text = new StringBuilder(1024);
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      text.append((char) c);
      if (text.length() > MOST_LINE) {
        throw new RecordException(name + ": line " + line + ": longer than " + MOST_LINE);
      }
      c = in.read();
    }
    return text.toString();
  }

  private boolean read(String text, CaptureRecord record) throws IOException {
    try {
      if (!(JsonText.parse(text) instanceof Map<?, ?> map)) {
        throw new RecordException("not a JSON object");
      }
      Object event = map.get("event");
      boolean packet =
          event == null
              ? map.containsKey("layers") || map.containsKey("raw")
              : event.equals("packet");
      if (packet) {
        number++;
        packet(map, record);
      }
      return packet;
    } catch (JsonText.Malformed | RecordException | BuildException | ValueException e) {
      throw new RecordException(name + ": line " + line + ": " + e.getMessage());
    }
  }

  private void packet(Map<?, ?> map, CaptureRecord record) throws IOException, ValueException {
    List<?> said = map.get("layers") instanceof List<?> list ? list : null;
    long time = map.get("time") instanceof String text ? time(text) : CaptureRecord.NO_TIME;
    Object raw = map.get("raw");
    if (!(raw instanceof String hex)) {
      if (said == null || said.isEmpty()) {
        throw new RecordException("neither raw nor layers");
      }
      Draft draft = layers.draft(said);
      PacketLayout built = builder.build(draft, number);
      int link = link(map, LayerSpecs.linkType(draft.layer(0).spec()));
      give(record, link, time, built.to, built.octets, built.to);
      comments(map, record);
      return;
    }
    byte[] octets = Atoms.octets(hex);
    int link = link(map, 1);
    long wire =
        map.get("lengthBytes") instanceof JsonText.Numeral length
            ? Atoms.number(length.digits(), 0xffffffffL)
            : octets.length;
    dissection.read(octets, 0, octets.length, (int) Math.min(wire, Integer.MAX_VALUE), link);
    if (said != null) {
      Draft draft = lift.lift(dissection.packet());
      if (layers.carry(said, dissection.packet(), draft)) {
        PacketLayout built = builder.build(draft, number);
        long missing = Math.max(0, wire - octets.length);
        give(record, link, time, built.to + missing, built.octets, built.to);
        comments(map, record);
        return;
      }
    }
    give(record, link, time, wire, octets, octets.length);
    comments(map, record);
  }

  private static void give(
      CaptureRecord record, int link, long time, long wire, byte[] octets, int length) {
    ByteBuffer view = ByteBuffer.wrap(octets, 0, length);
    record.set(CaptureInterface.of(link), time, wire, view);
  }

  private static void comments(Map<?, ?> map, CaptureRecord record) {
    if (map.get("comments") instanceof List<?> list) {
      List<String> comments = new ArrayList<>();
      for (Object comment : list) {
        comments.add(String.valueOf(comment));
      }
      record.comments(comments);
    }
  }

  private static int link(Map<?, ?> map, int otherwise) throws RecordException {
    Object link = map.get("link");
    if (link == null) {
      return otherwise;
    }
    OptionalInt number = LinkType.number(link.toString());
    if (number.isEmpty()) {
      throw new RecordException("link: " + link + ": not the name or number of a link type");
    }
    return number.getAsInt();
  }

  private static long time(String text) throws RecordException {
    try {
      Instant instant = Instant.parse(text);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new RecordException("time: " + text + ": not an instant of RFC 3339");
    }
  }
}
