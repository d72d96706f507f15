// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.PacketBatch;
import java.io.IOException;

/** A channel all of whose packets pass one socket. */
abstract class SingleSocketChannel extends MessageSocket implements Channel {
  SingleSocketChannel(LinuxNetwork network, int index, ChannelSpec spec, int fd) {
    super(network, index, spec, fd);
  }

  @Override
  public final int index() {
    return channel;
  }

  @Override
  public final int send(PacketBatch out, int from) throws IOException {
    return send(LinuxPacketBatch.own(out), from, out.count);
  }

  @Override
  public final void forget(long number) {}

  @Override
  public final long dropped() {
    return overflowed();
  }

  @Override
  public final void close() throws IOException {
    shut();
  }
}
