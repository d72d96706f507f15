// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import java.lang.ref.Reference;

/**
 * Whether a descriptor is a terminal, which Java tells of all three standard ones together only.
 */
public final class Terminal {
  /** Descriptor of standard output. */
  public static final int STANDARD_OUTPUT = 1;

  /** Descriptor of standard error. */
  public static final int STANDARD_ERROR = 2;

  private static final long TCGETS = 0x5401; // asm-generic/ioctls.h, as isatty(3) asks
  private static final int TERMIOS = 64;

  private Terminal() {}

  /** Whether {@code fd} is open and a terminal. */
  public static boolean is(int fd) {
    Block termios = Block.allocate(TERMIOS);
    int result = Libc.ioctl(fd, TCGETS, termios.address);
    Reference.reachabilityFence(termios);
    return result == 0;
  }
}
