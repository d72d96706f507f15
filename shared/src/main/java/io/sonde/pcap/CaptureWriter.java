// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/** A stream that packets are appended to; buffered until {@link #flush} or {@link #close}. */
public interface CaptureWriter extends Closeable, Flushable {
  /** Most octets of a packet that any reader or writer of this package takes: 16 MiB. */
  int MAXIMUM_LENGTH = 1 << 24;

  /**
   * Appends one packet. The record and the position of its octets stay as they are.
   *
   * @throws IOException if the stream fails, or with a sentence if the format has no place for what
   *     the record says
   */
  void write(CaptureRecord record) throws IOException;
}
