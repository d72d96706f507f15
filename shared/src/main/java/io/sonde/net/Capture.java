// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Packets as they pass a device. Everything but {@link #wakeUp} belongs to one thread. */
public interface Capture extends Closeable {
  /** Number of the link-layer header that every packet begins with (LINKTYPE_). */
  int linkType();

  /**
   * Takes what has passed since; waits for it if nothing has. It ends with packets as soon as there
   * are some, and without after {@link #wakeUp} or at the deadline.
   *
   * @param in emptied, then filled; its packets live until the next call with this batch
   * @param deadline monotonic nanoseconds; {@link Network#FOREVER}: none
   * @return packets, also in {@code in.count()}
   * @throws IOException for what ends the capture: the device went away
   */
  int receive(CaptureBatch in, long deadline) throws IOException;

  /**
   * Writes what passes into a pcap file with nanoseconds, faster than {@link #receive} could take
   * it in. It ends after so many packets, by {@link #wakeUp} or at the deadline.
   *
   * @param file written from its beginning on
   * @param most packets
   * @param deadline monotonic nanoseconds; {@link Network#FOREVER}: none
   * @return packets written
   * @throws IOException if the file cannot be written, or for what ends the capture
   */
  long record(Path file, long most, long deadline) throws IOException;

  /** What was counted since the capture began. */
  CaptureCounts counts() throws IOException;

  /** Ends a {@link #receive} that waits, or the next one. For other threads. */
  void wakeUp();
}
