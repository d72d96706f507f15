// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.cli.StandardOutput;
import io.sonde.sim.ErrorStyle;
import io.sonde.sim.Fault;
import io.sonde.sim.Match;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.engine.TraceLab;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.names.AddressFacts;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.InterfaceInformation;
import io.sonde.wire.icmp.MplsLabelStack;
import io.sonde.wire.icmp.UnknownExtensionObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every line of traces along paths of all kinds, against the published schema. */
class JsonRendererTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static Schema schema;

  /** A book that knows the first router. */
  private static final AddressBook BOOK =
      new AddressBook() {
        @Override
        public void ask(IpAddress address) {}

        @Override
        public boolean isSettled(IpAddress address) {
          return true;
        }

        @Override
        public AddressFacts facts(IpAddress address) {
          return address.equals(TraceLab.router(1))
              ? new AddressFacts(
                  "r1.example",
                  new AddressFacts.Origin(List.of(64500L, 64501L), "EXAMPLE"),
                  new AddressFacts.Place("NL", null))
              : AddressFacts.NOTHING;
        }
      };

  @BeforeAll
  static void readSchema() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/traceroute.schema.json")));
  }

  private static List<JsonNode> events(TraceLab lab, String line) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    TracerouteConfig config = TraceLab.config(line);
    StandardOutput out =
        new StandardOutput("traceroute", stdout, new ByteArrayOutputStream(), false);
    lab.run(config, new JsonRenderer(out, BOOK, config.output().replies(), "0.1.0"));
    List<String> lines = stdout.toString(StandardCharsets.UTF_8).lines().toList();
    for (String one : lines) {
      assertEquals(List.of(), schema.validate(one, InputFormat.JSON), one);
    }
    return lines.stream().map(JSON::readTree).toList();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event").asString()).toList();
  }

  private static JsonNode last(List<JsonNode> events) {
    return events.get(events.size() - 1);
  }

  @Test
  void aCleanPath() {
    List<JsonNode> events = events(new TraceLab(1, 2), "--json");
    assertEquals(List.of("start", "hop", "hop", "hop", "summary"), names(events));
    JsonNode start = events.get(0);
    assertEquals("192.0.2.10", start.get("source").asString());
    assertTrue(start.get("flowStable").asBoolean());
    assertEquals("raw", start.get("access").asString());
    assertEquals(0, start.get("blind").size());
    JsonNode probe = events.get(1).get("probes").get(0);
    assertEquals("r1.example", probe.get("name").asString());
    assertEquals("[64500,64501]", probe.get("asNumbers").toString());
    assertEquals("2", probe.get("rttMs").toString());
    assertEquals("time-exceeded", probe.get("kind").asString());
    assertTrue(probe.get("annotation").isNull());
    assertEquals(1, probe.get("quotedTtl").asInt());
    JsonNode summary = last(events);
    assertEquals("target-answered", summary.get("reason").asString());
    assertEquals("0", summary.get("lossPercent").toString());
    assertEquals(3, summary.get("hops").asInt());
    assertTrue(summary.get("pathMtuBytes").isNull());
  }

  @Test
  void silenceLeavesTheOtherKeysOut() {
    TraceLab lab = new TraceLab(1, 2);
    lab.routers.get(0).errors(ErrorStyle::silent);
    List<JsonNode> events = events(lab, "--json -q 1");
    assertEquals(
        "{\"probe\":0,\"flow\":0,\"answered\":false}",
        events.get(1).get("probes").get(0).toString());
  }

  @Test
  void repliesAsTheyCome() {
    List<JsonNode> events = events(new TraceLab(1, 1), "--json --events reply -q 1");
    assertEquals(List.of("start", "reply", "hop", "reply", "hop", "summary"), names(events));
  }

  @Test
  void extensionsStandThereWithoutBeingAskedFor() {
    TraceLab lab = new TraceLab(1, 2);
    lab.routers
        .get(0)
        .errors(
            style ->
                style.extensions(
                    ErrorStyle.Extensions.RFC_4884,
                    new MplsLabelStack(List.of(new MplsLabelStack.Entry(24_001, 0, true, 1))),
                    InterfaceInformation.of(
                        InterfaceInformation.INCOMING,
                        11L,
                        IpAddress.ofIpv4(0xc6336401),
                        "eth1",
                        1500L),
                    new UnknownExtensionObject(200, 1, Octets.ofHex("00ff"))));
    List<JsonNode> events = events(lab, "--json -q 1");
    assertEquals(
        "[{\"class\":1,\"type\":1,\"mpls\":[{\"label\":24001,\"exp\":0,\"bottom\":true,\"ttl\":1}]},"
            + "{\"class\":2,\"type\":15,\"interface\":{\"role\":\"incoming\",\"index\":11,"
            + "\"address\":\"198.51.100.1\",\"name\":\"eth1\",\"mtuBytes\":1500}},"
            + "{\"class\":200,\"type\":1,\"hex\":\"00ff\"}]",
        events.get(1).get("probes").get(0).get("extensions").toString());
    assertEquals("mpls-tunnel", events.get(4).get("kind").asString());
  }

  @Test
  void aFailureHasItsThreeLines() {
    List<JsonNode> events = events(new TraceLab(1, 1), "--json nosuch.example");
    assertEquals(List.of("start", "error", "summary"), names(events));
    assertTrue(events.get(0).get("address").isNull());
    assertEquals(2, events.get(1).get("exitCode").asInt());
    assertEquals("error", last(events).get("reason").asString());
  }

  @Test
  void anUnreachableDoesNotEndWhatAnswersBehindIt() {
    TraceLab lab = new TraceLab(1, 1);
    IpAddress far = IpAddress.ofIpv4(0xcb007121);
    Router share = lab.routers.get(0).balance(Router.Balance.PACKET, 1);
    Router refuses = router(lab, 0x33).reject(Match.ALL, Router.Reject.ADMIN);
    Router passes = router(lab, 0x34);
    Router next = router(lab, 0x35);
    lab.simulation.link(share, refuses, TraceLab.MILLISECOND);
    lab.simulation.link(share, passes, TraceLab.MILLISECOND);
    lab.simulation.link(passes, next, TraceLab.MILLISECOND);
    Server server = lab.simulation.server("far", far);
    lab.simulation.link(next, server, TraceLab.MILLISECOND);
    lab.simulation.route(share, far, 32, refuses);
    lab.simulation.route(share, far, 32, passes);
    List<JsonNode> events = events(lab, "--json -q 10 " + far);
    assertEquals("target-answered", last(events).get("reason").asString());
    assertEquals(4, last(events).get("hops").asInt());
  }

  private static Router router(TraceLab lab, int octet) {
    return lab.simulation.router("r" + octet, IpAddress.ofIpv4(0xc6336400 + octet));
  }

  @Test
  void pathsOfAllKinds() {
    SplittableRandom random = new SplittableRandom(7);
    String[] lines = {
      "--json",
      "--json -I",
      "--json -T",
      "--json -6",
      "--json -6 -I",
      "--json --mtu -6",
      "--json --mtu",
      "--json --back -w 0.05",
      "--json -N 3 -m 6",
      "--json -P 99",
      "--json --events reply -q 5",
      "--json -F host.example",
      "--json --classic"
    };
    int findings = 0;
    for (int round = 0; round < 150; round++) {
      TraceLab lab = new TraceLab(round, 1 + random.nextInt(6));
      for (Router router : lab.routers) {
        switch (random.nextInt(12)) {
          case 0 -> router.errors(ErrorStyle::silent);
          case 1 -> router.zeroTtl();
          case 2 -> router.rewriteDscp(random.nextInt(64));
          case 3 -> router.invisible();
          case 4 -> router.answersFrom(TraceLab.TARGET);
          case 5 -> router.errors(style -> style.rate(1, 1));
          case 6 -> router.errors(style -> style.quote(random.nextInt(20, 60)));
          case 7 -> router.raiseTtl(2);
          case 8 ->
              router.errors(
                  style ->
                      style.extensions(
                          ErrorStyle.Extensions.BAD_CHECKSUM,
                          new MplsLabelStack(List.of(new MplsLabelStack.Entry(1, 0, true, 1)))));
          default -> {}
        }
      }
      if (random.nextInt(4) == 0) {
        lab.target.fault(Fault.duplicate(1));
      }
      lab.target.ttl(random.nextBoolean() ? 255 : 64);
      List<JsonNode> events = events(lab, lines[random.nextInt(lines.length)]);
      assertEquals("summary", last(events).get("event").asString());
      findings += (int) names(events).stream().filter("finding"::equals).count();
    }
    assertFalse(findings < 100, "odd paths have findings");
  }
}
