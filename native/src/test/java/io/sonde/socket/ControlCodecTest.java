// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.linux.Cmsg;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data of elements as CPython's recvmsg returned it on Linux 6.18 (x86-64) for packets over
 * loopback; layouts of what loopback does not give follow cmsg(3) and the headers of Linux.
 */
class ControlCodecTest {
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(512).order(ByteOrder.nativeOrder());

  private static Ancillary.PacketInfo info(int index, String address) throws UnknownHostException {
    InetAddress parsed = InetAddress.getByName(address);
    return new Ancillary.PacketInfo(index, parsed, parsed);
  }

  private static Ancillary stamp(Ancillary.Timestamp.Source source, long seconds, long nanos) {
    return new Ancillary.Timestamp(Instant.ofEpochSecond(seconds, nanos), source);
  }

  static Arguments[] received() throws UnknownHostException {
    var software = Ancillary.Timestamp.Source.SOFTWARE;
    return new Arguments[] {
      Arguments.of(
          1, 29, "bd3a076b00000000d5a50c0000000000", stamp(software, 0x6b073abd, 828_885_000)),
      Arguments.of(1, 35, "bd3a076b00000000d5a50c0000000000", stamp(software, 0x6b073abd, 828_885)),
      Arguments.of(1, 40, "ffffffff", new Ancillary.Drops(0xffffffffL)),
      Arguments.of(1, 2, "811800000000000000000000", new Ancillary.Credentials(6273, 0, 0)),
      Arguments.of(0, 8, "010000007f0000017f000001", info(1, "127.0.0.1")),
      Arguments.of(0, 2, "4d000000", new Ancillary.HopLimit(77)),
      Arguments.of(0, 1, "b8", new Ancillary.TrafficClass(184)),
      Arguments.of(41, 50, "0000000000000000000000000000000101000000", info(1, "::1")),
      Arguments.of(41, 52, "4e000000", new Ancillary.HopLimit(78)),
      Arguments.of(41, 67, "b8000000", new Ancillary.TrafficClass(184)),
      Arguments.of(
          41,
          50,
          "ff02000000000000000000000000000102000000",
          new Ancillary.PacketInfo(2, null, InetAddress.getByName("ff02::1"))),
      // shorter than its kind needs, as a control buffer that is too small leaves it
      Arguments.of(0, 8, "01000000", new Ancillary.Raw(0, 8, new byte[] {1, 0, 0, 0})),
      Arguments.of(0, 99, "0102", new Ancillary.Raw(0, 99, new byte[] {1, 2})),
      Arguments.of(7, 1, "", new Ancillary.Raw(7, 1, new byte[0])),
    };
  }

  private int put(int at, int level, int type, String hex) {
    byte[] data = HexFormat.of().parseHex(hex);
    Cmsg.put(buffer, at, level, type, data.length);
    buffer.put(at + Cmsg.HEADER, data);
    return at + Cmsg.space(data.length);
  }

  @ParameterizedTest
  @MethodSource("received")
  void elementIsRead(int level, int type, String hex, Ancillary expected) {
    int length = put(8, level, type, hex) - 8;
    assertEquals(List.of(expected), ControlCodec.decode(buffer, 8, length));
  }

  @Test
  void elementsKeepTheirOrder() {
    int end = put(put(put(0, 41, 67, "b8000000"), 1, 99, "aa"), 41, 52, "4e000000");
    assertEquals(
        List.of(
            new Ancillary.TrafficClass(184),
            new Ancillary.Raw(1, 99, new byte[] {(byte) 0xaa}),
            new Ancillary.HopLimit(78)),
        ControlCodec.decode(buffer, 0, end));
  }

  @Test
  void stampsThatAreNotZeroAreTold() {
    String zero = "00".repeat(16);
    String one = "0100000000000000" + "0200000000000000";
    String two = "0300000000000000" + "0400000000000000";
    int end = put(0, 1, 37, one + zero + two);
    assertEquals(
        List.of(
            stamp(Ancillary.Timestamp.Source.SOFTWARE, 1, 2),
            stamp(Ancillary.Timestamp.Source.HARDWARE, 3, 4)),
        ControlCodec.decode(buffer, 0, end));
    end = put(0, 1, 37, zero + zero + two);
    assertEquals(
        List.of(stamp(Ancillary.Timestamp.Source.HARDWARE, 3, 4)),
        ControlCodec.decode(buffer, 0, end));
  }

  @Test
  void everyCutIsSurvived() {
    int end = put(put(0, 41, 67, "b8000000"), 41, 52, "4e000000");
    for (int length = 0; length < end; length++) {
      int whole = length >= 44 ? 2 : length >= 20 ? 1 : 0;
      assertEquals(whole, ControlCodec.decode(buffer, 0, length).size(), "length " + length);
    }
  }

  private String encoded(AddressFamily family, Ancillary item) {
    List<Handle> entered = new ArrayList<>();
    int length = ControlCodec.encode(List.of(item), family, buffer, 0, entered);
    assertTrue(entered.isEmpty());
    assertEquals(ControlCodec.space(List.of(item), family), length);
    byte[] octets = new byte[(int) buffer.getLong(0)];
    buffer.get(0, octets);
    return HexFormat.of().formatHex(octets);
  }

  @Test
  void elementsAreWrittenByFamily() throws UnknownHostException {
    AddressFamily four = AddressFamily.INET;
    AddressFamily six = AddressFamily.INET6;
    assertEquals(
        "1400000000000000" + "0000000002000000" + "4d000000",
        encoded(four, new Ancillary.HopLimit(77)));
    assertEquals(
        "1400000000000000" + "2900000034000000" + "4d000000",
        encoded(six, new Ancillary.HopLimit(77)));
    assertEquals(
        "1400000000000000" + "0000000001000000" + "b8000000",
        encoded(four, new Ancillary.TrafficClass(184)));
    assertEquals(
        "1400000000000000" + "2900000043000000" + "b8000000",
        encoded(six, new Ancillary.TrafficClass(184)));
    InetAddress local = InetAddress.getByName("192.0.2.1");
    assertEquals(
        "1c00000000000000" + "0000000008000000" + "03000000" + "c0000201" + "00000000",
        encoded(four, new Ancillary.PacketInfo(3, local, null)));
    assertEquals(
        "2400000000000000" + "2900000032000000" + "00".repeat(16) + "03000000",
        encoded(six, new Ancillary.PacketInfo(3, null, null)));
    assertEquals(
        "1c00000000000000" + "0100000002000000" + "811800000000000000000000",
        encoded(AddressFamily.UNIX, new Ancillary.Credentials(6273, 0, 0)));
    assertEquals(
        "1200000000000000" + "0900000008000000" + "0102",
        encoded(four, new Ancillary.Raw(9, 8, new byte[] {1, 2})));
  }

  @Test
  void descriptorsAreEnteredWhileTheyAreSent() {
    Descriptor one = Descriptor.named(77);
    List<Handle> entered = new ArrayList<>();
    int length =
        ControlCodec.encode(
            List.of(new Ancillary.Rights(List.of(one, one))),
            AddressFamily.UNIX,
            buffer,
            0,
            entered);
    assertEquals(Cmsg.space(8), length);
    assertEquals(77, buffer.getInt(16));
    assertEquals(77, buffer.getInt(20));
    assertEquals(List.of(one.handle(), one.handle()), entered);
    ControlCodec.leave(entered);
    assertTrue(entered.isEmpty());
  }

  @Test
  void whatIsReceivedOnlyIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ControlCodec.space(List.of(new Ancillary.Drops(1)), AddressFamily.INET));
  }
}
