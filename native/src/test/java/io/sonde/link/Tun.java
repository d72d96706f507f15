// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.linux.Block;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A TUN device of this namespace, linux/if_tun.h: what the host sends by it is read here, octet by
 * octet as it leaves, and what is written here the host receives.
 */
final class Tun implements AutoCloseable {
  private static final int TUNSETIFF = 0x400454ca;
  private static final int TUN_WITHOUT_INFORMATION = 0x1001;
  private static final int ROOM = 65_536;

  private final int fd;
  private final Block block = Block.allocate(ROOM);
  private final PollSet poll = new PollSet(1);

  /** The packet that {@link #read} took last, in network order. */
  final ByteBuffer packet = block.bytes.duplicate().order(ByteOrder.BIG_ENDIAN);

  /** Makes and configures it, or skips the test with the reason. */
  Tun(String name, String... addresses) throws IOException, InterruptedException {
    Block path = Block.string("/dev/net/tun");
    fd = Libc.open(path.address, FcntlH.O_RDWR | FcntlH.O_CLOEXEC, 0);
    if (fd < 0) {
      abort("no /dev/net/tun: errno " + -fd);
    }
    Block request = Block.allocate(40);
    for (int i = 0; i < name.length(); i++) {
      request.bytes.put(i, (byte) name.charAt(i));
    }
    request.bytes.putShort(16, (short) TUN_WITHOUT_INFORMATION);
    int result = Libc.ioctl(fd, TUNSETIFF, request.address);
    if (result < 0) {
      Libc.close(fd);
      abort("no TUN device may be made: errno " + -result);
    }
    boolean whole = false;
    try {
      configure(name, addresses);
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  private static void configure(String name, String... addresses)
      throws IOException, InterruptedException {
    for (String address : addresses) {
      Lab.run("ip addr add " + address + " dev " + name + (address.contains(":") ? " nodad" : ""));
    }
    // no neighbour discovery of its own
    Lab.run("sysctl -qw net.ipv6.conf." + name + ".router_solicitations=0");
    Lab.run("sysctl -qw net.ipv6.conf." + name + ".addr_gen_mode=1");
    Lab.run("ip link set " + name + " up");
  }

  /** Takes the next packet; its octets, 0 if none comes within two seconds. */
  int read() {
    poll.put(0, fd, FcntlH.POLLIN);
    if (poll.await(1, 2_000_000_000L) <= 0) {
      return 0;
    }
    return (int) Libc.read(fd, block.address, ROOM);
  }

  /** Takes packets until one is of {@code protocol} and this version; its octets. */
  int read(int version, int protocol) throws IOException {
    int length = read();
    while (length > 0) {
      int field = version == 4 ? 9 : 6;
      if (packet.get(0) >>> 4 == version && Byte.toUnsignedInt(packet.get(field)) == protocol) {
        return length;
      }
      length = read();
    }
    throw new IOException("no packet of protocol " + protocol + " was sent");
  }

  /** Lets the host receive a packet. */
  void write(ByteBuffer octets) throws IOException {
    Block copy = Block.allocate(octets.remaining());
    copy.bytes.put(0, octets, octets.position(), octets.remaining());
    Failure.check((int) Libc.write(fd, copy.address, octets.remaining()), "write", "TUN device");
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
