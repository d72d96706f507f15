// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A network device whose far end is this program: it takes what the host routes to the device, and
 * gives what shall arrive from it. For one thread, but for {@link #wakeUp}.
 */
public interface Tunnel extends Closeable {
  /** A wait without end. */
  long FOREVER = Long.MAX_VALUE;

  /** Name of the device. */
  String name();

  /** The clock of {@link #await}. */
  TimeSource time();

  /** Big-endian buffer that the packet taken last begins at index 0 of, until the next is taken. */
  ByteBuffer taken();

  /**
   * Takes the next packet without waiting.
   *
   * @return its octets; 0: there is none
   * @throws IOException if the device is gone
   */
  int take() throws IOException;

  /**
   * Lets a packet arrive at the host.
   *
   * @return false if the host would not have it: neither IPv4 nor IPv6, or the device is down
   */
  boolean give(ByteBuffer octets, int offset, int length);

  /**
   * Waits for a packet, for {@link #wakeUp} or until a time.
   *
   * @param deadline on the monotonic clock; a time that is over, and it only looks
   */
  void await(long deadline) throws IOException;

  /** Ends the wait, or the next one; for any thread. */
  void wakeUp();
}
