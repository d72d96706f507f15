// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sonde.cli.StandardOutput;
import io.sonde.net.HostNames;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.NodeAnswer;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden lines: the contract's own, and what iputils 20221126 printed on a TUN device. */
@SuppressWarnings("StringConcatToTextBlock") // blanks at the ends of lines are part of the contract
class TextRendererTest {
  private static final String BLOCK_3_2 =
      "\n--- 192.0.2.1 ping statistics ---\n3 packets transmitted, 2 received, ";

  private final Fixture run = new Fixture();

  private TextRenderer start() {
    return start(HostNames.NONE);
  }

  private TextRenderer start(HostNames names) {
    TextRenderer renderer = new TextRenderer(run.out, run.output(), names);
    renderer.started(run.started());
    return renderer;
  }

  /** What follows the header lines. */
  private String lines() {
    String text = run.text();
    return text.substring(text.indexOf('\n') + 1);
  }

  private static HostNames names(String address, String name) {
    return Map.of(Fixture.address(address), name)::get;
  }

  @Test
  void headers() {
    start();
    assertEquals("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n", run.text());
  }

  @Test
  void headerOfNameWithDevice() {
    run.named("host.example");
    run.source = Fixture.address("198.51.100.7");
    run.device = "eth0";
    start();
    assertEquals(
        "PING host.example (192.0.2.1) from 198.51.100.7 eth0: 56(84) bytes of data.\n",
        run.text());
  }

  @Test
  void headerWithSourceOnlyKeepsItsBlank() {
    run.source = Fixture.address("198.51.100.7");
    start();
    assertEquals(
        "PING 192.0.2.1 (192.0.2.1) from 198.51.100.7 : 56(84) bytes of data.\n", run.text());
  }

  @Test
  void headersOfIpv6() {
    run.ipv6("2001:db8::1");
    start();
    assertEquals("PING 2001:db8::1(2001:db8::1) 56 data bytes\n", run.text());
  }

  @Test
  void headerOfIpv6NameHoldsTheReverseName() {
    run.ipv6("2001:db8::1");
    run.named("host");
    start(names("2001:db8::1", "name.example"));
    assertEquals("PING host(name.example (2001:db8::1)) 56 data bytes\n", run.text());
  }

  @Test
  void headerOfIpv6NameIsNumericOnDemand() {
    run.ipv6("2001:db8::1");
    run.named("host");
    run.flags = "n";
    start(names("2001:db8::1", "name.example"));
    assertEquals("PING host(2001:db8::1) 56 data bytes\n", run.text());
  }

  @Test
  void headerWithFlowLabelAndPattern() {
    run.ipv6("2001:db8::1");
    run.flowLabel = 0x345;
    run.pattern = Octets.ofHex("ff00");
    start();
    assertEquals(
        "PATTERN: 0xff00\nPING 2001:db8::1(2001:db8::1) , flow 0x00345, 56 data bytes\n",
        run.text());
  }

  @Test
  void linkLocalAddressesCarryTheirDevice() {
    run.ipv6("fe80::1");
    run.host = "fe80::1%eth0";
    run.zone = "eth0";
    start().reply(run.reply(1, 1));
    assertEquals(
        "PING fe80::1%eth0(fe80::1%eth0) 56 data bytes\n"
            + "64 bytes from fe80::1%eth0: icmp_seq=1 ttl=63 time=0.000 ms\n",
        run.text());
  }

  @Test
  void broadcastIsAnnouncedOnStderr() {
    run.broadcast = true;
    start();
    assertEquals("WARNING: pinging broadcast address\n", run.errorText());
  }

  @ParameterizedTest
  @CsvSource({
    "0,           0.000, 0.000",
    "499,         0.000, 0.000",
    "500,         0.001, 0.001",
    "575000,      0.575, 0.575",
    "999499,      0.999, 0.999",
    "999500,      1.00,  1.000",
    "999600,      1.00,  1.000",
    "1004999,     1.00,  1.005",
    "9994999,     9.99,  9.995",
    "9995000,     10.0,  9.995",
    "12345678,    12.3,  12.346",
    "99949999,    99.9,  99.950",
    "99950000,    100,   99.950",
    "250499999,   250,   250.500",
    "3600000000000, 3600000, 3600000.000"
  })
  void roundTripsAreRoundedBeforeTheirDecimalsAreChosen(long nanos, String usual, String three) {
    start().reply(run.reply(1, nanos));
    assertEquals("64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=" + usual + " ms\n", lines());
    Fixture precise = new Fixture();
    precise.flags = "3";
    TextRenderer renderer = new TextRenderer(precise.out, precise.output(), HostNames.NONE);
    renderer.started(precise.started());
    renderer.reply(precise.reply(1, nanos));
    assertTrue(precise.text().endsWith(" time=" + three + " ms\n"), precise.text());
  }

  @Test
  void replyFromNamedHost() {
    run.named("host.example");
    start(names("192.0.2.1", "host.example")).reply(run.reply(1, 12_345_678));
    assertEquals(
        "64 bytes from host.example (192.0.2.1): icmp_seq=1 ttl=63 time=12.3 ms\n", lines());
  }

  @Test
  void aLineDoesNotWaitForItsName() {
    run.named("host.example");
    boolean[] known = {false};
    TextRenderer renderer = start(address -> known[0] ? "late.example" : null);
    renderer.reply(run.reply(1, 1_000_000));
    known[0] = true;
    renderer.reply(run.reply(2, 1_000_000));
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=1.00 ms\n"
            + "64 bytes from late.example (192.0.2.1): icmp_seq=2 ttl=63 time=1.00 ms\n",
        lines());
  }

  @Test
  void anAddressIsLookedUpOnlyOnDemand() {
    HostNames names = names("192.0.2.1", "host.example");
    start(names).reply(run.reply(1, 1_000_000));
    assertTrue(lines().startsWith("64 bytes from 192.0.2.1:"), lines());
    Fixture asked = new Fixture();
    asked.flags = "H";
    TextRenderer renderer = new TextRenderer(asked.out, asked.output(), names);
    renderer.started(asked.started());
    renderer.reply(asked.reply(1, 1_000_000));
    assertTrue(asked.text().contains("64 bytes from host.example (192.0.2.1):"), asked.text());
  }

  @Test
  void hostileNamesCannotForgeLines() {
    run.named("host.example");
    start(names("192.0.2.1", "a\n64 bytes\033[2J\u202eb")).reply(run.reply(1, 1_000_000));
    assertEquals(
        "64 bytes from a\\01264 bytes\\033[2J\\u202eb (192.0.2.1): icmp_seq=1 ttl=63 time=1.00"
            + " ms\n",
        lines());
  }

  @Test
  void stampedWithIdentifier() {
    run.flags = "Dv";
    run.identifier = 4242;
    Reply reply = run.reply(1, 46_000);
    reply.time = Fixture.TIME;
    start().reply(reply);
    assertEquals(
        "[1795339282.442686] 64 bytes from 192.0.2.1: icmp_seq=1 ident=4242 ttl=63 time=0.046 ms\n",
        lines());
  }

  @Test
  void stampsKeepTheirZeros() {
    run.flags = "DO";
    start().outstanding(5_000_001_999L, 65_538, 1);
    assertEquals("[5.000001] no answer yet for icmp_seq=2\n", lines());
  }

  @Test
  void sequencesOnTheWireWrap() {
    TextRenderer renderer = start();
    renderer.reply(run.reply(65_535, 1_000_000));
    renderer.reply(run.reply(65_536, 1_000_000));
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=65535 ttl=63 time=1.00 ms\n"
            + "64 bytes from 192.0.2.1: icmp_seq=0 ttl=63 time=1.00 ms\n",
        lines());
  }

  @Test
  void littleDataShowsNoRoundTrip() {
    run.size = 8;
    run.packetLength = 36;
    TextRenderer renderer = start();
    renderer.reply(run.reply(1, 1_000_000));
    Fixture.Figures figures = Fixture.figures();
    figures.pipe = 2;
    renderer.finished(figures.summary());
    assertEquals(
        "16 bytes from 192.0.2.1: icmp_seq=1 ttl=63\n"
            + BLOCK_3_2
            + "33.3333% packet loss, time 2003ms\npipe 2\n",
        lines());
  }

  @Test
  void truncatedEndsTheLine() {
    Reply reply = run.reply(1, 1_000_000);
    reply.length = 28;
    reply.truncated = true;
    start().reply(reply);
    assertEquals("28 bytes from 192.0.2.1: icmp_seq=1 ttl=63 (truncated)\n", lines());
  }

  @Test
  void marksInOrder() {
    Reply reply = run.reply(1, 838_000);
    reply.kind = Reply.Kind.DUPLICATE;
    reply.differentAddress = true;
    TextRenderer renderer = start();
    renderer.reply(reply);
    reply.kind = Reply.Kind.LATE;
    reply.differentAddress = false;
    renderer.reply(reply);
    Stray corrupt = run.stray(Stray.Kind.CORRUPT);
    corrupt.sequence = 7;
    corrupt.roundTrip = 838_000;
    renderer.stray(corrupt);
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.838 ms (DUP!) (DIFFERENT ADDRESS!)\n"
            + "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.838 ms (LATE!)\n"
            + "64 bytes from 192.0.2.1: icmp_seq=7 ttl=63 time=0.838 ms (BAD CHECKSUM!)\n",
        lines());
  }

  @Test
  void duplicatesOfGroupsAreNormal() {
    run.multicast = true;
    Reply reply = run.reply(1, 838_000);
    reply.kind = Reply.Kind.DUPLICATE;
    start().reply(reply);
    assertEquals("64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.838 ms\n", lines());
  }

  @Test
  void wrongDataIsDumped() {
    byte[] data = new byte[56];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    data[30] = 0x4b;
    Reply reply = run.reply(1, 838_000);
    reply.wrongOffset = 30;
    reply.wrongExpected = 0x1e;
    reply.wrongActual = 0x4b;
    reply.data = Octets.of(data);
    start().reply(reply);
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.838 ms\n"
            + "wrong data byte #30 should be 0x1e but was 0x4b\n"
            + "#16\t10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 4b 1f \n"
            + "#32\t20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f \n"
            + "#48\t30 31 32 33 34 35 36 37 \n",
        lines());
  }

  @Test
  void wrongDataWhereIputilsHasItsStampIsShownToo() {
    Reply reply = run.reply(1, 838_000);
    reply.wrongOffset = 9;
    reply.wrongExpected = 9;
    reply.wrongActual = 0;
    reply.data = Octets.ofHex("0001020304050607080000");
    start().reply(reply);
    assertTrue(lines().endsWith("\n#0\t0 1 2 3 4 5 6 7 8 0 0 \n"), lines());
  }

  @Test
  void recordedRoutes() {
    Reply reply = run.reply(1, 87_000);
    reply.options = Octets.ofHex("01 07 27 0c cb007101 cb007102 " + "00000000".repeat(7));
    TextRenderer renderer = start();
    renderer.reply(reply);
    renderer.reply(reply);
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.087 ms\nNOP\n"
            + "RR: \t203.0.113.1\n\t203.0.113.2\n\n"
            + "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.087 ms\nNOP\t(same route)\n",
        lines());
  }

  @Test
  void recordedTimes() {
    Reply reply = run.reply(1, 87_000);
    reply.options = Octets.ofHex("44 14 15 20 0225b9d4 0225b9d5 8000000a 80000010");
    start().reply(reply);
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.087 ms\n"
            + "TS: \t36026836 absolute\n\t1\n\t10 absolute not-standard\n\t6 not-standard\n"
            + "Unrecorded hops: 2\n\n",
        lines());
  }

  @Test
  void recordedTimesWithAddresses() {
    Reply reply = run.reply(1, 87_000);
    reply.options = Octets.ofHex("44 14 0d 21 cb007101 0225b9d4 00000000 00000000 94040000");
    start().reply(reply);
    assertEquals(
        "64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.087 ms\n"
            + "TS: \t203.0.113.1\t36026836 absolute\nUnrecorded hops: 2\n\nunknown option 94\n",
        lines());
  }

  @ParameterizedTest
  @CsvSource({"07ff04", "0701", "07", "44ff", "4403", "0707ff01020304", "4404ffff", "830b"})
  void optionsThatLieAboutTheirLength(String hex) {
    Reply reply = run.reply(1, 87_000);
    reply.options = Octets.ofHex(hex);
    start().reply(reply);
    assertTrue(lines().startsWith("64 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.087 ms"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 0 | Destination Net Unreachable",
        "3 | 1 | Destination Host Unreachable",
        "3 | 2 | Destination Protocol Unreachable",
        "3 | 3 | Destination Port Unreachable",
        "3 | 4 | Frag needed and DF set (mtu = 1400)",
        "3 | 5 | Source Route Failed",
        "3 | 6 | Destination Net Unknown",
        "3 | 7 | Destination Host Unknown",
        "3 | 8 | Source Host Isolated",
        "3 | 9 | Destination Net Prohibited",
        "3 | 10 | Destination Host Prohibited",
        "3 | 11 | Destination Net Unreachable for Type of Service",
        "3 | 12 | Destination Host Unreachable for Type of Service",
        "3 | 13 | Packet filtered",
        "3 | 14 | Precedence Violation",
        "3 | 15 | Precedence Cutoff",
        "3 | 16 | Dest Unreachable, Bad Code: 16",
        "11 | 0 | Time to live exceeded",
        "11 | 1 | Frag reassembly time exceeded",
        "11 | 2 | Time exceeded, Bad Code: 2",
        "12 | 0 | Parameter problem: pointer = 20"
      })
  void errorsOfIpv4(int type, int code, String text) {
    IcmpError error = run.error(type, code);
    error.mtu = 1400;
    error.pointer = 20;
    start().icmpError(error);
    assertEquals("From 198.51.100.1 icmp_seq=2 " + text + "\n", lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 0 | Destination unreachable: No route",
        "1 | 1 | Destination unreachable: Administratively prohibited",
        "1 | 2 | Destination unreachable: Beyond scope of source address",
        "1 | 3 | Destination unreachable: Address unreachable",
        "1 | 4 | Destination unreachable: Port unreachable",
        "1 | 5 | Destination unreachable: Source address failed ingress/egress policy",
        "1 | 6 | Destination unreachable: Reject route to destination",
        "1 | 7 | Destination unreachable: Unknown code 7",
        "2 | 0 | Packet too big: mtu=1400",
        "3 | 0 | Time exceeded: Hop limit",
        "3 | 1 | Time exceeded: Defragmentation failure",
        "4 | 0 | Parameter problem: Wrong header field at 40",
        "4 | 1 | Parameter problem: Unknown header at 40",
        "4 | 2 | Parameter problem: Unknown option at 40"
      })
  void errorsOfIpv6(int type, int code, String text) {
    run.ipv6("2001:db8::1");
    IcmpError error = run.error(type, code);
    error.mtu = 1400;
    error.pointer = 40;
    start().icmpError(error);
    assertEquals("From 2001:db8::9 icmp_seq=2 " + text + "\n", lines());
  }

  @Test
  void redirectWithQuoteInVerboseRun() {
    run.flags = "v";
    run.datagram = false;
    IcmpError error = run.error(5, 1);
    error.counts = false;
    IpAddress gateway = Fixture.address("192.0.2.9");
    error.gatewayHigh = gateway.high();
    error.gatewayLow = gateway.low();
    error.quote = Octets.ofHex("45000054 49c84000 40016cdd c0000202 c0000201 0800");
    start().icmpError(error);
    assertEquals(
        "From 198.51.100.1: icmp_seq=2 Redirect Host(New nexthop: 192.0.2.9)\n"
            + "Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n"
            + " 4  5  00 0054 49c8   2 0000  40  01 6cdd 192.0.2.2  192.0.2.1 \n",
        lines());
  }

  @ParameterizedTest
  @CsvSource({"40", "4f000054", "4400005449c840004001", "''"})
  void quotesCutShortAddNothing(String hex) {
    run.flags = "v";
    IcmpError error = run.error(11, 0);
    error.quote = Octets.ofHex(hex);
    start().icmpError(error);
    assertEquals("From 198.51.100.1 icmp_seq=2 Time to live exceeded\n", lines());
  }

  @Test
  void errorsAboutNothingKnownAreForTheCurious() {
    IcmpError error = run.error(11, 0);
    error.sequence = 0;
    error.wireSequence = -1;
    start().icmpError(error);
    assertEquals("", lines());
    Fixture verbose = new Fixture();
    verbose.flags = "v";
    TextRenderer renderer = new TextRenderer(verbose.out, verbose.output(), HostNames.NONE);
    renderer.started(verbose.started());
    renderer.icmpError(error);
    assertTrue(verbose.text().endsWith("\nFrom 198.51.100.1: Time to live exceeded\n"));
  }

  @Test
  void refusedSends() {
    TextRenderer renderer = start();
    renderer.sendError(new SendError(0, 1, SendError.Cause.TOO_BIG, 90, "Message too long", 1400));
    renderer.sendError(
        new SendError(0, 2, SendError.Cause.NO_ROUTE, 101, "Network is unreachable", 0));
    assertEquals(
        "ping: local error: message too long, mtu=1400\nping: sendmsg: Network is unreachable\n",
        run.errorText());
    Fixture six = new Fixture();
    six.ipv6("2001:db8::1");
    TextRenderer other = new TextRenderer(six.out, six.output(), HostNames.NONE);
    other.started(six.started());
    other.sendError(new SendError(0, 1, SendError.Cause.TOO_BIG, 90, "Message too long", 1400));
    assertEquals("ping: local error: message too long, mtu: 1400\n", six.errorText());
  }

  @Test
  void floodDots() {
    run.flood = true;
    TextRenderer renderer = start();
    renderer.sent(1, 3);
    renderer.reply(run.reply(1, 30_000));
    renderer.icmpError(run.error(3, 3));
    Stray corrupt = run.stray(Stray.Kind.CORRUPT);
    corrupt.sequence = 3;
    renderer.stray(corrupt);
    renderer.sendError(new SendError(0, 4, SendError.Cause.TOO_BIG, 90, "Message too long", 0));
    renderer.finished(Fixture.figures().summary());
    assertTrue(lines().startsWith("...\b \b\bE\bCE\n--- 192.0.2.1 ping"), lines());
    assertEquals("", run.errorText());
  }

  @Test
  void quietKeepsHeaderAndSummary() {
    run.flags = "qaDO";
    run.pattern = Octets.ofHex("ff");
    TextRenderer renderer = start();
    renderer.sent(1, 1);
    renderer.reply(run.reply(1, 30_000));
    renderer.icmpError(run.error(3, 3));
    renderer.outstanding(1, 2, 3);
    renderer.sendError(new SendError(0, 1, SendError.Cause.TOO_BIG, 90, "Message too long", 1400));
    renderer.stray(run.stray(Stray.Kind.FOREIGN));
    renderer.finished(Fixture.figures().summary());
    assertEquals(
        "PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n"
            + BLOCK_3_2
            + "33.3333% packet loss, time 2003ms\n"
            + "rtt min/avg/max/mdev = 0.355/0.677/0.986/0.249 ms\n",
        run.text());
    assertEquals("", run.errorText());
  }

  @Test
  void audibleRingsBeforeTheLine() {
    run.flags = "a";
    start().reply(run.reply(1, 30_000));
    assertEquals("\00764 bytes from 192.0.2.1: icmp_seq=1 ttl=63 time=0.030 ms\n", lines());
  }

  @Test
  void statisticsWithEverything() {
    Fixture.Figures figures = Fixture.figures();
    figures.duplicates = 1;
    figures.corrupted = 1;
    figures.errors = 1;
    figures.pending = 2;
    figures.pipe = 3;
    figures.rate = true;
    figures.duration = 86_000;
    start().finished(figures.summary());
    assertEquals(
        BLOCK_3_2
            + "+1 duplicates, +1 corrupted, +1 errors, 33.3333% packet loss, time 0ms, pending 2\n"
            + "rtt min/avg/max/mdev = 0.355/0.677/0.986/0.249 ms, pipe 3, ipg/ewma 0.043/0.030"
            + " ms\n",
        lines());
  }

  @Test
  void statisticsWithNothing() {
    Fixture.Figures figures = Fixture.figures().nothingReceived();
    start().finished(figures.summary());
    assertEquals(
        "\n--- 192.0.2.1 ping statistics ---\n"
            + "3 packets transmitted, 0 received, 100% packet loss, time 2003ms\n\n",
        lines());
  }

  @Test
  void statisticsInDetail() {
    run.flags = "s";
    Fixture.Figures figures = Fixture.figures();
    figures.samples = 1;
    start().finished(figures.summary());
    assertTrue(
        lines()
            .endsWith(
                "\nrtt p50/p90/p99 = 0.351/0.811/0.970 ms, jitter 0.120 ms (RFC 3550: 0.101 ms),"
                    + " reordered 0, longest loss 1\n"
                    + "clock kernel 2, kernel-rx 0, monotonic 0; late 0, unsolicited 0, foreign 0,"
                    + " pending 0, kernel dropped 0\n"
                    + "round trips of 1 in 2 replies were measured\n"),
        lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | '' | false | path MTU not found",
        "1500 | '' | false | path MTU 1500 bytes",
        "1400 | 198.51.100.1 | false | path MTU 1400 bytes, named by 198.51.100.1",
        "1400 | '' | true | path MTU 1400 bytes, larger packets vanish without an answer"
      })
  void pathMtu(int mtu, String from, boolean blackHole, String text) {
    run.findMtu = true;
    Fixture.Figures figures = Fixture.figures();
    figures.pathMtu = mtu;
    figures.pathMtuFrom = from;
    figures.blackHole = blackHole;
    start().finished(figures.summary());
    assertTrue(lines().endsWith("/0.249 ms\n" + text + "\n"), lines());
  }

  @Test
  void figuresOnDemandGoToStderr() {
    Fixture.Figures figures = Fixture.figures();
    figures.transmitted = 4;
    figures.received = 4;
    figures.lost = 0;
    figures.roundTrips = new double[] {38_000, 55_000, 70_000, 1_000, 46_000};
    TextRenderer renderer = start();
    renderer.report(figures.summary(), true);
    renderer.report(Fixture.figures().nothingReceived().summary(), false);
    assertEquals(
        "\r4/4 packets, 0% loss, min/avg/ewma/max = 0.038/0.055/0.046/0.070 ms\n"
            + "\r0/3 packets, 100% loss\n",
        run.errorText());
  }

  @Test
  void nodesSayTheirNames() {
    run.ipv6("2001:db8::1");
    run.nodeQuery = new NodeQuery(NodeQuery.NODE_NAME, 0, -1, "");
    Reply reply = run.reply(1, 30_000);
    reply.length = 40;
    TextRenderer renderer = start();
    reply.node =
        new NodeAnswer(
            0, NodeQuery.NODE_NAME, List.of("a.example.", "b\033"), List.of(), false, -1);
    renderer.reply(reply);
    reply.node =
        new NodeAnswer(
            0,
            NodeQuery.NODE_ADDRESSES,
            List.of(),
            List.of(Fixture.address("2001:db8::1"), Fixture.address("2001:db8::2")),
            true,
            -1);
    renderer.reply(reply);
    reply.node = new NodeAnswer(1, NodeQuery.NODE_NAME, List.of(), List.of(), false, -1);
    renderer.reply(reply);
    reply.node = new NodeAnswer(0, 9, List.of(), List.of(), false, -1);
    renderer.reply(reply);
    String from = "40 bytes from 2001:db8::1:";
    assertEquals(
        from
            + " a.example., b\\033; seq=1; ttl=63\n"
            + (from + " 2001:db8::1, 2001:db8::2 (truncated); seq=1; ttl=63\n")
            + (from + " refused; seq=1; ttl=63\n")
            + (from + " unknown qtype(0x09); seq=1; ttl=63\n"),
        lines());
  }

  @Test
  void answersToOtherProcessesAreNobodysBusiness() {
    run.flags = "v";
    start().stray(run.stray(Stray.Kind.FOREIGN));
    assertEquals("", lines());
  }

  @Test
  void aCorruptErrorIsNoReply() {
    TextRenderer renderer = start();
    Stray corrupt = run.stray(Stray.Kind.CORRUPT);
    corrupt.sequence = 1;
    corrupt.type = 3;
    renderer.stray(corrupt);
    assertEquals("", lines());
    corrupt.type = 0;
    renderer.stray(corrupt);
    assertEquals("64 bytes from 192.0.2.1: icmp_seq=7 ttl=63 (BAD CHECKSUM!)\n", lines());
  }

  @Test
  void linkLocalSendersAreShownWithTheDeviceTheyWereHeardOn() {
    run.ipv6("2001:db8::1");
    TextRenderer renderer = start();
    IcmpError error = run.error(1, 0);
    error.fromHigh = 0xfe80L << 48;
    error.fromLow = 1;
    error.fromZone = "veth0";
    renderer.icmpError(error);
    error.fromZone = "veth1";
    renderer.icmpError(error);
    assertEquals(
        "From fe80::1%veth0 icmp_seq=2 Destination unreachable: No route\n"
            + "From fe80::1%veth1 icmp_seq=2 Destination unreachable: No route\n",
        lines());
  }

  @Test
  void strangersAreForTheCurious() {
    run.flags = "v";
    TextRenderer renderer = start();
    Stray stray = run.stray(Stray.Kind.FOREIGN);
    stray.type = 14;
    renderer.stray(stray);
    stray.kind = Stray.Kind.CORRUPT;
    stray.identifier = -1;
    stray.wireSequence = -1;
    renderer.stray(stray);
    assertEquals(
        "From 192.0.2.1: Timestamp Reply ident=99 icmp_seq=7\n"
            + "From 192.0.2.1: Timestamp Reply (BAD CHECKSUM)\n",
        lines());
  }

  @Test
  void textWaitsASecondAtMost() {
    TextRenderer renderer = start();
    assertEquals(1_000_000_000L, renderer.waiting(0, 5_000_000_000L));
    assertEquals("", run.stdout.toString(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(5_000_000_000L, renderer.waiting(1_000_000_000L, 5_000_000_000L));
    assertTrue(run.stdout.size() > 0);
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, q"})
  void nothingIsAllocatedForAProbe(boolean flood, String flags) {
    run.flood = flood;
    run.flags = flags;
    StandardOutput out =
        new StandardOutput(
            "ping", OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
    TextRenderer renderer = new TextRenderer(out, run.output(), HostNames.NONE);
    renderer.started(run.started());
    Reply reply = run.reply(1, 30_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 20_000; i++) {
      if (i == 10_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      renderer.sent(i, 1);
      reply.sequence = i;
      renderer.reply(reply);
      renderer.waiting(i, i + 10_000_000L);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 10_000, () -> allocated + " octets for 10000 probes");
  }
}
