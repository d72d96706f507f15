// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packets as hexadecimal text. The first line that is neither empty nor a comment decides which of
 * the two forms a stream has:
 *
 * <ul>
 *   <li>one packet a line: digits, blanks and colons between octets allowed, {@code #} comments;
 *   <li>dumps: an offset in four to eight digits, then octets, then perhaps the octets as text, as
 *       xxd, {@code hexdump -C}, {@code tcpdump -x}, {@code -xx}, {@code -X} and {@code tshark -x}
 *       print them. Offset 0 begins a packet; other lines are what the tool says about it.
 * </ul>
 */
public final class HexReader implements CaptureReader {
  /** Link type: raw IP, IPv4 or IPv6 if the octets fit it, otherwise Ethernet. */
  public static final int GUESS = -1;

  private static final int LONGEST_LINE = 1 << 20;

  /** Lines of words, as of {@code tcpdump -v}, after which no dump is expected any more. */
  private static final int MOST_WORDS = 10_000;

  private final OctetSource in;
  private final int linkType;
  private final HexLine line = new HexLine();
  private CaptureInterface source = CaptureInterface.of(LinkType.ETHERNET);
  private byte[] octets = new byte[2048];
  private int length;
  private long number; // of the line read last
  private boolean decided;
  private boolean dumps;
  private boolean any; // packet was read
  private boolean held; // the line read last begins the next dump
  private @Nullable MalformedCaptureException failure;

  HexReader(OctetSource in, int linkType) {
    this.in = in;
    this.linkType = linkType;
  }

  @Override
  public CaptureFormat format() {
    return CaptureFormat.HEX;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      decide();
      length = 0;
      if (!(dumps ? dump() : line())) {
        return false;
      }
    } catch (MalformedCaptureException e) {
      failure = e;
      throw e;
    }
    any = true;
    int type = linkType == GUESS ? LinkGuess.of(octets, length) : linkType;
    if (source.linkType() != type) {
      source = CaptureInterface.of(type);
    }
    record.view(source, CaptureRecord.NO_TIME, length, octets, 0, length);
    return true;
  }

  private void decide() throws IOException {
    while (!decided && readLine()) {
      decided = !line.isEmpty();
      held = decided;
      dumps = line.offset() == 0 || !line.isHex();
    }
  }

  private boolean line() throws IOException {
    while (held || readLine()) {
      held = false;
      if (line.offset() >= 0) {
        throw malformed("an offset between packets of one line each");
      }
      for (int octet = line.next(); octet != HexLine.END; octet = line.next()) {
        if (octet == HexLine.WRONG) {
          throw malformed("no octet in two hexadecimal digits at column " + line.column());
        }
        append(octet);
      }
      if (length > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean dump() throws IOException {
    int words = 0;
    while (held || readLine()) {
      boolean begins = line.offset() == 0;
      if (length > 0 && begins) {
        held = true;
        return true;
      }
      held = false;
      if (begins || length > 0 && line.offset() == length) {
        for (int octet = line.nextOfDump(); octet >= 0; octet = line.nextOfDump()) {
          append(octet);
        }
      } else if (line.offset() >= 0) {
        throw malformed("offset " + line.offset() + " behind " + length + " octets of a packet");
      } else if (length > 0) {
        return true;
      } else if (++words == MOST_WORDS) {
        throw malformed("no packet in " + MOST_WORDS + " lines");
      }
    }
    if (length == 0 && !any) {
      throw malformed("no packet up to here, neither pcap, pcapng, JSON lines nor hexadecimal");
    }
    return length > 0;
  }

  private void append(int octet) {
    if (length == octets.length) {
      octets = Arrays.copyOf(octets, 2 * length);
    }
    octets[length++] = (byte) octet;
  }

  private boolean readLine() throws IOException {
    int end = 0;
    while (in.has(end + 1) && in.octet(end) != '\n') {
      if (++end == LONGEST_LINE) {
        number++;
        throw malformed("longer than " + LONGEST_LINE + " characters");
      }
    }
    if (in.atHand() == 0) {
      return false;
    }
    number++;
    line.set(in.array(), in.position(), in.position() + end);
    in.take(Math.min(end + 1, in.atHand()));
    return true;
  }

  private MalformedCaptureException malformed(String reason) {
    return new MalformedCaptureException(in.name(), "line " + number, reason);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
