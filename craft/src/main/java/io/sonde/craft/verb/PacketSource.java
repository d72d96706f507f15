// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureRecord;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Packets from anywhere, one after the other. */
interface PacketSource extends Closeable {
  /** Reads the next packet; false at the end. The octets hold until the next call. */
  boolean next(CaptureRecord record) throws IOException;

  /** File that they are from; null if from none. */
  @Nullable String file();
}
