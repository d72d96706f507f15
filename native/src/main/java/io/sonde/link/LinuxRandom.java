// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * Random bits of the kernel, random(4). SecureRandom has the same source, and a security framework
 * in front of it that takes a short run longer to load than all of its probes to send.
 */
public final class LinuxRandom {
  private static final String DEVICE = "/dev/urandom";

  private LinuxRandom() {}

  /**
   * Bits that nobody can guess.
   *
   * @throws IOException if the device is not there (ENOENT) or no descriptor is left (EMFILE)
   */
  public static long bits() throws IOException {
    Block path = Block.string(DEVICE);
    Block bits = Block.allocate(Long.BYTES);
    int fd =
        Failure.check(
            Libc.open(path.address, FcntlH.O_RDONLY | FcntlH.O_CLOEXEC, 0), "open", DEVICE);
    long read;
    do {
      read = Libc.read(fd, bits.address, Long.BYTES);
    } while (read == -ErrnoH.EINTR);
    Libc.close(fd);
    Reference.reachabilityFence(path);
    Failure.check((int) read, "read", DEVICE);
    return bits.bytes.getLong(0);
  }
}
