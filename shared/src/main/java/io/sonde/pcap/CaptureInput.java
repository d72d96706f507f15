// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A stream of packets, recognised by its first octets. */
public final class CaptureInput implements Closeable {
  /** Blanks and comments that may stand in front of text. */
  private static final int LEADING = 1 << 16;

  private final OctetSource source;
  private final CaptureFormat format;

  private CaptureInput(OctetSource source, CaptureFormat format) {
    this.source = source;
    this.format = format;
  }

  /**
   * Reads as much as shows what the stream holds, and waits for that.
   *
   * @param in closed with this, or when this fails
   * @param name what messages call the stream: a file's path, {@code standard input}
   * @throws MalformedCaptureException if the stream is empty or is none of {@link CaptureFormat}
   */
  public static CaptureInput open(InputStream in, String name) throws IOException {
    OctetSource source = new OctetSource(in, name);
    try {
      return new CaptureInput(source, recognise(source));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static CaptureFormat recognise(OctetSource in) throws IOException {
    if (!in.has(1)) {
      throw new MalformedCaptureException(in.name(), "is empty");
    }
    if (in.has(4)) {
      int magic = in.bits(0);
      if (magic == PcapngReader.SECTION) {
        return CaptureFormat.PCAPNG;
      }
      if (PcapReader.begins(magic)) {
        return CaptureFormat.PCAP;
      }
      refuse(in, magic);
    }
    int first = firstOfText(in);
    if (first == '{') {
      return CaptureFormat.JSON_LINES;
    }
    if (first > ' ' && first < 0x7f) {
      return CaptureFormat.HEX;
    }
    throw new MalformedCaptureException(
        in.name(), "is neither pcap, pcapng, JSON lines nor hexadecimal text");
  }

  /** The first character that is neither blank nor part of a comment; -1 if there is none. */
  private static int firstOfText(OctetSource in) throws IOException {
    boolean comment = false;
    for (int i = 0; i < LEADING && in.has(i + 1); i++) {
      int c = in.octet(i);
      if (c == '\n') {
        comment = false;
      } else if (c == '#') {
        comment = true;
      } else if (!comment && c != ' ' && c != '\t' && c != '\r') {
        return c;
      }
    }
    return -1;
  }

  /** Says what a stream is that is known but not read. */
  private static void refuse(OctetSource in, int magic) throws MalformedCaptureException {
    String what =
        switch (magic) {
          case 0xa1b234cd, 0xcd34b2a1 -> "is pcap as changed by Francisco Mesquita";
          case 0xa12b3c4d, 0x4d3c2ba1 -> "is pcap as changed by Navtel";
          case 0x1c0001ac, 0xac01001c, 0x1c0001ab, 0xab01001c -> "is pcap as changed by Ixia";
          case 0x736e6f6f -> "is a snoop capture (RFC 1761)";
          case 0x28b52ffd -> "is compressed: zstd -dc FILE | ...";
          case 0xfd377a58 -> "is compressed: xz -dc FILE | ...";
          default -> magic >>> 16 == 0x1f8b ? "is compressed: gzip -dc FILE | ..." : "";
        };
    if (!what.isEmpty()) {
      throw new MalformedCaptureException(
          in.name(), what + "; read are pcap, pcapng, JSON lines and hexadecimal text");
    }
  }

  /** What the stream is written in. */
  public CaptureFormat format() {
    return format;
  }

  /**
   * The packets of the stream, unless it is {@link CaptureFormat#JSON_LINES}; to be asked for once.
   *
   * @param hexLinkType link type of packets in hexadecimal, which does not say; {@link
   *     HexReader#GUESS} for what each packet looks like
   * @throws MalformedCaptureException if the file's header is cut off or of another version
   * @throws IllegalStateException if the stream is JSON lines
   */
  public CaptureReader reader(int hexLinkType) throws IOException {
    return switch (format) {
      case PCAP -> new PcapReader(source);
      case PCAPNG -> new PcapngReader(source);
      case HEX -> new HexReader(source, hexLinkType);
      case JSON_LINES -> throw new IllegalStateException("JSON lines are read from stream()");
    };
  }

  /** The stream from its first octet on, instead of {@link #reader}. */
  public InputStream stream() {
    return source.stream();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
