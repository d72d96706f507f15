// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.PacketBatch;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.TcpOption;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probes against octets of other makers, and against quotes of every kind. */
class TraceProbeTest {
  private static final IpAddress SOURCE = IpAddress.ofIpv4(0xc000020a);
  private static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  private static final IpAddress SOURCE6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x10);
  private static final IpAddress TARGET6 = IpAddress.ofColumns(0x20010db8_00000009L, 9);
  private static final int TOKEN = 0x1235;

  private static ProbeHeader header(boolean ipv4) {
    return new ProbeHeader(
        ipv4 ? SOURCE : SOURCE6,
        ipv4 ? TARGET : TARGET6,
        ipv4 ? TARGET : TARGET6,
        16,
        ipv4 ? 0 : 77,
        false,
        List.of(),
        null);
  }

  private static Tokens tokens() {
    return new Tokens(TOKEN - 1);
  }

  private static UdpProbe udp(boolean ipv4) {
    return udp(ipv4, UdpProbe.Carrier.CHECKSUM);
  }

  private static UdpProbe udp(boolean ipv4, UdpProbe.Carrier carrier) {
    UdpProbe probe = new UdpProbe(header(ipv4), tokens(), 54_321, 33_434, carrier);
    probe.length(ipv4 ? 60 : 80);
    return probe;
  }

  private static TcpProbe tcp(boolean ipv4, List<TcpOption> options) {
    TcpProbe probe =
        new TcpProbe(header(ipv4), tokens(), 54_321, 80, 0x5678, TcpHeader.SYN, options);
    probe.length(60);
    return probe;
  }

  private static TraceProbe sized(TraceProbe probe, int length) {
    probe.length(length);
    return probe;
  }

  /** A probe, and the packet of index 0 with TTL 7 as scapy 2.5 makes it. */
  record Golden(String name, TraceProbe probe, String hex) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Octets by scapy 2.5; what it has no layer for (UDP-Lite, DCCP) by struct and a checksum of
   * Python. The word that makes up for the token was found by trying all of them.
   */
  static List<Golden> golden() {
    return List.of(
        new Golden(
            "udp4",
            udp(true),
            "4510003c123500000711a358c000020acb007109d431829a0028123586531235000000000000"
                + "00000000000000000000000000000000000000000000"),
        new Golden(
            "udp6",
            udp(false),
            "6100004d0028110720010db800000000000000000000001020010db800000009000000000000"
                + "0009d431829a0028123528d41235000000000000000000000000000000000000000000000000"
                + "00000000"),
        new Golden(
            "icmp4",
            sized(new EchoTraceProbe(header(true), tokens(), 0x4d2, 3), 60),
            "4510003c123500000701a368c000020acb0071090800f32a04d21235edca0003000000000000"
                + "00000000000000000000000000000000000000000000"),
        new Golden(
            "icmp6",
            sized(new EchoTraceProbe(header(false), tokens(), 0x4d2, 3), 80),
            "6100004d00283a0720010db800000000000000000000001020010db800000009000000000000"
                + "000980001f3404d21235edca0003000000000000000000000000000000000000000000000000"
                + "00000000"),
        new Golden(
            "tcp4",
            tcp(
                true,
                List.of(
                    new TcpOption.MaximumSegmentSize(1460),
                    new TcpOption.SackPermitted(),
                    new TcpOption.Timestamps(1000, 0),
                    new TcpOption.NoOperation(),
                    new TcpOption.WindowScale(7))),
            "4510003c123500000706a363c000020acb007109d43100501235567900000000a002faf00de3"
                + "0000020405b40402080a000003e80000000001030307"),
        new Golden(
            "tcp6",
            tcp(false, List.of(new TcpOption.MaximumSegmentSize(1440))),
            "6100004d0018060720010db800000000000000000000001020010db800000009000000000000"
                + "0009d431005012355679000000006002faf004860000020405a0"),
        new Golden(
            "udplite4",
            sized(new UdpLiteProbe(header(true), tokens(), 54_321, 53, 8), 60),
            "4510003c123500000788a2e1c000020acb007109d431003500082ccc00001235000000000000"
                + "00000000000000000000000000000000000000000000"),
        new Golden(
            "udplite4c10",
            sized(new UdpLiteProbe(header(true), tokens(), 54_321, 53, 10), 60),
            "4510003c123500000788a2e1c000020acb007109d4310035000a12351a951235000000000000"
                + "00000000000000000000000000000000000000000000"),
        new Golden(
            "dccp4",
            sized(new DccpProbe(header(true), tokens(), 54_321, 33_434, 1_885_957_735), 60),
            "45100028123500000721a35cc000020acb007109d431829a0500123501000000a1ae12357069"
                + "6e67"),
        new Golden(
            "raw4",
            sized(new RawProtocolProbe(header(true), tokens(), 253), 60),
            "4510003c1235000007fda26cc000020acb007109123500000000000000000000000000000000"
                + "00000000000000000000000000000000000000000000"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void octetsOfAnotherMaker(Golden golden) {
    assertEquals(golden.hex, hex(packet(golden.probe, 0, 7)));
  }

  /**
   * Whatever routers choose a path by stays: addresses, protocol, the first four octets, length.
   */
  @ParameterizedTest
  @MethodSource("golden")
  void oneFlow(Golden golden) {
    int at = golden.probe.leastLength() == 0 ? 0 : golden.hex.startsWith("4") ? 20 : 40;
    byte[] first = packet(golden.probe, 0, 1);
    boolean icmp = golden.name.startsWith("icmp");
    for (int index = 1; index < 200; index++) {
      byte[] next = packet(golden.probe, index, 1 + index % 255);
      assertEquals(first.length, next.length);
      for (int i = at; i < at + 4 && golden.probe.isFlowStable(); i++) {
        if (!golden.name.startsWith("raw")) {
          assertEquals(first[i], next[i], () -> "octet");
        }
      }
      if (icmp) { // its checksum is what they take for ports
        assertEquals(
            hex(first).substring(2 * at, 2 * at + 8), hex(next).substring(2 * at, 2 * at + 8));
      }
      assertNotEquals(hex(first), hex(next));
    }
  }

  /**
   * Each probe is found again in a quote of eight octets behind the IP header, and in a whole one.
   */
  @ParameterizedTest
  @MethodSource("golden")
  void quotes(Golden golden) {
    TraceMatch match = new TraceMatch(golden.probe);
    boolean ipv4 = golden.hex.startsWith("4");
    for (int index : new int[] {0, 1, 77, 500}) {
      byte[] sent = packet(golden.probe, index, 9);
      for (int octets : new int[] {(ipv4 ? 20 : 40) + 8, sent.length}) {
        if (golden.name.equals("udplite4") && octets < sent.length && !ipv4) {
          continue;
        }
        PacketBatch in = error(ipv4, 11, 0, sent, octets);
        assertEquals(TraceMatch.ERROR, match.judge(in, 0, ipv4 ? 1 : 58), golden.name);
        assertEquals(index, match.index());
        assertEquals(0, match.differences());
        assertEquals(9, match.quotedTimeToLive());
        assertEquals(16, match.quotedTrafficClass());
        assertEquals(octets, match.quotedOctets());
        assertEquals(AnswerKind.TIME_EXCEEDED, match.kind());
      }
    }
  }

  @Test
  void rewrittenQuotesAreNoted() {
    UdpProbe probe = udp(true);
    TraceMatch match = new TraceMatch(probe);
    byte[] sent = packet(probe, 3, 1);
    byte[] source = sent.clone();
    source[15] ^= 1;
    assertEquals(TraceMatch.SOURCE, differences(match, source));
    byte[] port = sent.clone();
    port[20] ^= 1;
    assertEquals(TraceMatch.PORTS, differences(match, port));
    byte[] both = port.clone();
    both[22] ^= 1;
    assertEquals(TraceMatch.FOREIGN, match.judge(error(true, 11, 0, both, 60), 0, 1));
    byte[] length = sent.clone();
    length[3] ^= 1;
    assertEquals(TraceMatch.LENGTH, differences(match, length));
    byte[] number = sent.clone();
    number[4] ^= 1;
    assertEquals(TraceMatch.TOKEN, differences(match, number));
    assertEquals(3, match.index());
    byte[] checksum = sent.clone();
    checksum[26] ^= 1;
    assertEquals(TraceMatch.TOKEN, differences(match, checksum));
    assertEquals(3, match.index());
    byte[] bothTokens = checksum.clone();
    bothTokens[4] ^= 1;
    assertEquals(TraceMatch.FOREIGN, match.judge(error(true, 11, 0, bothTokens, 60), 0, 1));
    byte[] target = sent.clone();
    target[19] ^= 1;
    assertEquals(TraceMatch.FOREIGN, match.judge(error(true, 11, 0, target, 60), 0, 1));
  }

  private static int differences(TraceMatch match, byte[] quote) {
    assertEquals(TraceMatch.ERROR, match.judge(error(true, 11, 0, quote, quote.length), 0, 1));
    return match.differences();
  }

  /** A translator that changes address and checksum leaves the identification to tell by. */
  @Test
  void translatedChecksumThatIsAnotherProbesToken() {
    UdpProbe probe = udp(true);
    TraceMatch match = new TraceMatch(probe);
    for (int index = 0; index < 50; index++) {
      packet(probe, index, 1);
    }
    byte[] quote = packet(probe, 7, 1);
    quote[15] ^= 2;
    quote[27] = (byte) (quote[27] + 5);
    PacketBatch in = error(true, 11, 0, quote, 28);
    assertEquals(TraceMatch.ERROR, match.judge(in, 0, 1));
    assertEquals(7, match.index());
  }

  @Test
  void dublinCarriers() {
    UdpProbe number = udp(true, UdpProbe.Carrier.IDENTIFICATION);
    TraceMatch numberMatch = new TraceMatch(number);
    byte[] one = packet(number, 1, 1);
    byte[] two = packet(number, 2, 1);
    assertEquals(hex(one).substring(40), hex(two).substring(40), "the datagrams are all alike");
    assertEquals(TraceMatch.ERROR, numberMatch.judge(error(true, 11, 0, two, 28), 0, 1));
    assertEquals(2, numberMatch.index());
    UdpProbe length = udp(false, UdpProbe.Carrier.LENGTH);
    TraceMatch lengthMatch = new TraceMatch(length);
    assertEquals(80, packet(length, 0, 1).length);
    byte[] longer = packet(length, 5, 1);
    assertEquals(85, longer.length);
    assertEquals(TraceMatch.ERROR, lengthMatch.judge(error(false, 3, 0, longer, 48), 0, 58));
    assertEquals(5, lengthMatch.index());
    UdpProbe ports = udp(true, UdpProbe.Carrier.PORT);
    TraceMatch portsMatch = new TraceMatch(ports);
    byte[] wrapped = packet(ports, 102, 1);
    assertEquals(33_435, ByteBuffer.wrap(wrapped).getShort(22) & 0xffff);
    assertEquals(TraceMatch.ERROR, portsMatch.judge(error(true, 11, 0, wrapped, 28), 0, 1));
    assertEquals(102, portsMatch.index());
    assertEquals(0, portsMatch.differences());
  }

  @Test
  void tcpAnswers() {
    TcpProbe probe = tcp(true, List.of());
    TraceMatch match = new TraceMatch(probe);
    long sequence = Integer.toUnsignedLong(ByteBuffer.wrap(packet(probe, 4, 1)).getInt(24));
    ByteBuffer answer = ByteBuffer.allocate(20);
    new TcpHeader(80, 54_321, 99, sequence + 1, TcpHeader.SYN | TcpHeader.ACK, 0, List.of())
        .emit(answer);
    PacketBatch in = reply(answer.array());
    assertEquals(TraceMatch.REPLY, match.judge(in, 0, 6));
    assertEquals(4, match.index());
    assertEquals(AnswerKind.TCP_SYN_ACK, match.kind());
    assertEquals(0x12, match.tcpFlags());
    answer.put(13, (byte) 0x14);
    assertEquals(TraceMatch.REPLY, match.judge(reply(answer.array()), 0, 6));
    assertEquals(AnswerKind.TCP_RESET, match.kind());
    answer.put(13, (byte) 0x02);
    assertEquals(TraceMatch.FOREIGN, match.judge(reply(answer.array()), 0, 6), "a SYN is none");
    answer.put(13, (byte) 0x12).putInt(8, (int) sequence + 100);
    assertEquals(TraceMatch.FOREIGN, match.judge(reply(answer.array()), 0, 6));
  }

  /** No octets that a stranger may send make the judgement fail. */
  @Test
  void hostileQuotes() {
    SplittableRandom random = new SplittableRandom(20_261_125);
    List<Golden> all = golden();
    int matched = 0;
    for (int round = 0; round < 10_000; round++) {
      Golden golden = all.get(random.nextInt(all.size()));
      boolean ipv4 = golden.hex.startsWith("4");
      byte[] quote = packet(golden.probe, random.nextInt(50), 1);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        quote[random.nextInt(quote.length)] = (byte) random.nextInt(256);
      }
      PacketBatch in =
          error(
              ipv4,
              random.nextInt(140),
              random.nextInt(256),
              quote,
              random.nextInt(quote.length + 1));
      in.length[0] = random.nextInt(in.length[0] + 1);
      in.content[0] = random.nextInt(8) == 0 ? random.nextInt(5) : in.content[0];
      in.kind[0] = random.nextInt(8) == 0 ? PacketBatch.ERROR : in.kind[0];
      TraceMatch match = new TraceMatch(golden.probe);
      int verdict = match.judge(in, 0, ipv4 ? 1 : 58);
      assertTrue(verdict >= TraceMatch.FOREIGN && verdict <= TraceMatch.ERROR);
      matched += verdict == TraceMatch.ERROR && match.index() >= 0 ? 1 : 0;
    }
    assertTrue(matched > 50, "some of it is still ours");
  }

  /** Whatever else of a protocol comes from the target, and requests of anybody, answer nothing. */
  @Test
  void barePacketsAreAnsweredByErrorsOnly() {
    RawProtocolProbe probe = new RawProtocolProbe(header(true), tokens(), 1);
    packet(probe, 0, 1);
    TraceMatch match = new TraceMatch(probe);
    for (int type : new int[] {0, 8, 13}) {
      byte[] message = new byte[16];
      message[0] = (byte) type;
      assertEquals(TraceMatch.FOREIGN, match.judge(reply(message), 0, 1));
    }
  }

  @Test
  void matchingAllocatesNothing() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    UdpProbe probe = udp(true);
    TraceMatch match = new TraceMatch(probe);
    PacketBatch in = error(true, 11, 0, packet(probe, 3, 1), 60);
    for (int i = 0; i < 20_000; i++) {
      match.judge(in, 0, 1);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20_000; i++) {
      match.judge(in, 0, 1);
    }
    long octets = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(octets < 20_000, () -> octets + " octets for 20000 quotes");
  }

  private static byte[] packet(TraceProbe probe, int index, int timeToLive) {
    PacketBatch out = new PacketBatch(1, 2000);
    probe.write(out, 0, index, timeToLive);
    byte[] octets = new byte[out.length[0]];
    out.octets.get(out.start[0], octets);
    return octets;
  }

  private static String hex(byte[] octets) {
    return Octets.of(octets).toString();
  }

  /** An ICMP error with so many octets of a quote, as a raw socket of its family brings it. */
  private static PacketBatch error(boolean ipv4, int type, int code, byte[] quote, int octets) {
    ByteBuffer message = ByteBuffer.allocate(8 + octets);
    int errorType = !ipv4 && type == 11 ? 3 : type;
    message.put(0, (byte) errorType).put(1, (byte) code).put(8, quote, 0, octets);
    if (ipv4) {
      int sum = InternetChecksum.fold(InternetChecksum.add(0, message, 0, message.capacity()));
      message.putShort(2, (short) sum);
    }
    return arrived(ipv4, 1, message.array(), IpAddress.ofIpv4(0xc6336401));
  }

  private static PacketBatch reply(byte[] transport) {
    return arrived(true, 6, transport, TARGET);
  }

  private static PacketBatch arrived(boolean ipv4, int protocol, byte[] octets, IpAddress from) {
    PacketBatch in = new PacketBatch(1, 2000);
    int header = ipv4 ? 20 : 0;
    if (ipv4) {
      in.octets.put(0, (byte) 0x45).put(9, (byte) protocol);
    }
    in.octets.put(header, octets);
    in.start[0] = 0;
    in.length[0] = header + octets.length;
    in.kind[0] = PacketBatch.PACKET;
    in.content[0] = ipv4 ? PacketBatch.IP : PacketBatch.TRANSPORT;
    in.addressHigh[0] = from.high();
    in.addressLow[0] = from.low();
    in.count = 1;
    return in;
  }
}
