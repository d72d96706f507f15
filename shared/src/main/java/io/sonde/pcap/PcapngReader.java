// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * pcapng: sections of either byte order, enhanced, simple and obsolete packet blocks
 * (draft-ietf-opsawg-pcapng sections 4.1 … 4.4, appendix A).
 *
 * <pre>
 * block:     type | length | body | length again
 * section:   byte order | major, minor | section length 8 | options
 * interface: link type, 0 | snaplen | options
 * enhanced:  interface | time high | time low | captured | original | octets, padded to 4 | options
 * obsolete:  interface, drops | as enhanced
 * simple:    original | octets
 * </pre>
 */
final class PcapngReader implements CaptureReader {
  static final int SECTION = 0x0a0d0d0a;
  static final int BYTE_ORDER = 0x1a2b3c4d;
  static final int INTERFACE = 1;
  static final int OBSOLETE = 2;
  static final int SIMPLE = 3;
  static final int ENHANCED = 6;
  static final int END_OF_OPTIONS = 0;
  static final int COMMENT = 1;
  static final int INTERFACE_NAME = 2;
  static final int RESOLUTION = 9;
  private static final int TIME_OFFSET = 14;

  /** Type and length in front, length behind. */
  static final int FRAME = 12;

  /** A packet of the greatest length and a mebioctet of comments. */
  private static final int MAXIMUM_BLOCK = CaptureWriter.MAXIMUM_LENGTH + (1 << 20);

  private static final int MAXIMUM_INTERFACES = 1 << 16;

  private final OctetSource in;
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private final List<TimestampResolution> clocks = new ArrayList<>();
  private @Nullable MalformedCaptureException failure;

  PcapngReader(OctetSource in) {
    this.in = in;
  }

  @Override
  public CaptureFormat format() {
    return CaptureFormat.PCAPNG;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      while (in.has(1)) {
        if (block(record)) {
          return true;
        }
      }
      return false;
    } catch (MalformedCaptureException e) {
      failure = e;
      throw e;
    }
  }

  /** Reads the block that comes next; whether it was a packet. */
  private boolean block(CaptureRecord record) throws IOException {
    long start = in.offset();
    if (!in.has(8)) {
      throw in.cutOff("block", start, 8);
    }
    int type = in.bits(0);
    if (type == SECTION) {
      byteOrder(start);
    }
    long length = in.unsignedInt(4);
    if (length < FRAME) {
      throw in.malformed("block", start, "length " + length + " is below " + FRAME);
    }
    if ((length & 3) != 0) {
      throw in.malformed("block", start, "length " + length + " is no multiple of 4");
    }
    switch (type) {
      case SECTION -> section(start, length);
      case INTERFACE -> describe(start, whole("interface", start, length, 20));
      case ENHANCED, OBSOLETE -> {
        packet(record, start, type, whole("packet", start, length, 32));
        return true;
      }
      case SIMPLE -> {
        simple(record, start, whole("packet", start, length, 16));
        return true;
      }
      default -> {
        in.take(8);
        leave("block", start, length, 8);
      }
    }
    return false;
  }

  private void byteOrder(long start) throws IOException {
    if (!in.has(FRAME)) {
      throw in.cutOff("section", start, FRAME);
    }
    in.order(ByteOrder.BIG_ENDIAN);
    if (in.bits(8) != BYTE_ORDER) {
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    if (in.bits(8) != BYTE_ORDER) {
      throw in.malformed("section", start, "no byte order in its octets 8 to 11");
    }
  }

  private void section(long start, long length) throws IOException {
    if (length < 28) {
      throw in.malformed("section", start, "length " + length + " is below 28");
    }
    if (!in.has(16)) {
      throw in.cutOff("section", start, length);
    }
    int major = in.unsignedShort(12);
    int minor = in.unsignedShort(14);
    if (major != 1) {
      throw in.malformed("section", start, "version " + major + "." + minor + ", read are 1.x");
    }
    interfaces.clear();
    clocks.clear();
    in.take(16);
    leave("section", start, length, 16);
  }

  /** Leaves out what is left of a block, and checks the length behind it. */
  private void leave(String place, long start, long length, int read) throws IOException {
    if (!in.skip(length - read - 4) || !in.has(4)) {
      throw in.cutOff(place, start, length);
    }
    if (in.unsignedInt(0) != length) {
      throw in.malformed(place, start, twoLengths(length, in.unsignedInt(0)));
    }
    in.take(4);
  }

  /** Gets a whole block to hand; its length. */
  private int whole(String place, long start, long length, int least) throws IOException {
    if (length < least) {
      throw in.malformed(place, start, "length " + length + " is below " + least);
    }
    if (length > MAXIMUM_BLOCK) {
      throw in.malformed(place, start, "length " + length + " is above " + MAXIMUM_BLOCK);
    }
    if (!in.has((int) length)) {
      throw in.cutOff(place, start, length);
    }
    long behind = in.unsignedInt((int) length - 4);
    if (behind != length) {
      throw in.malformed(place, start, twoLengths(length, behind));
    }
    return (int) length;
  }

  private static String twoLengths(long before, long behind) {
    return "length " + before + " in front of it, " + behind + " behind it";
  }

  private void describe(long start, int length) throws IOException {
    if (interfaces.size() == MAXIMUM_INTERFACES) {
      throw in.malformed("interface", start, "more than " + MAXIMUM_INTERFACES + " in a section");
    }
    String name = "";
    int resolution = TimestampResolution.DEFAULT;
    long offset = 0;
    int end = length - 4;
    int at = 16;
    while (at < end && in.unsignedShort(at) != END_OF_OPTIONS) {
      int code = in.unsignedShort(at);
      int octets = in.unsignedShort(at + 2);
      if (octets > end - at - 4) {
        String reason = "option " + code + " of " + octets + " octets, " + (end - at - 4) + " left";
        throw in.malformed("interface", start, reason);
      }
      if (code == INTERFACE_NAME) {
        name = text(at + 4, octets);
      } else if (code == RESOLUTION && octets >= 1) {
        resolution = in.octet(at + 4);
      } else if (code == TIME_OFFSET && octets >= 8) {
        offset = in.longBits(at + 4);
      }
      at += 4 + padded(octets);
    }
    interfaces.add(new CaptureInterface(in.unsignedShort(8), in.unsignedInt(12), name));
    clocks.add(new TimestampResolution(resolution, offset));
    in.take(length);
  }

  private void packet(CaptureRecord record, long start, int type, int length) throws IOException {
    long number = type == ENHANCED ? in.unsignedInt(8) : in.unsignedShort(8);
    known(start, number);
    long captured = in.unsignedInt(20);
    int room = Math.min(length - 32, CaptureWriter.MAXIMUM_LENGTH);
    if (captured > room) {
      String reason = "captured length " + captured + " in a block with room for " + room;
      throw in.malformed("packet", start, reason);
    }
    long units = in.unsignedInt(12) << 32 | in.unsignedInt(16);
    long time = clocks.get((int) number).nanos(units);
    int from = in.position() + 28;
    int to = from + (int) captured;
    long original = in.unsignedInt(24);
    record.view(interfaces.get((int) number), time, original, in.array(), from, to);
    int options = 28 + padded((int) captured);
    if (options + 4 < length) {
      record.comments(comments(options, length - 4));
    }
    in.take(length);
  }

  private void simple(CaptureRecord record, long start, int length) throws IOException {
    known(start, 0);
    CaptureInterface source = interfaces.get(0);
    long original = in.unsignedInt(8);
    long kept = source.snapLength() == 0 ? original : Math.min(original, source.snapLength());
    int from = in.position() + 12;
    int to = from + (int) Math.min(kept, length - 16);
    record.view(source, CaptureRecord.NO_TIME, original, in.array(), from, to);
    in.take(length);
  }

  private void known(long start, long number) throws MalformedCaptureException {
    if (number >= interfaces.size()) {
      String reason =
          "interface " + number + " of a section that has described " + interfaces.size();
      throw in.malformed("packet", start, reason);
    }
  }

  private List<String> comments(int from, int end) {
    List<String> comments = List.of();
    int at = from;
    while (at + 4 <= end && in.unsignedShort(at) != END_OF_OPTIONS) {
      int octets = in.unsignedShort(at + 2);
      if (octets > end - at - 4) {
        break;
      }
      if (in.unsignedShort(at) == COMMENT) {
        comments = comments.isEmpty() ? new ArrayList<>() : comments;
        comments.add(text(at + 4, octets));
      }
      at += 4 + padded(octets);
    }
    return comments;
  }

  /** Some writers end texts with a zero octet, which the format does not ask for. */
  private String text(int at, int octets) {
    int length = octets;
    while (length > 0 && in.octet(at + length - 1) == 0) {
      length--;
    }
    return new String(in.array(), in.position() + at, length, StandardCharsets.UTF_8);
  }

  static int padded(int octets) {
    return octets + 3 & ~3;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
