// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every packet of the fixture folder, both ways and cut at every octet. */
class FixtureTest {
  static List<String> names() {
    return Fixtures.names();
  }

  private static List<Record> parse(ByteBuffer in) throws MalformedPacketException {
    List<Record> headers = new ArrayList<>();
    int protocol;
    boolean first;
    if (Ipv4Header.versionAt(in, in.position()) == 4) {
      Ipv4Header header = Ipv4Header.parse(in);
      headers.add(header);
      protocol = header.protocol();
      first = header.fragmentOffset() == 0;
    } else {
      Ipv6Header header = Ipv6Header.parse(in);
      headers.add(header);
      protocol = header.nextHeader();
      first = true;
    }
    while (first && Ipv6Extension.isWalked(protocol)) {
      Ipv6Extension header = Ipv6Extension.parse(protocol, in, false);
      headers.add((Record) header);
      protocol = header.nextHeader();
      first = !(header instanceof Ipv6FragmentHeader part) || part.fragmentOffset() == 0;
    }
    if (first && protocol == IpProtocol.UDP) {
      headers.add(UdpHeader.parse(in));
    } else if (first && protocol == IpProtocol.TCP) {
      headers.add(TcpHeader.parse(in));
    }
    return headers;
  }

  @ParameterizedTest
  @MethodSource("names")
  void fieldsAreThoseOfTheOracle(String name) throws Exception {
    Map<String, String> expected = Fixtures.fields(name);
    Map<String, String> actual = new LinkedHashMap<>();
    List<Record> headers = parse(Fixtures.packet(name));
    for (int i = 0; i < headers.size(); i++) {
      Record header = headers.get(i);
      for (RecordComponent component : header.getClass().getRecordComponents()) {
        String key = i + "." + header.getClass().getSimpleName() + "." + component.getName();
        if (expected.containsKey(key)) {
          actual.put(key, String.valueOf(component.getAccessor().invoke(header)));
        }
      }
    }
    assertFalse(expected.isEmpty());
    assertEquals(expected, actual);
  }

  @ParameterizedTest
  @MethodSource("names")
  void recordsEmitTheSameOctets(String name) throws Exception {
    ByteBuffer in = Fixtures.packet(name);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer packet = in.duplicate().order(order);
      ByteBuffer out = ByteBuffer.allocate(in.remaining()).order(order);
      for (Record header : parse(packet)) {
        if (header instanceof Ipv4Header ipv4) {
          ipv4.emit(out);
          assertEquals(ipv4.length(), out.position());
        } else if (header instanceof Ipv6Header ipv6) {
          ipv6.emit(out);
        } else if (header instanceof Ipv6Extension extension) {
          extension.emit(out);
        } else if (header instanceof UdpHeader udp) {
          udp.emit(out);
        } else {
          ((TcpHeader) header).emit(out);
        }
      }
      out.put(packet);
      assertEquals(Octets.rest(in.duplicate()), Octets.rest(out.flip()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void headersCutShortAreMalformed(String name) throws Exception {
    ByteBuffer in = Fixtures.packet(name);
    ByteBuffer whole = in.duplicate();
    parse(whole);
    for (int length = 1; length < whole.position(); length++) {
      ByteBuffer cut = in.slice(0, length);
      MalformedPacketException thrown =
          assertThrows(MalformedPacketException.class, () -> parse(cut), name + " " + length);
      assertFalse(thrown.required() <= thrown.available(), thrown::getMessage);
    }
  }
}
