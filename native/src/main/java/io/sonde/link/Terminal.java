// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import java.lang.ref.Reference;

/**
 * Whether a descriptor is a terminal, which Java tells of all three standard ones together only,
 * and how wide it is.
 */
public final class Terminal {
  /** Descriptor of standard output. */
  public static final int STANDARD_OUTPUT = 1;

  /** Descriptor of standard error. */
  public static final int STANDARD_ERROR = 2;

  private static final long TCGETS = 0x5401; // asm-generic/ioctls.h, as isatty(3) asks
  private static final int TERMIOS = 64;
  private static final long TIOCGWINSZ = 0x5413;
  private static final int WINSIZE = 8; // rows, columns, two sizes in pixels: 16 bits each

  private Terminal() {}

  /** Whether {@code fd} is open and a terminal. */
  public static boolean is(int fd) {
    Block termios = Block.allocate(TERMIOS);
    int result = Libc.ioctl(fd, TCGETS, termios.address);
    Reference.reachabilityFence(termios);
    return result == 0;
  }

  /** Columns of the terminal {@code fd}; 0: it is none, or does not know. */
  public static int columns(int fd) {
    Block size = Block.allocate(WINSIZE);
    int result = Libc.ioctl(fd, TIOCGWINSZ, size.address);
    int columns = size.bytes.getChar(2);
    Reference.reachabilityFence(size);
    return result == 0 ? columns : 0;
  }
}
