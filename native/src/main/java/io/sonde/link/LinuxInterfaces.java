// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import io.sonde.net.Interfaces;
import java.lang.ref.Reference;

/** Devices of the network namespace, by if_nametoindex(3). */
public final class LinuxInterfaces implements Interfaces {
  /** Octets of a device's name with its 0. */
  static final int NAME = 16;

  /** Asks the kernel at each call. */
  public LinuxInterfaces() {}

  @Override
  public int indexOf(String name) {
    Block text = Block.string(name);
    int index = Libc.ifNameToIndex(text.address);
    Reference.reachabilityFence(text);
    return Math.max(index, 0);
  }

  @Override
  public String nameOf(int index) {
    Block text = Block.allocate(NAME);
    int result = index <= 0 ? -1 : Libc.ifIndexToName(index, text.address);
    return result < 0 ? "" : text.stringAt(0);
  }
}
