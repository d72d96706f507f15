// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static io.sonde.link.Failure.check;

import io.sonde.linux.Block;
import io.sonde.linux.BpfProgram;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ReplyFilter;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;

/** A {@link ReplyFilter} as the kernel carries it out on a raw socket: by ICMP type and by BPF. */
final class SocketFilter {
  private SocketFilter() {}

  /** Keeps foreign packets away from a raw socket, those that wait already included. */
  static void attach(SocketSetup setup, ChannelSpec spec) throws IOException {
    ReplyFilter filter = spec.filter();
    boolean ipv4 = spec.family() == IpFamily.IPV4;
    if (filter.equals(ReplyFilter.ALL)) {
      return;
    }
    if (ipv4 && spec.protocol() == InH.IPPROTO_ICMP) {
      setup.require(
          SocketH.SOL_RAW, InH.ICMP_FILTER, ReplyPrograms.icmpTypesBlocked(), "ICMP_FILTER", "");
    } else if (!ipv4 && spec.protocol() == InH.IPPROTO_ICMPV6) {
      icmpv6Types(setup.fd);
    }
    BpfProgram program = ReplyPrograms.of(spec.family(), spec.protocol(), filter);
    if (program != null) {
      check(program.attach(setup.fd), "setsockopt", "SO_ATTACH_FILTER");
    }
    drain(setup.fd);
  }

  /** Lets errors (types below 128), echo replies and node information replies through. */
  private static void icmpv6Types(int fd) throws IOException {
    Block blocked = Block.allocate(32);
    for (int word = 0; word < 8; word++) {
      blocked.bytes.putInt(word * 4, word < 4 ? 0 : -1);
    }
    for (int type : new int[] {129, 140, 161}) {
      int at = (type >>> 5) * 4;
      blocked.bytes.putInt(at, blocked.bytes.getInt(at) & ~(1 << type));
    }
    int result = Libc.setsockopt(fd, InH.IPPROTO_ICMPV6, InH.ICMP6_FILTER, blocked.address, 32);
    Reference.reachabilityFence(blocked);
    check(result, "setsockopt", "ICMP6_FILTER");
  }

  private static void drain(int fd) {
    Block octet = Block.allocate(8);
    long result;
    do {
      result = Libc.recv(fd, octet.address, 1, SocketH.MSG_DONTWAIT);
    } while (result >= 0 || result == -ErrnoH.EINTR);
    Reference.reachabilityFence(octet);
  }
}
