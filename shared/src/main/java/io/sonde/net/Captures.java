// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.io.IOException;

/** Where captures and filters of packets come from; nothing of it is loaded before it is asked. */
public interface Captures {
  /**
   * Begins to capture. No packet that the filter would drop is ever delivered.
   *
   * @throws IllegalArgumentException if the filter is wrong: the compiler's own words
   * @throws NotPermittedException if the process may not capture
   * @throws IOException with a sentence: no library, no such device, a device that is down
   */
  Capture open(CaptureSpec spec) throws IOException;

  /**
   * A filter for packets that were captured before.
   *
   * @param linkType number of the link-layer header that the packets begin with (LINKTYPE_)
   * @param text pcap-filter(7)
   * @throws IllegalArgumentException if the text is wrong: the compiler's own words
   * @throws IOException with a sentence: no library, or a link type that it has no filter for
   */
  PacketFilter filter(int linkType, String text) throws IOException;
}
