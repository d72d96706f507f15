// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/**
 * What is to be captured, and how.
 *
 * @param device name of a device; {@link #ANY}: all of them
 * @param filter pcap-filter(7); empty: everything
 * @param snapLength octets of a packet that are kept, at least 1
 * @param promiscuous whether the device is to hear what is for others as well
 * @param direction which packets
 * @param bufferOctets of the kernel's buffer, at least {@link #LEAST_BUFFER}
 * @param immediate whether each packet is wanted as it comes; otherwise the kernel may gather them
 *     for some milliseconds, in a buffer that then holds far more small ones
 */
public record CaptureSpec(
    String device,
    String filter,
    int snapLength,
    boolean promiscuous,
    Direction direction,
    int bufferOctets,
    boolean immediate) {
  /** All devices at once; each packet begins with a cooked header. */
  public static final String ANY = "any";

  /** Longest packet that anything here captures. */
  public static final int MOST_SNAP_LENGTH = 262_144;

  /** Least room that a capture works in. */
  public static final int LEAST_BUFFER = 1 << 16;

  /** Packets by the way they go. */
  public enum Direction {
    /** What the device receives. */
    IN,
    /** What the host sends. */
    OUT,
    /** Both. */
    BOTH
  }

  /** Checks the ranges. */
  public CaptureSpec {
    if (snapLength < 1 || snapLength > MOST_SNAP_LENGTH) {
      throw new IllegalArgumentException(
          "snap length (" + snapLength + ") must be 1 to " + MOST_SNAP_LENGTH);
    }
    if (bufferOctets < LEAST_BUFFER) {
      throw new IllegalArgumentException(
          "buffer (" + bufferOctets + ") must be at least " + LEAST_BUFFER);
    }
  }
}
