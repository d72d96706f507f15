// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.Neighbours;
import io.sonde.net.Refusals;
import io.sonde.net.Resolver;
import io.sonde.net.SourcePorts;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The small ports of a simulated host, beside its network: it knows no names and no link-layer
 * addresses, as on a TUN device, nobody else uses its transport ports, and an error has the words
 * that it was thrown with.
 */
public final class LonelyHost {
  /** First port that a host gives which may choose. */
  private static final int CHOSEN_PORT = 54_321;

  /** No name has an address, and no address a name. */
  public static final Resolver NAMES =
      new Resolver() {
        @Override
        public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
          throw new IOException(name + ": Name or service not known");
        }

        @Override
        public @Nullable String reverse(IpAddress address) {
          return null;
        }
      };

  /** Devices without link-layer addresses. */
  public static final Neighbours NEIGHBOURS =
      new Neighbours() {
        @Override
        public @Nullable Octets addressOf(IpAddress neighbour, int interfaceIndex) {
          return null;
        }

        @Override
        public void resolve(IpAddress neighbour, int interfaceIndex) throws IOException {
          throw new IOException(neighbour + ": the device has no link-layer addresses");
        }
      };

  /** Every port is free. */
  public static final SourcePorts PORTS =
      (family, protocol, source, port, shared) -> new Held(port == 0 ? CHOSEN_PORT : port);

  /** Every protocol is known. */
  public static final Refusals REFUSALS =
      new Refusals() {
        @Override
        public String words(IOException refused) {
          return String.valueOf(refused.getMessage());
        }

        @Override
        public String words(int errorNumber) {
          return "error " + errorNumber;
        }

        @Override
        public boolean isProtocol(IOException refused) {
          return false;
        }
      };

  private record Held(int port) implements SourcePorts.Held {
    @Override
    public void close() {}
  }

  private LonelyHost() {}
}
