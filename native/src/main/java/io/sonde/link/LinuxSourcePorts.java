// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.BpfProgram;
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

  private static final int RETURN = 6; // BPF_RET | BPF_K

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

  /**
   * A socket that drops whatever comes. For TCP it listens: a socket that is only bound would leave
   * the answer, a reset, to the kernel.
   */
  @Override
  public Held silence(IpFamily family, int protocol, IpAddress source, int port)
      throws IOException {
    boolean tcp = protocol == IpProtocol.TCP;
    ChannelSpec spec =
        ChannelSpec.builder(ChannelSpec.Kind.DATAGRAM, family, protocol).source(source).build();
    SocketSetup setup =
        SocketSetup.open(spec, tcp ? SocketH.SOCK_STREAM : SocketH.SOCK_DGRAM, protocol);
    try {
      BpfProgram nothing = new BpfProgram(1).add(RETURN, 0);
      Failure.check(nothing.attach(setup.fd), "setsockopt", "SO_ATTACH_FILTER");
      setup.bind(port);
      if (tcp) {
        Failure.check(Libc.listen(setup.fd, 1), "listen", "");
      }
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
