// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One packet of a capture, made to be filled again and again: a reader overwrites all of it, a
 * writer reads it. For one thread.
 */
public final class CaptureRecord {
  /** The time of a packet that has none: simple packet blocks, hexadecimal text. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final CaptureInterface ETHERNET = CaptureInterface.of(LinkType.ETHERNET);

  private CaptureInterface source = ETHERNET;
  private long time = NO_TIME;
  private long originalLength;
  private ByteBuffer octets = ByteBuffer.allocate(0);
  private ByteBuffer view = octets;
  private byte[] viewed = {};
  private List<String> comments = List.of();

  /** A record of no octets without a time, on Ethernet. */
  public CaptureRecord() {}

  /** What the packet was captured on. */
  public CaptureInterface source() {
    return source;
  }

  /** Number of the link-layer header that the octets begin with, see {@link LinkType}. */
  public int linkType() {
    return source.linkType();
  }

  /**
   * Nanoseconds since 1970-01-01T00:00:00Z without leap seconds, or {@link #NO_TIME}. Finer clocks
   * are cut off to nanoseconds; times after 2262-04-11 are that day's.
   */
  public long time() {
    return time;
  }

  /**
   * Octets of the packet as it was on the wire, 0 … 2^32 − 1. Says less than was captured only if
   * the file does.
   */
  public long originalLength() {
    return originalLength;
  }

  /** Octets that are here. */
  public int capturedLength() {
    return octets.remaining();
  }

  /**
   * The octets, from position to limit, most significant first. A reader's view: it is overwritten
   * by the next packet. Whoever moves position or limit moves them for all.
   */
  public ByteBuffer octets() {
    return octets;
  }

  /** What people wrote about the packet, usually nothing. */
  public List<String> comments() {
    return comments;
  }

  /**
   * Makes this another packet, without comments.
   *
   * @param octets from position to limit; kept, not copied
   */
  public CaptureRecord set(
      CaptureInterface source, long time, long originalLength, ByteBuffer octets) {
    this.source = source;
    this.time = time;
    this.originalLength = originalLength;
    this.octets = octets;
    this.comments = List.of();
    return this;
  }

  /** Sets what people wrote about the packet. */
  public CaptureRecord comments(List<String> comments) {
    this.comments = comments;
    return this;
  }

  /**
   * As {@link #set}, with a view of {@code array} that is kept as long as the array is the same.
   */
  void view(
      CaptureInterface source, long time, long originalLength, byte[] array, int start, int end) {
    if (viewed != array) {
      viewed = array;
      view = ByteBuffer.wrap(array);
    }
    view.clear().limit(end).position(start);
    set(source, time, originalLength, view);
  }
}
