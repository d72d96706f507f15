// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sonde.sim.ErrorStyle.Extensions;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.MplsLabelStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 4884 and RFC 4950: the octets are those of the figures in the RFCs, worked out by hand. */
class ExtensionTest {
  private static final int QUOTE = 8;

  private final Nets net = Nets.line();
  private final MplsLabelStack stack =
      new MplsLabelStack(List.of(new MplsLabelStack.Entry(24001, 0, true, 1)));

  private byte[] error(IpFamily family) throws IOException {
    Seen seen =
        family == IpFamily.IPV4
            ? Exchange.raw(net, family).echo(Nets.TARGET, 5, 84, 1).only()
            : Exchange.raw(net, family).echo(Nets.TARGET6, 5, 84, 1).only();
    int start = seen.octets().length - seen.messageLength();
    return Arrays.copyOfRange(seen.octets(), start, seen.octets().length);
  }

  private static int structureSum(byte[] message, int at) {
    ByteBuffer octets = ByteBuffer.wrap(message);
    return InternetChecksum.fold(InternetChecksum.add(0, octets, at, message.length - at));
  }

  @Test
  void standsBehindAPaddedQuoteWhoseLengthIsGiven() throws IOException {
    net.router.errors(style -> style.extensions(Extensions.RFC_4884, stack));
    for (IpFamily family : IpFamily.values()) {
      byte[] message = error(family);
      assertEquals(QUOTE + 128 + 4 + 8, message.length);
      assertEquals(family == IpFamily.IPV4 ? 32 : 0, message[5]);
      assertEquals(family == IpFamily.IPV4 ? 0 : 16, message[4]);
      assertEquals(0, message[QUOTE + 84]);
      assertEquals(0, message[QUOTE + 127]);
      assertEquals(0x20, message[QUOTE + 128]);
      assertEquals(0, structureSum(message, QUOTE + 128));
      byte[] object = {0, 8, 1, 1, 0x05, (byte) 0xdc, 0x11, 0x01};
      assertArrayEquals(object, Arrays.copyOfRange(message, QUOTE + 132, QUOTE + 140));
    }
  }

  @Test
  void legacyGivesNoLength() throws IOException {
    net.router.errors(style -> style.extensions(Extensions.LEGACY, stack));
    byte[] message = error(IpFamily.IPV4);
    assertEquals(QUOTE + 128 + 4 + 8, message.length);
    assertEquals(0, message[5]);
    assertEquals(0, structureSum(message, QUOTE + 128));
  }

  @Test
  void badChecksumIsOfTheStructureOnly() throws IOException {
    net.router.errors(style -> style.extensions(Extensions.BAD_CHECKSUM, stack));
    byte[] message = error(IpFamily.IPV4);
    assertNotEquals(0, structureSum(message, QUOTE + 128));
    assertEquals(0, structureSum(message, 0));
  }

  @Test
  void otherMessagesStayWithout() throws IOException {
    net.router.errors(style -> style.extensions(Extensions.RFC_4884, stack));
    net.far.both(way -> way.mtu(1300));
    Seen seen = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 5, 1400, 64).only();
    assertEquals(2, seen.message(0));
    assertEquals(1280 - 40, seen.messageLength());
    assertEquals(0, seen.message(4));
  }
}
