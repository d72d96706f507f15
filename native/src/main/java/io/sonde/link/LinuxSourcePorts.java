// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.ChannelSpec;
import io.sonde.net.SourcePorts;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ports held by bound sockets. */
public final class LinuxSourcePorts implements SourcePorts {
  private static final int SOCK_DCCP = 6;

  /** Has no state. */
  public LinuxSourcePorts() {}

  @Override
  public Held hold(
      IpFamily family, int protocol, @Nullable IpAddress source, int port, boolean shared)
      throws IOException {
    int type =
        switch (protocol) {
          case IpProtocol.TCP -> SocketH.SOCK_STREAM;
          case IpProtocol.DCCP -> SOCK_DCCP;
          default -> SocketH.SOCK_DGRAM;
        };
    ChannelSpec spec =
        ChannelSpec.builder(ChannelSpec.Kind.DATAGRAM, family, protocol).source(source).build();
    SocketSetup setup = SocketSetup.open(spec, type, protocol);
    try {
      if (shared) {
        new SocketOptions().set(setup.fd, SocketH.SOL_SOCKET, SocketH.SO_REUSEADDR, 1);
      }
      setup.bind(port);
      return new HeldPort(setup.fd, setup.localPort());
    } catch (IOException | RuntimeException e) {
      setup.abandon();
      throw e;
    }
  }

  private record HeldPort(int fd, int port) implements Held {
    @Override
    public void close() throws IOException {
      Failure.check(Libc.close(fd), "close", "");
    }
  }
}
