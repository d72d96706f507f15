// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.net.ReplyFilter;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Echo on loopback by each kind of ICMP socket. */
class LoopbackIT {
  private static final int IDENTIFIER = 0x5a5a;
  private LinuxNetwork network;

  @BeforeEach
  void open() throws IOException {
    network = new LinuxNetwork();
  }

  @AfterEach
  void close() throws IOException {
    network.close();
  }

  record Way(Kind kind, IpFamily family) {
    int protocol() {
      return family == IpFamily.IPV4 ? 1 : 58;
    }

    IpAddress loopback() {
      return family == IpFamily.IPV4
          ? IpAddress.ofIpv4(0x7f000001)
          : new IpAddress(IpFamily.IPV6, 0, 1);
    }

    ChannelSpec.Builder spec() {
      return ChannelSpec.builder(kind, family, protocol())
          .filter(kind == Kind.RAW ? ReplyFilter.own(IDENTIFIER) : ReplyFilter.ALL);
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way(Kind.ICMP_DATAGRAM, IpFamily.IPV4),
        new Way(Kind.ICMP_DATAGRAM, IpFamily.IPV6),
        new Way(Kind.RAW, IpFamily.IPV4),
        new Way(Kind.RAW, IpFamily.IPV6));
  }

  private Channel open(ChannelSpec spec) throws IOException {
    try {
      return network.open(spec);
    } catch (NotPermittedException e) {
      return abort(e.getMessage());
    }
  }

  private long in(long millis) {
    return network.time().nanos() + millis * 1_000_000;
  }

  private static int identifier(Channel channel) {
    int own = channel.capabilities().identifier();
    return own >= 0 ? own : IDENTIFIER;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRequestIsAnswered(Way way) throws IOException {
    Channel channel = open(way.spec().stamps(Stamps.BOTH).build());
    PacketBatch out = network.batch(4, 128);
    PacketBatch in = network.batch(8, 128);
    for (int i = 0; i < 4; i++) {
      Echo.request(out, i, way.loopback(), 60 + i, i * 4, identifier(channel), 100 + i, 56);
    }
    out.count = 4;
    long before = network.time().epochNanos();
    assertEquals(4, channel.send(out, 0));
    long[] left = new long[4];
    int answers = 0;
    long deadline = in(2000);
    while (answers < 4 && network.receive(in, deadline) > 0) {
      for (int i = 0; i < in.count; i++) {
        if (in.kind[i] == PacketBatch.TRANSMITTED) {
          left[(int) in.number[i]] = in.time[i];
        }
      }
      for (int i = 0; i < in.count; i++) {
        if (in.kind[i] != PacketBatch.PACKET) {
          continue;
        }
        assertEquals(way.family() == IpFamily.IPV4 ? 0 : 129, Echo.type(in, i));
        assertEquals(identifier(channel), Echo.identifier(in, i));
        int sequence = Echo.sequence(in, i) - 100;
        assertEquals(64, in.hopLimit[i]);
        assertEquals(way.loopback(), IpAddress.ofColumns(in.addressHigh[i], in.addressLow[i]));
        assertEquals(1, in.scope[i]);
        assertEquals(PacketBatch.KERNEL, in.clock[i]);
        assertTrue(left[sequence] > before && in.time[i] >= left[sequence]);
        answers++;
      }
    }
    assertEquals(4, answers);
    for (int i = 0; i < 4; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i]);
      assertEquals(i, out.number[i]);
    }
    assertEquals(0, channel.dropped());
  }
}
