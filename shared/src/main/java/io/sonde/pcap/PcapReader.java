// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * pcap, either byte order, micro- or nanoseconds (draft-ietf-opsawg-pcap section 4).
 *
 * <pre>
 * file:   magic | major, minor | zone | accuracy | snaplen | FCS, link type     24 octets
 * record: seconds | fraction | captured | original | octets                     16 octets + octets
 * </pre>
 *
 * <p>Also Alexey Kuznetsov's variant, whose records have 8 octets more, and files older than
 * version 2.3, which swap the two lengths (2.3 itself did both).
 */
final class PcapReader implements CaptureReader {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int KUZNETSOV = 0xa1b2cd34;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final String RECORD = "record";

  private final OctetSource in;
  private final CaptureInterface source;
  private final int header;
  private final int nanosPerUnit;
  private final int version;
  private @Nullable MalformedCaptureException failure;

  PcapReader(OctetSource in) throws IOException {
    this.in = in;
    if (!in.has(FILE_HEADER)) {
      throw in.cutOff("file header", 0, FILE_HEADER);
    }
    in.order(orderOf(in.bits(0)));
    int magic = in.bits(0);
    header = magic == KUZNETSOV ? RECORD_HEADER + 8 : RECORD_HEADER;
    nanosPerUnit = magic == NANOSECONDS ? 1 : 1000;
    int major = in.unsignedShort(4);
    version = in.unsignedShort(6);
    if (major != 2) {
      throw in.malformed("file header", 4, "version " + major + "." + version + ", read are 2.x");
    }
    source = new CaptureInterface(in.bits(20) & 0xffff, in.unsignedInt(16), "");
    in.take(FILE_HEADER);
  }

  /** Whether a file that begins with these octets, read big-endian, is for this reader. */
  static boolean begins(int magic) {
    int turned = orderOf(magic) == ByteOrder.BIG_ENDIAN ? magic : Integer.reverseBytes(magic);
    return turned == MICROSECONDS || turned == NANOSECONDS || turned == KUZNETSOV;
  }

  /** All variants begin with a1, which the other order has last. */
  private static ByteOrder orderOf(int magic) {
    return magic >>> 24 == 0xa1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public CaptureFormat format() {
    return CaptureFormat.PCAP;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (!in.has(header)) {
      if (in.atHand() == 0) {
        return false;
      }
      throw fail(in.cutOff(RECORD, in.offset(), header));
    }
    long captured = in.unsignedInt(8);
    long original = in.unsignedInt(12);
    if (version < 3 || version == 3 && captured > original) {
      long first = captured;
      captured = original;
      original = first;
    }
    if (captured > CaptureWriter.MAXIMUM_LENGTH) {
      String reason = "captured length " + captured + " is above " + CaptureWriter.MAXIMUM_LENGTH;
      throw fail(in.malformed(RECORD, in.offset(), reason));
    }
    int length = (int) captured;
    if (!in.has(header + length)) {
      throw fail(in.cutOff(RECORD, in.offset(), header + captured));
    }
    long time = in.unsignedInt(0) * 1_000_000_000 + in.unsignedInt(4) * nanosPerUnit;
    in.take(header);
    int start = in.position();
    record.view(source, time, original, in.array(), start, start + length);
    in.take(length);
    return true;
  }

  private MalformedCaptureException fail(MalformedCaptureException reason) {
    failure = reason;
    return reason;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
