// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Octets nobody meant: random ones and packets with random damage. A parse either succeeds, and
 * then emits what it consumed, or fails with {@link MalformedPacketException}; a read behind the
 * limit would be an {@link IndexOutOfBoundsException}.
 */
class HostileOctetsTest {
  private static final int CASES = 20_000;

  /** A parse of any header. */
  private interface Parser {
    Consumer<ByteBuffer> parse(ByteBuffer in) throws MalformedPacketException;
  }

  /**
   * Runs every case, behind and in front of other octets that must not be read; returns successes.
   */
  private static int attack(long seed, Parser parser) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer backing = ByteBuffer.allocateDirect(256);
    ByteBuffer out = ByteBuffer.allocate(4096);
    int successes = 0;
    for (int i = 0; i < CASES; i++) {
      for (int at = 0; at < 256; at += 8) {
        backing.putLong(at, random.nextLong());
      }
      int offset = random.nextInt(40);
      if (i % 4 != 0) {
        // a plausible first octet and small lengths let the parse get further
        BigEndian.putOctet(backing, offset, 0x40 | 5 + random.nextInt(11));
        BigEndian.putOctet(backing, offset + 1, random.nextInt(6));
        BigEndian.putOctet(backing, offset + 12, (5 + random.nextInt(11)) << 4);
      }
      ByteBuffer in = backing.slice(offset, random.nextInt(120));
      try {
        Consumer<ByteBuffer> emitter = parser.parse(in);
        successes++;
        out.clear();
        emitter.accept(out);
        Octets consumed = Octets.rest(in.duplicate().flip());
        assertEquals(consumed, Octets.rest(out.flip()));
      } catch (MalformedPacketException e) {
        assertEquals(0, in.position(), e.getMessage());
      }
    }
    return successes;
  }

  @Test
  void headers() {
    assertTrue(attack(1, in -> Ipv4Header.parse(in)::emit) > 20);
    assertTrue(attack(2, in -> Ipv4Header.parseLeniently(in)::emit) > 2000);
    assertTrue(attack(3, in -> Ipv6Header.parse(in)::emit) > 2000);
    assertTrue(attack(4, in -> UdpHeader.parse(in)::emit) > 2000);
    assertTrue(attack(5, in -> TcpHeader.parse(in)::emit) > 20);
    assertTrue(attack(6, in -> TcpHeader.parseLeniently(in)::emit) > 2000);
  }

  @Test
  void extensionHeaders() {
    int[] types = {
      IpProtocol.HOP_BY_HOP,
      IpProtocol.DESTINATION_OPTIONS,
      IpProtocol.ROUTING,
      IpProtocol.FRAGMENT,
      IpProtocol.AH
    };
    for (int type : types) {
      assertTrue(attack(type, in -> Ipv6Extension.parse(type, in, false)::emit) > 20, "" + type);
      assertTrue(attack(type, in -> Ipv6Extension.parse(type, in, true)::emit) > 2000, "" + type);
    }
  }

  @Test
  void walksAndQuotes() {
    SplittableRandom random = new SplittableRandom(7);
    ByteBuffer backing = ByteBuffer.allocateDirect(256);
    int[] chain = {0, 60, 43, 44, 51, 17, 6, 58, 59};
    int found = 0;
    for (int i = 0; i < CASES; i++) {
      for (int at = 0; at < 256; at += 8) {
        // mostly small numbers: many headers are short and announce another
        backing.putLong(at, random.nextLong() & 0x0f01_0f01_0f01_0f01L);
      }
      backing.put(0, (byte) (random.nextBoolean() ? 0x60 : 0x40 | random.nextInt(16)));
      for (int at = 40; at < 200; at += 8) {
        backing.put(at, (byte) chain[random.nextInt(chain.length)]);
      }
      int length = random.nextInt(200);
      ByteBuffer in = backing.slice(0, length);
      QuotedDatagram quote = QuotedDatagram.parse(in);
      assertEquals(length, quote.octets().length());
      int transport = quote.transportOffset();
      assertTrue(transport >= -1 && transport < Math.max(length, 1));
      if (transport >= 0) {
        found++;
      }
      if (length > 0) {
        int next = chain[i % chain.length];
        Ipv6Chain parsed = Ipv6Chain.parse(next, in.position(0));
        long walk = Ipv6Chain.walk(in, next, 0, length);
        assertEquals(parsed.end(), Ipv6Chain.end(walk));
        assertEquals(parsed.protocol(), Ipv6Chain.protocol(walk));
        assertEquals(in.position(), Ipv6Chain.offset(walk));
      }
    }
    assertTrue(found > 1000, "found " + found);
  }
}
