// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The Internet checksum against the RFCs' own examples and a sum written the slow way. */
class InternetChecksumTest {
  private static ByteBuffer octets(String hex) {
    return ByteBuffer.wrap(Octets.ofHex(hex).toByteArray());
  }

  /** RFC 1071 section 4.1, one word at a time. */
  private static int slow(ByteBuffer buffer, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = BigEndian.octet(buffer, offset + i);
      sum += i % 2 == 0 ? octet << 8 : octet;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  @Test
  void exampleOfRfc1071Section3() {
    // the sum is ddf2, so the checksum is 220d
    ByteBuffer in = octets("00 01 f2 03 f4 f5 f6 f7");
    assertEquals(0x220d, InternetChecksum.fold(InternetChecksum.add(0, in, 0, 8)));
    in.order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0x220d, InternetChecksum.fold(InternetChecksum.add(0, in, 0, 8)));
  }

  @Test
  void exampleOfRfc1624Section4() {
    // the word 0x5555 becomes 0x3285; by equation 2 the result would be 0xffff
    assertEquals(0x0000, InternetChecksum.update(0xdd2f, 0x5555, 0x3285));
  }

  @Test
  void allZerosAndAllOnes() {
    assertEquals(0xffff, InternetChecksum.fold(0));
    assertEquals(0, InternetChecksum.fold(0xffff));
    assertEquals(0, InternetChecksum.fold(0xffff_ffffL));
    assertEquals(
        0xffff, InternetChecksum.fold(InternetChecksum.add(0, ByteBuffer.allocate(9), 0, 9)));
    assertEquals(0, InternetChecksum.fold(InternetChecksum.add(0, octets("ffff ffff ffff"), 0, 6)));
    assertEquals(0x00ff, InternetChecksum.fold(InternetChecksum.add(0, octets("ff"), 0, 1)));
    assertEquals(0xffff, InternetChecksum.fold(InternetChecksum.add(0, octets("ff"), 0, 0)));
  }

  @Test
  void everyRunEqualsTheSlowSum() {
    SplittableRandom random = new SplittableRandom(1071);
    for (int round = 0; round < 20_000; round++) {
      byte[] data = new byte[random.nextInt(1, 120)];
      random.nextBytes(data);
      if (round % 3 == 0) {
        java.util.Arrays.fill(data, (byte) (round % 2 == 0 ? 0xff : 0));
      }
      ByteBuffer in = round % 2 == 0 ? ByteBuffer.wrap(data) : direct(data);
      in.order(round % 5 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int offset = random.nextInt(data.length);
      int length = random.nextInt(data.length - offset + 1);
      int split = random.nextInt(length + 1) & ~1;
      long sum = InternetChecksum.add(0, in, offset, split);
      sum = InternetChecksum.add(sum, in, offset + split, length - split);
      assertEquals(slow(in, offset, length), InternetChecksum.fold(sum));
      assertEquals(0, in.position());
    }
  }

  private static ByteBuffer direct(byte[] data) {
    return ByteBuffer.allocateDirect(data.length).put(data).flip();
  }

  @Test
  void wordsAndPseudoHeadersAddUp() {
    assertEquals(0x220d, InternetChecksum.fold(0x0001L + 0xf203 + 0xf4f5 + 0xf6f7));
    long words = InternetChecksum.add(InternetChecksum.add(0, 0x0001), 0xf203);
    words = InternetChecksum.add(InternetChecksum.add(words, 0xf4f5), 0xfffff6f7);
    assertEquals(0x220d, InternetChecksum.fold(words));
    IpAddress source = new IpAddress(IpFamily.IPV6, 0xfffefdfcfbfaf9f8L, 0xf7f6f5f4f3f2f1f0L);
    IpAddress destination = new IpAddress(IpFamily.IPV6, 0x20010db800000000L, 1);
    PseudoHeader pseudo = new PseudoHeader(source, destination, 58);
    // RFC 8200 section 8.1, written out: the length has 32 bits
    ByteBuffer out = ByteBuffer.allocate(40);
    source.emit(out);
    destination.emit(out);
    out.putInt(70_001).putInt(58);
    assertEquals(slow(out, 0, 40), InternetChecksum.fold(InternetChecksum.add(0, pseudo, 70_001)));
    PseudoHeader four =
        new PseudoHeader(IpAddress.ofIpv4(0xfffefdfc), IpAddress.ofIpv4(0xc0000201), 17);
    out.clear().putInt(0xfffefdfc).putInt(0xc0000201).putShort((short) 17).putShort((short) 9);
    assertEquals(slow(out, 0, 12), InternetChecksum.fold(InternetChecksum.add(0, four, 9)));
  }

  @Test
  void incrementalUpdateEqualsTheWholeSum() {
    SplittableRandom random = new SplittableRandom(1624);
    int[] corners = {0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff};
    ByteBuffer buffer = ByteBuffer.allocate(20);
    for (int round = 0; round < 50_000; round++) {
      for (int i = 0; i < 20; i++) {
        buffer.put(i, (byte) random.nextInt());
      }
      BigEndian.putShort(buffer, 0, 0x4500);
      BigEndian.putShort(buffer, 10, 0);
      BigEndian.putShort(buffer, 10, slow(buffer, 0, 20));
      int at = 2 * random.nextInt(1, 9);
      at = at == 10 ? 12 : at;
      int word = round % 2 == 0 ? corners[random.nextInt(6)] : random.nextInt();
      InternetChecksum.patch(buffer, 10, at, word);
      assertEquals(word & 0xffff, BigEndian.unsignedShort(buffer, at));
      int patched = BigEndian.unsignedShort(buffer, 10);
      BigEndian.putShort(buffer, 10, 0);
      // the header is never all zeros, so both zeros of the arithmetic cannot be mixed up
      assertEquals(slow(buffer, 0, 20), patched);
    }
  }
}
