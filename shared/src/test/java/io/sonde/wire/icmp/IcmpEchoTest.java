// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sonde.wire.Derived;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IcmpEchoTest {
  private static final PseudoHeader LOOPBACK =
      new PseudoHeader(new IpAddress(IpFamily.IPV6, 0, 1), new IpAddress(IpFamily.IPV6, 0, 1), 58);

  private static Octets emitted(IcmpEcho echo, PseudoHeader pseudoHeader, Octets data) {
    ByteBuffer out = ByteBuffer.allocate(IcmpEcho.LENGTH + data.length());
    echo.emit(out, pseudoHeader, data.buffer(), Derived.ALL);
    return Octets.of(out.array());
  }

  @Test
  void requestOfIcmpIsWhatScapySends() {
    // raw(ICMP(id=0x1234, seq=7) / b'hello') of scapy 2.5.0
    assertEquals(
        Octets.ofHex("0800 a1f2 1234 0007 68656c6c6f"),
        emitted(IcmpEcho.request(IpFamily.IPV4, 0x1234, 7), LOOPBACK, Octets.ofHex("68656c6c6f")));
  }

  @Test
  void replyOfIcmpv6IsWhatScapySends() {
    // raw(IPv6(src='::1', dst='::1') / ICMPv6EchoReply(id=0x1234, seq=7, data=b'hello'))[40:]
    assertEquals(
        Octets.ofHex("8100 28a9 1234 0007 68656c6c6f"),
        emitted(IcmpEcho.reply(IpFamily.IPV6, 0x1234, 7), LOOPBACK, Octets.ofHex("68656c6c6f")));
  }

  @Test
  void withoutPseudoHeaderTheChecksumOfIcmpv6IsTheRecords() {
    IcmpEcho echo = new IcmpEcho(new IcmpHeader(IpFamily.IPV6, 128, 0, 0xdead), 1, 1);
    ByteBuffer out = ByteBuffer.allocate(8);
    echo.emit(out, null, ByteBuffer.allocate(0), Derived.ALL);
    assertEquals(Octets.ofHex("8000 dead 0001 0001"), Octets.of(out.array()));
  }

  @Test
  void dataStaysInTheBuffer() throws MalformedPacketException {
    ByteBuffer in = ByteBuffer.wrap(Octets.ofHex("ffff 0800 a1be 1234 fffe 6869").toByteArray());
    in.position(2).order(ByteOrder.LITTLE_ENDIAN);
    IcmpEcho echo = (IcmpEcho) IcmpMessage.parse(IpFamily.IPV4, in);
    assertEquals(new IcmpHeader(IpFamily.IPV4, 8, 0, 0xa1be), echo.header());
    assertEquals(0x1234, echo.identifier());
    assertEquals(0xfffe, echo.sequence());
    assertEquals(2, in.remaining());
    assertEquals(ByteOrder.LITTLE_ENDIAN, in.order());
  }

  @Test
  void patchingKeepsTheChecksumRight() {
    SplittableRandom random = new SplittableRandom(1624);
    for (int round = 0; round < 20_000; round++) {
      byte[] octets = new byte[8 + random.nextInt(16)];
      random.nextBytes(octets);
      int offset = random.nextInt(octets.length - 7);
      int length = octets.length - offset;
      octets[offset] = 8;
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      buffer.putShort(offset + 2, (short) 0);
      buffer.putShort(offset + 2, (short) sum(buffer, offset, length));
      buffer.order(round % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int sequence = random.nextInt(1 << 17);
      int identifier = random.nextInt(3) * 0x7fff;
      IcmpEcho.patchSequence(buffer, offset, sequence);
      IcmpEcho.patchIdentifier(buffer, offset, identifier);
      assertEquals(sequence & 0xffff, IcmpEcho.sequenceAt(buffer, offset));
      assertEquals(identifier, IcmpEcho.identifierAt(buffer, offset));
      assertEquals(8, IcmpEcho.typeAt(buffer, offset));
      int patched = IcmpEcho.checksumAt(buffer, offset);
      buffer.order(ByteOrder.BIG_ENDIAN).putShort(offset + 2, (short) 0);
      assertEquals(sum(buffer, offset, length), patched);
    }
  }

  @Test
  void accessorsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer buffer = ByteBuffer.allocateDirect(64).put(2, (byte) 8);
    long before = 0;
    int seen = 0;
    for (int round = 0; round < 110_000; round++) {
      if (round == 10_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      IcmpEcho.patchSequence(buffer, 2, round);
      IcmpEcho.patchIdentifier(buffer, 2, round >>> 4);
      seen += IcmpEcho.typeAt(buffer, 2) + IcmpEcho.codeAt(buffer, 2);
      seen += IcmpEcho.sequenceAt(buffer, 2) == (round & 0xffff) ? 1 : 0;
      seen += IcmpExtensions.originalDatagramLength(IpFamily.IPV4, 0, buffer, 10, 64) - 54;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(110_000 * 9, seen);
    assertTrue(allocated < 10_000, "octets allocated: " + allocated);
  }

  private static int sum(ByteBuffer buffer, int offset, int length) {
    return InternetChecksum.fold(InternetChecksum.add(0, buffer, offset, length));
  }
}
