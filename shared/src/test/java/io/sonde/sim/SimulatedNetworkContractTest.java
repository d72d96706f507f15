// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.NetworkContract;
import io.sonde.wire.IpAddress;
import org.junit.jupiter.api.Nested;

/** The contract of the ports on each kind of channel that the simulation imitates. */
class SimulatedNetworkContractTest {
  private abstract static class Imitated extends NetworkContract {
    private final ChannelSpec.Kind kind;
    private final boolean ipv4;

    Imitated(ChannelSpec.Kind kind, boolean ipv4) {
      this.kind = kind;
      this.ipv4 = ipv4;
    }

    @Override
    protected Network network() {
      Nets net = Nets.line();
      net.target.udpOpen(7);
      return new SimulatedNetwork(net.simulation);
    }

    @Override
    protected ChannelSpec.Kind kind() {
      return kind;
    }

    @Override
    protected IpAddress target() {
      return ipv4 ? Nets.TARGET : Nets.TARGET6;
    }

    @Override
    protected IpAddress unroutable() {
      return ipv4 ? Nets.NOBODY : Nets.NOBODY6;
    }

    @Override
    protected int deviceMtu() {
      return 1500;
    }

    @Override
    protected IpAddress router() {
      return ipv4 ? Nets.ROUTER : Nets.ROUTER6;
    }
  }

  @Nested
  class IcmpDatagram extends Imitated {
    IcmpDatagram() {
      super(ChannelSpec.Kind.ICMP_DATAGRAM, true);
    }
  }

  @Nested
  class Icmpv6Datagram extends Imitated {
    Icmpv6Datagram() {
      super(ChannelSpec.Kind.ICMP_DATAGRAM, false);
    }
  }

  @Nested
  class RawIpv4 extends Imitated {
    RawIpv4() {
      super(ChannelSpec.Kind.RAW, true);
    }
  }

  @Nested
  class RawIpv6 extends Imitated {
    RawIpv6() {
      super(ChannelSpec.Kind.RAW, false);
    }
  }

  @Nested
  class RawIpv4WithHeader extends Imitated {
    RawIpv4WithHeader() {
      super(ChannelSpec.Kind.RAW_WITH_HEADER, true);
    }
  }

  @Nested
  class RawIpv6WithHeader extends Imitated {
    RawIpv6WithHeader() {
      super(ChannelSpec.Kind.RAW_WITH_HEADER, false);
    }
  }

  @Nested
  class UdpIpv4 extends Imitated {
    UdpIpv4() {
      super(ChannelSpec.Kind.DATAGRAM, true);
    }
  }

  @Nested
  class UdpIpv6 extends Imitated {
    UdpIpv6() {
      super(ChannelSpec.Kind.DATAGRAM, false);
    }
  }
}
