// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/** Names of addresses, looked up aside. */
public interface HostNames {
  /** Every address is nameless. */
  HostNames NONE = address -> null;

  /**
   * The name of an address; null as long as it is unknown, and for good if there is none. Never
   * waits: the first question about an address starts its look-up.
   */
  @Nullable String nameOf(IpAddress address);
}
