// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.Closeable;
import java.io.IOException;

/** Packets of one stream, in the stream's order. */
public interface CaptureReader extends Closeable {
  /** What the stream is written in. */
  CaptureFormat format();

  /**
   * Fills {@code record} with the next packet; its octets are a view that holds until the next
   * call.
   *
   * @return false at the end of the stream; the record is then as it was
   * @throws MalformedCaptureException where the stream is cut off or is not what it began as; every
   *     later call throws it again
   */
  boolean next(CaptureRecord record) throws IOException;
}
