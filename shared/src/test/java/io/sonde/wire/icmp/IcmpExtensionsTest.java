// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IcmpExtensionsTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * Structure of one label stack object: label 24001, S set, TTL 1. The checksum is that of scapy
   * 2.5.0's {@code checksum()} over all of it; its extension header sums only its own four octets.
   */
  private static final String LABEL_24001 = "2000 c819 0008 0101 05dc1 1 01";

  private static final IcmpExtensions STACK =
      IcmpExtensions.of(
          List.of(new MplsLabelStack(List.of(new MplsLabelStack.Entry(24001, 0, true, 1)))));

  private static TimeExceeded exceeded(String secondWord, String quote, String structure)
      throws MalformedPacketException {
    Octets octets = Octets.ofHex("0b00 0000" + secondWord + quote + structure);
    return (TimeExceeded) IcmpMessage.parse(IpFamily.IPV4, octets.buffer());
  }

  private static Octets emitted(IcmpMessage message) {
    ByteBuffer out = ByteBuffer.allocate(2048);
    message.emit(out, null, NOTHING, Derived.ALL);
    out.flip();
    return Octets.rest(out);
  }

  @Test
  void lengthSaysWhereTheStructureBegins() throws MalformedPacketException {
    TimeExceeded message = exceeded("00 02 0000", "4500 0000 0000 0001", LABEL_24001);
    assertEquals(2, message.length());
    assertEquals(Octets.ofHex("4500 0000 0000 0001"), message.originalDatagram());
    assertEquals(STACK, message.extensions());
    assertTrue(STACK.isBelievable());
  }

  @Test
  void withoutLengthItBeginsAt128() throws MalformedPacketException {
    assertEquals(STACK, exceeded("00000000", "45".repeat(128), LABEL_24001).extensions());
    assertNull(exceeded("00000000", "45".repeat(124), LABEL_24001).extensions());
  }

  @Test
  void icmpv6CountsInWordsOfEightOctets() throws MalformedPacketException {
    for (String word : List.of("10000000", "00000000")) {
      Octets octets = Octets.ofHex("0300 0000" + word + "60".repeat(128) + LABEL_24001);
      IcmpMessage message = IcmpMessage.parse(IpFamily.IPV6, octets.buffer());
      assertEquals(STACK, ((TimeExceeded) message).extensions());
    }
  }

  @Test
  void lengthBeyondTheMessageLeavesAllToTheQuote() throws MalformedPacketException {
    TimeExceeded message = exceeded("00 21 0000", "45".repeat(128), "2000 ffff");
    assertNull(message.extensions());
    assertEquals(132, message.originalDatagram().length());
    assertEquals(33, message.length());
  }

  @Test
  void brokenObjectEndsTheList() throws MalformedPacketException {
    String good = "0008 0101 05dc1101";
    for (String broken : List.of("0003 0101 00", "0009 0101 05dc1101", "0000 0101", "000401")) {
      TimeExceeded message = exceeded("00 01 0000", "45000000", "2000 0000" + good + broken);
      IcmpExtensions extensions = Objects.requireNonNull(message.extensions());
      assertEquals(STACK.objects(), extensions.objects());
      assertEquals(Octets.ofHex(broken), extensions.rest());
    }
  }

  @Test
  void otherVersionIsNotWalked() throws MalformedPacketException {
    TimeExceeded message = exceeded("00 01 0000", "45000000", "3000 0000 0008 0101 05dc1101");
    IcmpExtensions extensions = Objects.requireNonNull(message.extensions());
    assertEquals(3, extensions.version());
    assertEquals(List.of(), extensions.objects());
    assertEquals(8, extensions.rest().length());
    assertFalse(extensions.isBelievable());
  }

  @Test
  void objectOfAnotherShapeKeepsItsOctets() {
    for (String payload : List.of("05dc11", "05dc110101")) {
      Octets octets = Octets.ofHex(payload);
      assertEquals(
          new UnknownExtensionObject(1, 1, octets), IcmpExtensionObject.parse(1, 1, octets));
    }
    // interface information: index cut, address family 3, name length 0, octets left over
    for (String shape : List.of("08 000001", "04 0003000001020304", "02 00", "01 000005dc00")) {
      Octets octets = Octets.ofHex(shape);
      Octets payload = octets.slice(1, octets.length());
      assertEquals(
          new UnknownExtensionObject(2, octets.at(0), payload),
          IcmpExtensionObject.parse(2, octets.at(0), payload));
    }
  }

  @Test
  void longQuoteIsNotTakenForAStructure() throws MalformedPacketException {
    // header of version 2 without checksum, then what is no list of objects
    TimeExceeded message = exceeded("00000000", "45".repeat(128), "2000 0000 2021 2223");
    assertNull(message.extensions());
    assertEquals(136, message.originalDatagram().length());
  }

  @Test
  void wrongChecksumIsReported() throws MalformedPacketException {
    String wrong = LABEL_24001.replace("c819", "c81a");
    for (String word : List.of("00 20 0000", "00 00 0000")) {
      IcmpExtensions extensions = exceeded(word, "00".repeat(128), wrong).extensions();
      assertEquals(STACK.withChecksum(0xc81a), extensions);
      assertFalse(STACK.withChecksum(0xc81a).isBelievable());
    }
    assertTrue(STACK.withChecksum(0).isBelievable());
    assertFalse(STACK.withChecksum(0).isChecksumRight());
  }

  @Test
  void emitPadsAndCounts() {
    Octets quote = Octets.ofHex("45".repeat(28));
    Octets icmp = emitted(TimeExceeded.of(IpFamily.IPV4, 0, quote, STACK));
    assertEquals(8 + 128 + 12, icmp.length());
    assertEquals(32, icmp.at(5));
    Octets longer = Octets.ofHex("45".repeat(131));
    icmp = emitted(TimeExceeded.of(IpFamily.IPV4, 0, longer, STACK));
    assertEquals(33, icmp.at(5));
    assertEquals(Octets.ofHex(LABEL_24001), icmp.slice(8 + 132, icmp.length()));
    icmp = emitted(TimeExceeded.of(IpFamily.IPV4, 0, quote, null));
    assertEquals(8 + 28, icmp.length());
  }
}
