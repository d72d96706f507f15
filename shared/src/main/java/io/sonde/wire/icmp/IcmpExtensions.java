// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.BigEndian;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The extension structure behind a quoted datagram, or of an extended echo request: RFC 4884
 * section 7.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |Version|      (Reserved)       |           Checksum            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * The checksum covers nothing outside the structure, so it is part of the value: {@link #of}
 * computes it, {@code emit} writes what is there.
 *
 * @param version 0 … 15; objects are read from version 2 only
 * @param reserved 12 bits, 0 from a sender that follows the RFC
 * @param checksum 0 … 0xffff; 0: the sender computed none
 * @param objects those that could be walked
 * @param rest octets from the first object on that is shorter than its header or longer than what
 *     is left
 */
public record IcmpExtensions(
    int version, int reserved, int checksum, List<IcmpExtensionObject> objects, Octets rest) {
  /** Octets of the structure's header. */
  public static final int LENGTH = 4;

  /** The one version that exists. */
  public static final int VERSION = 2;

  /** Octets that the quote has at least when a structure follows it: RFC 4884 section 3. */
  public static final int LEAST_ORIGINAL_DATAGRAM = 128;

  /** Refuses values wider than their field; takes a copy of the list. */
  public IcmpExtensions {
    FieldWidth.check("version", version, 4);
    FieldWidth.check("reserved", reserved, 12);
    FieldWidth.check("checksum", checksum, 16);
    objects = List.copyOf(objects);
  }

  /** A structure with a right checksum. */
  public static IcmpExtensions of(List<IcmpExtensionObject> objects) {
    IcmpExtensions unsummed = new IcmpExtensions(VERSION, 0, 0, objects, Octets.EMPTY);
    return unsummed.withChecksum(unsummed.sum());
  }

  /** The same with another checksum. */
  public IcmpExtensions withChecksum(int checksum) {
    return new IcmpExtensions(version, reserved, checksum, objects, rest);
  }

  /** Whether the sender computed a checksum. */
  public boolean hasChecksum() {
    return checksum != 0;
  }

  /** Whether the checksum is right; false also where there is none. */
  public boolean isChecksumRight() {
    return hasChecksum() && sum() == 0;
  }

  /** Whether a reader may trust the objects: version 2, and no checksum or a right one. */
  public boolean isBelievable() {
    return version == VERSION && (!hasChecksum() || isChecksumRight());
  }

  private int sum() {
    int length = LENGTH + rest.length();
    for (IcmpExtensionObject object : objects) {
      length += IcmpExtensionObject.LENGTH + object.payloadLength();
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    emit(out);
    return InternetChecksum.fold(InternetChecksum.add(0, out, 0, length));
  }

  /** Reads a structure that fills {@code in} up to its limit and has its header at least. */
  public static IcmpExtensions parse(ByteBuffer in) {
    return parse(in, Integer.MAX_VALUE);
  }

  /** Reads a structure that ends behind {@code most} objects, or else at the limit. */
  static IcmpExtensions parse(ByteBuffer in, int most) {
    int word = Fields.word(in);
    int version = word >>> 12;
    int checksum = Fields.word(in);
    List<IcmpExtensionObject> objects = new ArrayList<>();
    while (version == VERSION
        && objects.size() < most
        && in.remaining() >= IcmpExtensionObject.LENGTH) {
      int length = BigEndian.unsignedShort(in, in.position());
      if (length < IcmpExtensionObject.LENGTH || length > in.remaining()) {
        break;
      }
      in.getShort();
      int classNumber = Fields.octet(in);
      int classType = Fields.octet(in);
      Octets payload = Octets.take(in, length - IcmpExtensionObject.LENGTH);
      objects.add(IcmpExtensionObject.parse(classNumber, classType, payload));
    }
    Octets rest = objects.size() == most ? Octets.EMPTY : Octets.rest(in);
    return new IcmpExtensions(version, word & 0xfff, checksum, objects, rest);
  }

  /** Writes the structure at the position of {@code out}, which is big-endian. */
  public void emit(ByteBuffer out) {
    out.putShort((short) (version << 12 | reserved)).putShort((short) checksum);
    for (IcmpExtensionObject object : objects) {
      object.emit(out);
    }
    rest.emit(out);
  }

  /**
   * Octets of the original datagram, padding included, behind the first eight of a message; all of
   * them where no structure follows. Allocates nothing.
   *
   * <p>A length that is not 0 says it. Routers that predate RFC 4884 leave the length 0 and begin
   * the structure after 128 octets (section 5): that is assumed where a header of version 2 stands
   * there whose checksum is right, or whose objects end exactly with the message although the
   * checksum is absent or wrong. Anything less could as well be data of a long quote.
   *
   * @param length the message's length field
   * @param start the quote's first octet in {@code buffer}, whose position does not matter
   * @param end behind the message's last octet
   */
  public static int originalDatagramLength(
      IpFamily family, int length, ByteBuffer buffer, int start, int end) {
    int available = end - start;
    int begins = length == 0 ? LEAST_ORIGINAL_DATAGRAM : length * unit(family);
    if (begins + LENGTH > available) {
      return available;
    }
    return length != 0 || isStructure(buffer, start + begins, end) ? begins : available;
  }

  private static boolean isStructure(ByteBuffer body, int start, int end) {
    if (BigEndian.unsignedShort(body, start) != VERSION << 12) {
      return false;
    }
    boolean hasChecksum = BigEndian.unsignedShort(body, start + 2) != 0;
    long sum = InternetChecksum.add(0, body, start, end - start);
    if (hasChecksum && InternetChecksum.fold(sum) == 0) {
      return true;
    }
    int at = start + LENGTH;
    boolean anyObject = false;
    while (end - at >= IcmpExtensionObject.LENGTH) {
      int length = BigEndian.unsignedShort(body, at);
      if (length < IcmpExtensionObject.LENGTH || length > end - at) {
        return false;
      }
      at += length;
      anyObject = true;
    }
    return anyObject && at == end;
  }

  /** Octets that the length field counts by: 4 for ICMP, 8 for ICMPv6 (RFC 4884 section 4). */
  static int unit(IpFamily family) {
    return family == IpFamily.IPV4 ? 4 : 8;
  }

  /**
   * The quote as it stands before a structure: zeros added up to 128 octets and to a multiple of
   * the length field's unit.
   */
  public static Octets padded(IpFamily family, Octets originalDatagram) {
    int missing = Math.max(0, LEAST_ORIGINAL_DATAGRAM - originalDatagram.length());
    ByteBuffer out = ByteBuffer.allocate(originalDatagram.length() + missing);
    originalDatagram.emit(out);
    return Fields.padded(Octets.of(out.array()), unit(family));
  }

  /** What follows the first eight octets of an error: a quote and, perhaps, a structure. */
  record Quote(Octets originalDatagram, @Nullable IcmpExtensions extensions) {
    static Quote parse(IpFamily family, int length, ByteBuffer in) {
      int datagram = originalDatagramLength(family, length, in, in.position(), in.limit());
      Octets originalDatagram = Octets.take(in, datagram);
      return new Quote(originalDatagram, in.hasRemaining() ? IcmpExtensions.parse(in) : null);
    }

    /** With the padding that a structure behind it asks for. */
    Quote padded(IpFamily family) {
      return extensions == null
          ? this
          : new Quote(IcmpExtensions.padded(family, originalDatagram), extensions);
    }

    /** The length field: 0 without a structure. */
    int length(IpFamily family) {
      if (extensions == null) {
        return 0;
      }
      int length = originalDatagram.length() / unit(family);
      FieldWidth.check("length of the original datagram in words", length, 8);
      return length;
    }

    void emit(ByteBuffer out) {
      originalDatagram.emit(out);
      if (extensions != null) {
        extensions.emit(out);
      }
    }
  }
}
