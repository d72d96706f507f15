// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.ChannelSpec;
import io.sonde.net.ConnectContract;
import io.sonde.net.DatagramContract;
import io.sonde.net.Network;
import io.sonde.net.NetworkContract;
import io.sonde.net.NotPermittedException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract of the ports, kept by real channels towards a target behind a router. */
class ContractIT {
  private static @Nullable Lab lab;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    lab = Lab.build();
  }

  @AfterAll
  static void tearDown() {
    if (lab != null) {
      lab.close();
    }
  }

  /** One channel towards the lab's target. */
  abstract static class Way extends NetworkContract {
    private final ChannelSpec.Kind kind;
    private final IpFamily family;

    Way(ChannelSpec.Kind kind, IpFamily family) {
      this.kind = kind;
      this.family = family;
    }

    @Override
    protected Network network() throws IOException {
      LinuxNetwork network = new LinuxNetwork();
      try {
        network.open(ChannelSpec.of(kind, family, protocol())).close();
      } catch (NotPermittedException e) {
        network.close();
        Assumptions.abort(e.getMessage());
      }
      network.close();
      return new LinuxNetwork();
    }

    private int protocol() {
      return kind == ChannelSpec.Kind.DATAGRAM ? 17 : family == IpFamily.IPV4 ? 1 : 58;
    }

    @Override
    protected ChannelSpec.Kind kind() {
      return kind;
    }

    @Override
    protected IpAddress target() {
      return Lab.target(family);
    }

    @Override
    protected IpAddress unroutable() {
      return Lab.unroutable(family);
    }

    @Override
    protected int deviceMtu() {
      return 1500;
    }

    @Override
    protected IpAddress router() {
      return Lab.router(family);
    }

    @Override
    protected void letArrive() throws IOException {
      try (LinuxNetwork other = new LinuxNetwork()) {
        other.receive(other.batch(1, 100), other.time().nanos() + 200_000_000);
      }
    }
  }

  @Nested
  class Echo extends Way {
    Echo() {
      super(ChannelSpec.Kind.ICMP_DATAGRAM, IpFamily.IPV4);
    }
  }

  @Nested
  class EchoIpv6 extends Way {
    EchoIpv6() {
      super(ChannelSpec.Kind.ICMP_DATAGRAM, IpFamily.IPV6);
    }
  }

  @Nested
  class Raw extends Way {
    Raw() {
      super(ChannelSpec.Kind.RAW, IpFamily.IPV4);
    }
  }

  @Nested
  class RawIpv6 extends Way {
    RawIpv6() {
      super(ChannelSpec.Kind.RAW, IpFamily.IPV6);
    }
  }

  @Nested
  class RawWithHeader extends Way {
    RawWithHeader() {
      super(ChannelSpec.Kind.RAW_WITH_HEADER, IpFamily.IPV4);
    }
  }

  @Nested
  class RawWithHeaderIpv6 extends Way {
    RawWithHeaderIpv6() {
      super(ChannelSpec.Kind.RAW_WITH_HEADER, IpFamily.IPV6);
    }
  }

  @Nested
  class Udp extends Way {
    Udp() {
      super(ChannelSpec.Kind.DATAGRAM, IpFamily.IPV4);
    }
  }

  @Nested
  class UdpIpv6 extends Way {
    UdpIpv6() {
      super(ChannelSpec.Kind.DATAGRAM, IpFamily.IPV6);
    }
  }

  @Nested
  class Connects extends ConnectContract {
    @Override
    protected Network network() throws IOException {
      return new LinuxNetwork();
    }

    @Override
    protected IpAddress target() {
      return Lab.target(IpFamily.IPV4);
    }

    @Override
    protected IpAddress unroutable() {
      return Lab.unroutable(IpFamily.IPV4);
    }

    @Override
    protected IpAddress router() {
      return Lab.router(IpFamily.IPV4);
    }
  }

  @Nested
  class ConnectsIpv6 extends ConnectContract {
    @Override
    protected Network network() throws IOException {
      return new LinuxNetwork();
    }

    @Override
    protected IpAddress target() {
      return Lab.target(IpFamily.IPV6);
    }

    @Override
    protected IpAddress unroutable() {
      return Lab.unroutable(IpFamily.IPV6);
    }

    @Override
    protected IpAddress router() {
      return Lab.router(IpFamily.IPV6);
    }
  }

  @Nested
  class Flows extends DatagramContract {
    @Override
    protected Network network() throws IOException {
      return new LinuxNetwork();
    }

    @Override
    protected IpAddress target() {
      return Lab.target(IpFamily.IPV4);
    }

    @Override
    protected IpAddress unroutable() {
      return Lab.unroutable(IpFamily.IPV4);
    }

    @Override
    protected IpAddress router() {
      return Lab.router(IpFamily.IPV4);
    }
  }

  @Nested
  class FlowsIpv6 extends DatagramContract {
    @Override
    protected Network network() throws IOException {
      return new LinuxNetwork();
    }

    @Override
    protected IpAddress target() {
      return Lab.target(IpFamily.IPV6);
    }

    @Override
    protected IpAddress unroutable() {
      return Lab.unroutable(IpFamily.IPV6);
    }

    @Override
    protected IpAddress router() {
      return Lab.router(IpFamily.IPV6);
    }
  }
}
