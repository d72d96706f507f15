// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** The time stamps of a device (Documentation/networking/timestamping.rst, section 3). */
final class HardwareClock {
  private static final int IFREQ = 40;
  private static final int CONFIG = IFREQ; // behind the ifreq: flags, tx_type, rx_filter
  private static final int TX_ON = 1;
  private static final int FILTER_ALL = 1;

  private HardwareClock() {}

  /**
   * Asks a device to stamp everything. It may not be able to, or the user may not be allowed to:
   * then the kernel's stamps are what comes.
   */
  static void enable(int fd, String device) {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (name.length >= LinuxInterfaces.NAME) {
      return;
    }
    Block request = Block.allocate(IFREQ + 12);
    request.bytes.put(0, name);
    request.bytes.putLong(LinuxInterfaces.NAME, request.address + CONFIG);
    request.bytes.putInt(CONFIG + 4, TX_ON).putInt(CONFIG + 8, FILTER_ALL);
    Libc.ioctl(fd, FcntlH.SIOCSHWTSTAMP, request.address);
    Reference.reachabilityFence(request);
  }
}
