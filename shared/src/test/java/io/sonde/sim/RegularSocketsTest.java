// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.ConnectContract;
import io.sonde.net.DatagramContract;
import io.sonde.net.Network;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpProtocol;
import org.junit.jupiter.api.Nested;

/** The contracts of regular sockets on the simulation. */
class RegularSocketsTest {
  private static Network network(int open, int silent) {
    Nets net = Nets.line();
    net.target.udpOpen(open).tcpOpen(open);
    net.router.drop(Match.port(IpProtocol.TCP, silent));
    return new SimulatedNetwork(net.simulation);
  }

  private abstract static class Connect extends ConnectContract {
    @Override
    protected Network network() {
      return RegularSocketsTest.network(OPEN, SILENT);
    }
  }

  private abstract static class Datagram extends DatagramContract {
    @Override
    protected Network network() {
      return RegularSocketsTest.network(OPEN, SILENT);
    }
  }

  @Nested
  class ConnectIpv4 extends Connect {
    @Override
    protected IpAddress target() {
      return Nets.TARGET;
    }

    @Override
    protected IpAddress unroutable() {
      return Nets.NOBODY;
    }

    @Override
    protected IpAddress router() {
      return Nets.ROUTER;
    }
  }

  @Nested
  class ConnectIpv6 extends Connect {
    @Override
    protected IpAddress target() {
      return Nets.TARGET6;
    }

    @Override
    protected IpAddress unroutable() {
      return Nets.NOBODY6;
    }

    @Override
    protected IpAddress router() {
      return Nets.ROUTER6;
    }
  }

  @Nested
  class DatagramIpv4 extends Datagram {
    @Override
    protected IpAddress target() {
      return Nets.TARGET;
    }

    @Override
    protected IpAddress unroutable() {
      return Nets.NOBODY;
    }

    @Override
    protected IpAddress router() {
      return Nets.ROUTER;
    }
  }

  @Nested
  class DatagramIpv6 extends Datagram {
    @Override
    protected IpAddress target() {
      return Nets.TARGET6;
    }

    @Override
    protected IpAddress unroutable() {
      return Nets.NOBODY6;
    }

    @Override
    protected IpAddress router() {
      return Nets.ROUTER6;
    }
  }
}
