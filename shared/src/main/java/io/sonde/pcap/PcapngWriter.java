// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * pcapng, version 1.0, least significant octet first, times in nanoseconds. Interfaces are
 * described as packets of them come. A packet without a time becomes a simple packet block, which
 * has no room for one and belongs to the first interface of its section: another section may begin
 * for it. Such a block has no room for comments either; a packet with both has the time 0.
 */
public final class PcapngWriter implements CaptureWriter {
  /** More begin another section, so that nothing here grows with the file. */
  private static final int MOST_INTERFACES = 4096;

  private static final byte[][] NONE = {};

  private final OctetSink out;
  private final Map<CaptureInterface, Integer> interfaces = new HashMap<>();
  private @Nullable CaptureInterface latest;
  private int latestNumber;
  private long packets;

  /** Writes nothing yet; a file of no packets is a section header. */
  public PcapngWriter(OutputStream out) {
    this.out = new OctetSink(out);
  }

  private void section() throws IOException {
    interfaces.clear();
    out.four(PcapngReader.SECTION);
    out.four(28);
    out.four(PcapngReader.BYTE_ORDER);
    out.two(1);
    out.two(0);
    out.four(-1); // a section of unknown length
    out.four(-1);
    out.four(28);
  }

  /** The number of an interface in this section, described by now. */
  private int number(CaptureInterface source) throws IOException {
    if (source.equals(latest)) {
      return latestNumber;
    }
    Integer known = interfaces.get(source);
    if (known == null) {
      if (interfaces.isEmpty() || interfaces.size() == MOST_INTERFACES) {
        section();
      }
      known = interfaces.size();
      interfaces.put(source, known);
      describe(source);
    }
    latest = source;
    latestNumber = known;
    return known;
  }

  private void describe(CaptureInterface source) throws IOException {
    byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
    int length = 20 + (name.length == 0 ? 0 : optionLength(name)) + 8 + 4;
    out.four(PcapngReader.INTERFACE);
    out.four(length);
    out.two(source.linkType());
    out.two(0);
    out.four(source.snapLength());
    if (name.length > 0) {
      option(PcapngReader.INTERFACE_NAME, name);
    }
    option(PcapngReader.RESOLUTION, new byte[] {9});
    out.four(PcapngReader.END_OF_OPTIONS);
    out.four(length);
  }

  @Override
  public void write(CaptureRecord record) throws IOException {
    packets++;
    int captured = record.capturedLength();
    if (captured > MAXIMUM_LENGTH) {
      throw refuse("has " + captured + " octets, at most " + MAXIMUM_LENGTH);
    }
    boolean timed = record.time() != CaptureRecord.NO_TIME;
    if (timed && record.time() < 0) {
      throw refuse("has a time before 1970, which is not written");
    }
    if (timed || !record.comments().isEmpty() || captured > record.originalLength()) {
      enhanced(record, number(record.source()), timed ? record.time() : 0, captured);
    } else {
      first(record.source(), captured, record.originalLength());
      simple(record, captured);
    }
  }

  /** Sees to it that interface 0 is the one of a packet whose cut only the interface can tell. */
  private void first(CaptureInterface source, int captured, long original) throws IOException {
    long limit = source.snapLength() == 0 ? original : Math.min(original, source.snapLength());
    CaptureInterface cut =
        limit == captured
            ? source
            : new CaptureInterface(source.linkType(), captured, source.name());
    if (!interfaces.isEmpty() && interfaces.getOrDefault(cut, 1) > 0) {
      interfaces.clear();
      latest = null;
    }
    number(cut);
  }

  private void simple(CaptureRecord record, int captured) throws IOException {
    int length = PcapngReader.FRAME + 4 + PcapngReader.padded(captured);
    out.four(PcapngReader.SIMPLE);
    out.four(length);
    out.four(record.originalLength());
    out.octets(record.octets());
    out.pad(captured);
    out.four(length);
  }

  private void enhanced(CaptureRecord record, int number, long time, int captured)
      throws IOException {
    byte[][] comments = encode(record.comments());
    int options = comments.length == 0 ? 0 : 4;
    for (byte[] comment : comments) {
      options += optionLength(comment);
    }
    int length = PcapngReader.FRAME + 20 + PcapngReader.padded(captured) + options;
    out.four(PcapngReader.ENHANCED);
    out.four(length);
    out.four(number);
    out.four(time >>> 32);
    out.four(time);
    out.four(captured);
    out.four(record.originalLength());
    out.octets(record.octets());
    out.pad(captured);
    for (byte[] comment : comments) {
      option(PcapngReader.COMMENT, comment);
    }
    if (options > 0) {
      out.four(PcapngReader.END_OF_OPTIONS);
    }
    out.four(length);
  }

  private static byte[][] encode(List<String> comments) {
    if (comments.isEmpty()) {
      return NONE;
    }
    return comments.stream().map(PcapngWriter::encode).toArray(byte[][]::new);
  }

  /** UTF-8, cut where the option's length of 16 bits ends. */
  private static byte[] encode(String comment) {
    byte[] octets = comment.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(octets.length, 0xffff);
    while (length > 0 && length < octets.length && (octets[length] & 0xc0) == 0x80) {
      length--;
    }
    return Arrays.copyOf(octets, length);
  }

  private static int optionLength(byte[] value) {
    return 4 + PcapngReader.padded(value.length);
  }

  private void option(int code, byte[] value) throws IOException {
    out.two(code);
    out.two(value.length);
    out.octets(value);
    out.pad(value.length);
  }

  private IOException refuse(String reason) {
    return new IOException("packet " + packets + " " + reason);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (interfaces.isEmpty()) {
        section();
      }
    }
  }
}
