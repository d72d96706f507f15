// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.Sockaddr;
import io.sonde.net.ChannelSpec;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * A lease of an IPv6 flow label (linux/in6.h, struct in6_flowlabel_req of 32 octets: destination 0,
 * label 16, action 20, share 21, flags 22).
 */
final class FlowLabel {
  private static final int REQUEST = 32;

  private FlowLabel() {}

  /** The label leased for a socket, which must stay open; −1 if none is asked for. */
  static int lease(ChannelSpec spec, int fd) throws IOException {
    return lease(spec.family(), spec.flowLabel(), fd);
  }

  static int lease(IpFamily family, int wanted, int fd) throws IOException {
    if (wanted < 0 || family == IpFamily.IPV4) {
      return -1;
    }
    Block request = Block.allocate(REQUEST);
    // A destination must be named; packets to others may bear the label as well.
    request.bytes.put(15, (byte) 1);
    request.bytes.putInt(16, Sockaddr.net(wanted));
    request.bytes.put(20, (byte) InH.IPV6_FL_A_GET).put(21, (byte) InH.IPV6_FL_S_ANY);
    request.bytes.putShort(22, (short) InH.IPV6_FL_F_CREATE);
    int result =
        Libc.setsockopt(fd, InH.IPPROTO_IPV6, InH.IPV6_FLOWLABEL_MGR, request.address, REQUEST);
    int label = Sockaddr.net(request.bytes.getInt(16));
    Reference.reachabilityFence(request);
    Failure.check(
        result,
        "IPV6_FLOWLABEL_MGR",
        String.format("0x%05x", wanted),
        result == -ErrnoH.EPERM
            ? "another process has it, or had it a moment ago; 0 lets the kernel choose"
            : "");
    return label;
  }
}
