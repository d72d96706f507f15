// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.AddressLiteral;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.Events;
import io.sonde.craft.LengthFilters;
import io.sonde.net.Device;
import io.sonde.net.HostNames;
import io.sonde.net.Interfaces;
import io.sonde.net.LinkType;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InterfacesVerbTest {
  private static final class Host implements Interfaces, Resolver, TimeSource {
    @Override
    public int indexOf(String name) {
      return 0;
    }

    @Override
    public String nameOf(int index) {
      return "";
    }

    @Override
    public List<Device> devices() {
      return List.of(
          new Device(
              "eth0",
              2,
              1500,
              LinkType.ETHERNET,
              Octets.ofHex("02005e0053ff"),
              List.of(address("192.0.2.1", 24), address("2001:db8::1", 64)),
              true),
          new Device("tun10", 13, 1400, LinkType.RAW_IP, Octets.EMPTY, List.of(), false));
    }

    private static Device.Address address(String literal, int prefix) {
      IpAddress four = AddressLiteral.dottedQuad(literal);
      IpAddress address = four == null ? AddressLiteral.ipv6(literal) : four;
      return new Device.Address(Objects.requireNonNull(address), prefix);
    }

    @Override
    public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
      throw new IOException(name + ": unknown");
    }

    @Override
    public @Nullable String reverse(IpAddress address) {
      return null;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long epochNanos() {
      return 0;
    }
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host = new Host();
    Outside outside =
        new Outside(
            host,
            () -> HostNames.NONE,
            host,
            InputStream.nullInputStream(),
            new LengthFilters(),
            1);
    new ToolRunner(false)
        .run(
            new InterfacesVerb(outside, host),
            arguments,
            new StandardOutput("craft", out, err, false));
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineADevice() {
    assertEquals(
        """
         2 eth0  EN10MB up   mtu 1500 02:00:5e:00:53:ff 192.0.2.1/24 2001:db8::1/64
        13 tun10 RAW    down mtu 1400
         - any   all of them, to capture only
        """,
        run());
  }

  @Test
  void anEventADevice() throws IOException {
    List<String> lines = run("--json").lines().toList();
    assertTrue(Events.check(run("--json")) >= 3);
    assertEquals(
        "{\"event\":\"interface\",\"time\":\"1970-01-01T00:00:00.000000000Z\",\"index\":13,"
            + "\"name\":\"tun10\",\"link\":\"RAW\",\"up\":false,\"mtuBytes\":1400,"
            + "\"hardwareAddress\":null,\"addresses\":[]}",
        lines.get(2));
  }

  @Test
  void itTakesNothingMore() {
    assertEquals("craft: eth0: interfaces takes no operand\n", run("eth0"));
    assertEquals("craft: -o xml: unknown format; text or json\n", run("-o", "xml"));
  }
}
