// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.link.LinuxPrivileges;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on the loopback device, over each kind of socket. */
class LoopbackIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static void assumePermitted(String kind, String address) throws IOException {
    RealRun.assumePermitted(
        kind.equals("raw") ? Kind.RAW : Kind.ICMP_DATAGRAM,
        address.contains(":") ? IpFamily.IPV6 : IpFamily.IPV4);
  }

  @ParameterizedTest
  @CsvSource({
    "dgram, 127.0.0.1, 127.0.0.1 (127.0.0.1) 56(84) bytes of data.",
    "raw, 127.0.0.1, 127.0.0.1 (127.0.0.1) 56(84) bytes of data.",
    "dgram, ::1, ::1(::1) 56 data bytes",
    "raw, ::1, ::1(::1) 56 data bytes",
    "dgram, 0, 0 (127.0.0.1) 56(84) bytes of data.",
  })
  void text(String kind, String address, String heading) throws IOException {
    assumePermitted(kind, address);
    RealRun run = RealRun.of("-c 2 -i 0.01 --socket " + kind + " " + address);
    assertEquals(0, run.exitCode, run::toString);
    assertEquals("", run.errors);
    String from = address.equals("0") ? "127.0.0.1" : address;
    List<String> lines = run.out.lines().toList();
    assertEquals("PING " + heading, lines.get(0));
    for (int sequence = 1; sequence <= 2; sequence++) {
      String line = lines.get(sequence);
      String expected = "64 bytes from " + from + ": icmp_seq=" + sequence + " ttl=64 time=";
      assertTrue(line.startsWith(expected), line);
      assertTrue(line.matches(".* time=\\d+(\\.\\d+)? ms"), line);
    }
    assertEquals("", lines.get(3));
    assertEquals("--- " + address + " ping statistics ---", lines.get(4));
    assertTrue(
        lines.get(5).matches("2 packets transmitted, 2 received, 0% packet loss, time \\d+ms"),
        lines.get(5));
    assertTrue(lines.get(6).startsWith("rtt min/avg/max/mdev = "), lines.get(6));
    assertEquals(7, lines.size());
  }

  @ParameterizedTest
  @CsvSource({"dgram, 127.0.0.1", "raw, 127.0.0.1", "dgram, ::1", "raw, ::1"})
  void json(String kind, String address) throws IOException {
    assumePermitted(kind, address);
    List<JsonNode> events = events("-c 5 -i 0.01 --socket " + kind + " " + address);
    assertEquals("start", events.get(0).get("event").asString());
    assertEquals(kind, events.get(0).get("config").get("socketType").asString());
    for (int i = 1; i <= 5; i++) {
      JsonNode reply = events.get(i);
      assertEquals("reply", reply.get("event").asString());
      assertEquals(i, reply.get("seq").asInt());
      assertEquals(64, reply.get("ttl").asInt());
      assertEquals("kernel", reply.get("clock").asString(), reply::toString);
      double roundTrip = reply.get("rttMs").asDouble();
      assertTrue(roundTrip > 0 && roundTrip < 1000, reply::toString);
    }
    JsonNode summary = events.get(6);
    assertEquals("summary", summary.get("event").asString());
    assertEquals(5, summary.get("received").asInt());
    assertEquals(0, summary.get("exitCode").asInt());
    assertEquals(7, events.size());
  }

  /** The events of a run that ends with 0, each judged by the schema. */
  private static List<JsonNode> events(String line) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/ping.schema.json")));
    RealRun run = RealRun.of("--json " + line);
    assertEquals(0, run.exitCode, run::toString);
    List<JsonNode> events = new ArrayList<>();
    for (String event : run.out.lines().toList()) {
      assertEquals(List.of(), schema.validate(event, InputFormat.JSON), event);
      events.add(JSON.readTree(event));
    }
    return events;
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 56", "::1, 56", "127.0.0.1, 0"})
  void floodOfThousandsLosesNothing(String address, int size) throws IOException {
    assumePermitted("dgram", address);
    assumeTrue(new LinuxPrivileges().superuser(), "only the superuser may flood");
    RealRun run = RealRun.of("-f -q -c 5000 -s " + size + " " + address);
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(
        run.out.contains("5000 packets transmitted, 5000 received, 0% packet loss"), run::toString);
  }

  @ParameterizedTest
  @CsvSource({"65507, 127.0.0.1, 65515", "65527, ::1, 65535", "0, ::1, 8"})
  void everySizePasses(int size, String address, int length) throws IOException {
    assumePermitted("dgram", address);
    RealRun run = RealRun.of("-c 1 -s " + size + " " + address);
    assertEquals(0, run.exitCode, run::toString);
    assertTrue(run.out.contains(length + " bytes from " + address + ": icmp_seq=1"), run::toString);
  }

  @Test
  void anUnreachableRouteIsOneSentence() throws IOException, InterruptedException {
    assumePermitted("dgram", "127.0.0.1");
    RealRun.assumePrivateNamespace();
    RealRun.shell("ip route add unreachable 198.51.100.0/24");
    try {
      RealRun run = RealRun.of("-c 1 198.51.100.1");
      assertEquals(2, run.exitCode, run::toString);
      assertEquals("", run.out);
      assertTrue(
          run.errors.startsWith("ping: connect to 198.51.100.1: No route to host"), run::toString);
    } finally {
      RealRun.shell("ip route del unreachable 198.51.100.0/24");
    }
  }

  /**
   * The bounding set is emptied, so that not even the superuser may open what the range forbids.
   */
  @Test
  void withoutAnyPrivilegeBothWaysOutAreNamed() throws IOException, InterruptedException {
    RealRun.assumePrivateNamespace();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "unshare", // where ping_group_range begins closed
                "-n",
                "sh",
                "-c",
                "ip link set lo up; exec setpriv --bounding-set=-all \"$@\"",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "io.sonde.ping.PingMain",
                "-c",
                "1",
                "127.0.0.1")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), said);
    // a user namespace shows groups that it does not map as 65534
    assertTrue(said.matches("(?s).*net.ipv4.ping_group_range is \"(1 0|65534 65534)\".*"), said);
    assertTrue(said.contains("CAP_NET_RAW"), said);
    assertFalse(said.contains("\tat "), said);
  }
}
