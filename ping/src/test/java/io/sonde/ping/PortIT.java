// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on ports of the loopback device. */
class PortIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static InetAddress address(String text) throws IOException {
    byte[] octets = text.equals("::1") ? new byte[16] : new byte[] {127, 0, 0, 1};
    octets[octets.length - 1] = 1;
    return InetAddress.getByAddress(octets);
  }

  /** A port that nobody has: it was the host's to give, and is free again. */
  private static int closedPort(InetAddress address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, address)) {
      return server.getLocalPort();
    }
  }

  private static void assertLines(RealRun run, String from, String kind, String answer) {
    assertEquals(0, run.exitCode, run::toString);
    assertEquals("", run.errors);
    List<String> lines = run.out.lines().toList();
    assertTrue(lines.get(0).endsWith(") " + kind), lines.get(0));
    for (int sequence = 1; sequence <= 3; sequence++) {
      String expected =
          "Reply from "
              + from
              + " "
              + kind
              + " "
              + answer
              + ": seq="
              + sequence
              + "( ttl=64)? time=\\d+(\\.\\d+)? ms";
      assertTrue(lines.get(sequence).matches(expected), run::toString);
    }
    assertTrue(
        run.out.contains("3 packets transmitted, 3 received, 0% packet loss"), run::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void connections(String from) throws IOException {
    InetAddress address = address(from);
    try (ServerSocket server = new ServerSocket(0, 50, address)) {
      int port = server.getLocalPort();
      RealRun run = RealRun.of("-c 3 -i 0.01 --tcp " + port + " " + from);
      assertLines(run, from, "tcp:" + port, "open");
      // what waits in the queue was reset: a program that accepts it sees that at once
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout(5000);
        int read;
        try {
          read = accepted.getInputStream().read();
        } catch (SocketException e) {
          read = -1;
        }
        assertEquals(-1, read);
      }
    }
    int closed = closedPort(address);
    assertLines(
        RealRun.of("-c 3 -i 0.01 --tcp " + closed + " " + from), from, "tcp:" + closed, "refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void segments(String from) throws IOException {
    RealRun.assumePermitted(Kind.RAW, from.equals("::1") ? IpFamily.IPV6 : IpFamily.IPV4);
    InetAddress address = address(from);
    try (ServerSocket server = new ServerSocket(0, 50, address)) {
      int port = server.getLocalPort();
      assertLines(
          RealRun.of("-c 3 -i 0.01 --tcp-syn " + port + " " + from),
          from,
          "tcp-syn:" + port,
          "open");
    }
    int closed = closedPort(address);
    assertLines(
        RealRun.of("-c 3 -i 0.01 --tcp-syn " + closed + " " + from),
        from,
        "tcp-syn:" + closed,
        "refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void datagrams(String from) throws IOException, InterruptedException {
    int port;
    Thread thread;
    try (DatagramSocket echo = new DatagramSocket(0, address(from))) {
      thread = new Thread(() -> echo(echo), "echo");
      thread.start();
      port = echo.getLocalPort();
      assertLines(
          RealRun.of("-c 3 -i 0.01 --udp " + port + " " + from), from, "udp:" + port, "data");
    }
    thread.join();
    assertLines(
        RealRun.of("-c 3 -i 0.01 --udp " + port + " " + from),
        from,
        "udp:" + port,
        "port-unreachable");
  }

  private static void echo(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    try {
      while (true) {
        packet.setLength(2000);
        socket.receive(packet);
        socket.send(packet);
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  @Test
  void comparison() throws IOException {
    RealRun.assumePermitted(Kind.RAW, IpFamily.IPV4);
    int closed = closedPort(address("127.0.0.1"));
    String kinds = "icmp,tcp:" + closed + ",tcp-syn:" + closed + ",udp:" + closed;
    RealRun run =
        RealRun.of("--json -q -c 25 -i 0.01 --compare-min-rtt 1000 --compare " + kinds + " 127.1");
    assertEquals(0, run.exitCode, run::toString);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/ping.schema.json")));
    List<String> seen = new ArrayList<>();
    for (String event : run.out.lines().toList()) {
      assertEquals(List.of(), schema.validate(event, InputFormat.JSON), event);
      JsonNode node = JSON.readTree(event);
      seen.add(node.get("event").asString());
      if (seen.get(seen.size() - 1).equals("series")) {
        assertEquals(25, node.get("received").asInt(), event);
        boolean connect = node.get("probe").asString().startsWith("tcp:");
        assertEquals(connect ? "monotonic" : "kernel", node.get("clock").asString(), event);
      }
    }
    JsonNode summary = JSON.readTree(run.out.lines().reduce((a, b) -> b).orElseThrow());
    assertEquals(100, summary.get("received").asInt());
    assertEquals("no-difference-seen", summary.get("verdict").asString());
    assertEquals(
        List.of(
            "start",
            "series",
            "series",
            "series",
            "series",
            "comparison",
            "comparison",
            "comparison",
            "comparison",
            "comparison",
            "comparison",
            "summary"),
        seen);
  }
}
