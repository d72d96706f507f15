// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.config.Probe;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.NodeAnswer;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every line against the published schema, and the lines of the contract octet for octet. */
class JsonRendererTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static Schema schema;

  private final Fixture run = new Fixture();

  @BeforeAll
  static void readSchema() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/ping.schema.json")));
  }

  private JsonRenderer start() {
    JsonRenderer renderer = new JsonRenderer(run.out, run.output(), "0.1.0");
    renderer.started(run.started());
    return renderer;
  }

  /** All lines so far; flushed, since nobody asks for it here. */
  private List<String> lines() {
    String text = run.stdout.toString(StandardCharsets.UTF_8);
    assertTrue(text.endsWith("\n"), text);
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
    return lines;
  }

  private JsonNode last() {
    List<String> lines = lines();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private String lastLine() {
    List<String> lines = lines();
    return lines.get(lines.size() - 1);
  }

  @Test
  void firstEvent() {
    start();
    String line = lastLine();
    assertTrue(
        line.startsWith(
            "{\"event\":\"start\",\"time\":\"2026-11-22T09:21:22.442686000Z\",\"tool\":\"ping\","
                + "\"version\":\"0.1.0\",\"schema\":\"sonde/1\","
                + "\"config\":{\"targets\":[\"192.0.2.1\"],\"targetCount\":1,"),
        line);
    JsonNode config = last().get("config");
    assertEquals(3, config.get("count").asInt());
    assertEquals("1000", config.get("intervalMs").toString());
    assertTrue(config.get("timeoutMs").isNull());
    assertTrue(config.get("deadlineMs").isNull());
    assertEquals(56, config.get("sizeBytes").asInt());
    assertEquals("dgram", config.get("socketType").asString());
    assertEquals(4242, config.get("ident").asInt());
    assertEquals("[\"icmp\"]", config.get("probes").toString());
  }

  @Test
  void firstEventWithEveryOption() {
    run.ipv6("fe80::1");
    run.host = "fe80::1%eth0";
    run.zone = "eth0";
    run.device = "eth0";
    run.source = Fixture.address("fe80::2");
    run.pattern = Octets.ofHex("ff00");
    run.sweep = new Probe.Sweep(8, 64, 8);
    run.flowLabel = 0x12345;
    run.nodeQuery = new NodeQuery(NodeQuery.NODE_NAME, 2, 0, "2001:db8::7");
    start();
    JsonNode config = last().get("config");
    assertEquals("fe80::1%eth0", config.get("address").asString());
    assertEquals("{\"from\":8,\"to\":64,\"step\":8}", config.get("sweepBytes").toString());
    assertEquals(
        "{\"type\":2,\"flags\":2,\"subject\":\"2001:db8::7\"}", config.get("nodeQuery").toString());
  }

  @Test
  void replyOfTheContract() {
    Reply reply = run.reply(1, 10_120_417);
    reply.time = 1_795_341_600_010_300_100L;
    start().reply(reply);
    assertEquals(
        "{\"event\":\"reply\",\"time\":\"2026-11-22T10:00:00.010300100Z\","
            + "\"target\":\"192.0.2.1\",\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":1,"
            + "\"wireSeq\":1,\"from\":\"192.0.2.1\",\"lengthBytes\":64,\"ttl\":63,"
            + "\"rttMs\":10.120417,\"clock\":\"kernel\"}",
        lastLine());
  }

  @Test
  void sequencesDoNotWrapButOnTheWire() {
    start().reply(run.reply(70_000, 1));
    assertEquals(70_000, last().get("seq").asLong());
    assertEquals(70_000 - 65_536, last().get("wireSeq").asInt());
    assertTrue(lastLine().contains("\"rttMs\":0.000001,"), lastLine());
  }

  @Test
  void repliesWithEverything() {
    Reply reply = run.reply(1, 500_000);
    reply.kind = Reply.Kind.DUPLICATE;
    reply.copy = 2;
    reply.trafficClass = 0;
    reply.truncated = true;
    reply.differentAddress = true;
    reply.clock = Clock.KERNEL_RX;
    reply.wrongOffset = 30;
    reply.wrongExpected = 0x1e;
    reply.wrongActual = 0x4b;
    reply.options =
        Octets.ofHex("07 07 08 cb007101 01 44 0c 0d 21 cb007102 8000000a" + "44 08 09 00 00000007");
    start().reply(reply);
    assertEquals("duplicate", last().get("event").asString());
    assertTrue(
        lastLine()
            .endsWith(
                "\"ttl\":63,\"tos\":0,\"rttMs\":0.5,\"clock\":\"kernel-rx\",\"truncated\":true,"
                    + "\"differentAddress\":true,\"copy\":2,"
                    + "\"wrongData\":{\"offset\":30,\"expected\":30,\"actual\":75},"
                    + "\"recordRoute\":[\"203.0.113.1\"],\"timestamps\":"
                    + "[{\"address\":\"203.0.113.2\",\"timeMs\":10,\"standard\":false}],"
                    + "\"unrecordedHops\":2}"),
        lastLine());
  }

  @Test
  void whatIsUnknownIsAbsent() {
    JsonRenderer renderer = start();
    Reply reply = run.reply(1, -1);
    reply.timeToLive = -1;
    reply.kind = Reply.Kind.LATE;
    renderer.reply(reply);
    JsonNode event = last();
    assertEquals("late", event.get("event").asString());
    for (String key : List.of("ttl", "tos", "rttMs", "clock", "truncated", "copy", "wrongData")) {
      assertFalse(event.has(key), key);
    }
    Stray stray = run.stray(Stray.Kind.CORRUPT);
    stray.identifier = -1;
    stray.wireSequence = -1;
    stray.timeToLive = -1;
    renderer.stray(stray);
    event = last();
    for (String key : List.of("seq", "wireSeq", "ident", "ttl")) {
      assertFalse(event.has(key), key);
    }
  }

  @Test
  void errorOfTheContract() {
    run.host = "192.0.2.1";
    IcmpError error = run.error(11, 0);
    error.time = 1_795_341_601_001_000_000L;
    start().icmpError(error);
    assertEquals(
        "{\"event\":\"icmpError\",\"time\":\"2026-11-22T10:00:01.001000000Z\","
            + "\"target\":\"192.0.2.1\",\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":2,"
            + "\"wireSeq\":2,\"from\":\"198.51.100.1\",\"type\":11,\"code\":0,"
            + "\"name\":\"time-exceeded\",\"text\":\"Time to live exceeded\"}",
        lastLine());
  }

  @Test
  void errorsWithDetails() {
    run.flags = "v";
    JsonRenderer renderer = start();
    IcmpError error = run.error(3, 4);
    error.mtu = 1400;
    renderer.icmpError(error);
    assertEquals(1400, last().get("mtu").asInt());
    assertEquals("Frag needed and DF set (mtu = 1400)", last().get("text").asString());
    error = run.error(5, 1);
    IpAddress gateway = Fixture.address("192.0.2.9");
    error.gatewayHigh = gateway.high();
    error.gatewayLow = gateway.low();
    error.sequence = 0;
    error.wireSequence = -1;
    error.corrupt = true;
    renderer.icmpError(error);
    assertEquals("192.0.2.9", last().get("gateway").asString());
    assertFalse(last().has("seq"));
    assertTrue(last().get("corrupt").asBoolean());
    error = run.error(12, 0);
    error.pointer = 20;
    renderer.icmpError(error);
    assertEquals(20, last().get("pointer").asInt());
  }

  /** Any type and code, of either family, makes a valid line. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void anyErrorIsValid(String address) {
    run.ipv6(address);
    JsonRenderer renderer = start();
    SplittableRandom random = new SplittableRandom(11);
    for (int type = 0; type < 256; type++) {
      IcmpError error = run.error(type, random.nextInt(256));
      error.pointer = random.nextBoolean() ? -1 : random.nextLong(1L << 32);
      error.mtu = random.nextInt(1 << 16);
      renderer.icmpError(error);
    }
    assertEquals(257, lines().size());
  }

  @Test
  void otherEventsOfProbes() {
    run.flags = "Ov";
    JsonRenderer renderer = start();
    renderer.outstanding(Fixture.TIME, 2, 1_000_000_500L);
    assertEquals("1000.0005", last().get("waitedMs").toString());
    renderer.lost(Fixture.TIME, 2, 3_000_000_000L);
    assertEquals("lost", last().get("event").asString());
    renderer.sendError(
        new SendError(Fixture.TIME, 3, SendError.Cause.TOO_BIG, 90, "Message too long", 1400));
    assertEquals(90, last().get("errno").asInt());
    renderer.sendError(new SendError(Fixture.TIME, 4, SendError.Cause.OTHER, 0, "down", 0));
    assertFalse(last().has("errno"));
    for (Stray.Kind kind : Stray.Kind.values()) {
      Stray stray = run.stray(kind);
      stray.sequence = 7;
      renderer.stray(stray);
      assertEquals(kind == Stray.Kind.CORRUPT, last().has("seq"));
    }
    renderer.warning(Fixture.TIME, "clock-stepped", "the clock was set");
    assertEquals("clock-stepped", last().get("code").asString());
    assertEquals(9, lines().size());
  }

  @Test
  void foreignMessagesAreForTheCurious() {
    JsonRenderer renderer = start();
    renderer.stray(run.stray(Stray.Kind.FOREIGN));
    IcmpError error = run.error(3, 3);
    error.sequence = 0;
    renderer.icmpError(error);
    assertEquals(1, lines().size());
  }

  @Test
  void nodesSayTheirNames() {
    run.ipv6("2001:db8::1");
    Reply reply = run.reply(1, 30_000);
    reply.node =
        new NodeAnswer(
            0,
            NodeQuery.NODE_NAME,
            List.of("a\"\n\u202e\ud800."),
            List.of(Fixture.address("2001:db8::1")),
            true,
            60);
    start().reply(reply);
    assertEquals(
        "{\"code\":0,\"queryType\":2,\"names\":[\"a\\\"\\n\u202e\ufffd.\"],"
            + "\"addresses\":[\"2001:db8::1\"],\"truncated\":true,\"ttlSeconds\":60}",
        last().get("nodeInformation").toString());
  }

  @Test
  void quietLeavesTheFigures() {
    run.flags = "qOv";
    JsonRenderer renderer = start();
    renderer.reply(run.reply(1, 1));
    renderer.icmpError(run.error(11, 0));
    renderer.outstanding(0, 1, 1);
    renderer.lost(0, 1, 1);
    renderer.stray(run.stray(Stray.Kind.UNSOLICITED));
    renderer.sendError(new SendError(0, 3, SendError.Cause.OTHER, 1, "x", 0));
    renderer.warning(0, "kernel-dropped", "x");
    renderer.report(Fixture.figures().summary(), true);
    renderer.finished(Fixture.figures().summary());
    List<String> events = new ArrayList<>();
    for (String line : lines()) {
      events.add(JSON.readTree(line).get("event").asString());
    }
    assertEquals(List.of("start", "warning", "stats", "summary"), events);
  }

  @Test
  void figures() {
    JsonRenderer renderer = start();
    Fixture.Figures figures = Fixture.figures();
    figures.transmitted = 7;
    figures.pending = 3;
    figures.kernelDropped = 1;
    renderer.finished(figures.summary());
    JsonNode summary = last();
    long sum = 0;
    for (String key : List.of("received", "lost", "pending", "kernelDropped")) {
      sum += summary.get(key).asLong();
    }
    assertEquals(summary.get("transmitted").asLong(), sum);
    assertEquals("2003", summary.get("durationMs").toString());
    assertEquals("0.355", summary.get("rttMinMs").toString());
    assertEquals("1000", summary.get("outageMs").toString());
    assertEquals(0, summary.get("exitCode").asInt());
    assertEquals("count", summary.get("endedBy").asString());
    assertFalse(summary.has("pathMtuBytes"));
  }

  @Test
  void figuresOfNothing() {
    run.findMtu = true;
    JsonRenderer renderer = start();
    Fixture.Figures figures = Fixture.figures();
    figures.lost = 0;
    figures.transmitted = 0;
    figures.nothingReceived();
    renderer.finished(figures.summary());
    JsonNode summary = last();
    for (String key :
        List.of(
            "lossPercent",
            "rttMinMs",
            "rttP99Ms",
            "jitterMs",
            "jitterRfc3550Ms",
            "pathMtuBytes",
            "pathMtuFrom")) {
      assertTrue(summary.get(key).isNull(), key);
    }
  }

  @Test
  void hostileTargetsStayInTheirString() {
    run.named("\"},{\"event\":\"reply\n\u0000\ud83d\ude00\udc00");
    JsonRenderer renderer = start();
    renderer.reply(run.reply(1, 1));
    assertEquals(
        "\"},{\"event\":\"reply\n\u0000\ud83d\ude00\ufffd", last().get("target").asString());
    assertEquals(2, lines().size());
  }

  /** The schema is no rubber stamp. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"lost\",\"time\":\"2026-11-22T10:00:01.001000000Z\",\"target\":\"a\","
            + "\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":1,\"waitedMs\":1,\"more\":1}",
        "{\"event\":\"lost\",\"time\":\"2026-11-22T10:00:01.001000000Z\",\"target\":\"a\","
            + "\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":1}",
        "{\"event\":\"lost\",\"time\":\"2026-11-22T10:00:01Z\",\"target\":\"a\","
            + "\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":1,\"waitedMs\":1}",
        "{\"event\":\"lost\",\"time\":\"2026-11-22T10:00:01.001000000Z\",\"target\":\"a\","
            + "\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":0,\"waitedMs\":1}",
        "{\"event\":\"lost\",\"time\":\"2026-11-22T10:00:01.001000000Z\",\"target\":\"a\","
            + "\"address\":\"192.0.2.1\",\"protocol\":\"icmp\",\"seq\":1,\"waitedMs\":null}",
        "{\"event\":\"gone\",\"time\":\"2026-11-22T10:00:01.001000000Z\"}"
      })
  void schemaRefuses(String line) {
    assertFalse(schema.validate(line, InputFormat.JSON).isEmpty());
  }
}
