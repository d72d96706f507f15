// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;

/**
 * A stream that is cut off, damaged, or not a capture: {@code in.pcapng: block at octet 1234:
 * length 5 is below 12}.
 */
public final class MalformedCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedCaptureException(String name, String place, String reason) {
    super(name + ": " + place + ": " + reason);
  }

  MalformedCaptureException(String name, String reason) {
    super(name + ": " + reason);
  }
}
