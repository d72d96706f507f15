// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the fixture folder, both ways and cut at every octet. */
class IcmpFixtureTest {
  static List<String> names() {
    return IcmpFixtures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void fieldsAreThoseThatWentIn(String name) throws Exception {
    ByteBuffer in = IcmpFixtures.message(name).buffer();
    IcmpMessage message = IcmpMessage.parse(IcmpFixtures.family(name), in);
    Octets payload = Octets.rest(in);
    Map<String, String> expected = IcmpFixtures.fields(name);
    Map<String, String> actual = new LinkedHashMap<>();
    for (String path : expected.keySet()) {
      actual.put(path, path.equals("payload") ? payload.toString() : valueAt(message, path));
    }
    assertEquals(expected, actual);
  }

  /** The value behind a path of accessors and list indices. */
  private static String valueAt(Object start, String path) throws ReflectiveOperationException {
    Object value = start;
    for (String step : path.split("\\.", -1)) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : value.getClass().getMethod(step).invoke(value);
    }
    return String.valueOf(value);
  }

  @ParameterizedTest
  @MethodSource("names")
  void recordsEmitTheSameOctets(String name) throws Exception {
    Octets octets = IcmpFixtures.message(name);
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer in = octets.buffer().order(order);
      IcmpMessage message = IcmpMessage.parse(IcmpFixtures.family(name), in);
      assertEquals(octets, emitted(message, in, octets.length(), order, Derived.NONE));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsDerivedIsTheSameToo(String name) throws Exception {
    Octets octets = IcmpFixtures.message(name);
    ByteBuffer unsummed = ByteBuffer.wrap(octets.toByteArray());
    unsummed.putShort(2, (short) 0);
    IcmpMessage message = IcmpMessage.parse(IcmpFixtures.family(name), unsummed);
    // the length that is missing there would be supplied
    boolean legacy = name.endsWith("-legacy");
    Set<Derived> derived = legacy ? Set.of(Derived.CHECKSUM) : Derived.ALL;
    assertEquals(
        octets, emitted(message, unsummed, octets.length(), ByteOrder.BIG_ENDIAN, derived));
  }

  private static Octets emitted(
      IcmpMessage message, ByteBuffer payload, int length, ByteOrder order, Set<Derived> derived) {
    ByteBuffer out = ByteBuffer.allocate(length + 3).order(order).position(3);
    message.emit(out, IcmpFixtures.PSEUDO_HEADER, payload, derived);
    assertEquals(order, out.order());
    assertEquals(length + 3, out.position());
    return Octets.of(out.array()).slice(3, length + 3);
  }

  @ParameterizedTest
  @MethodSource("names")
  void cutShortFixedFieldsAreMalformedAndTheRestIsShort(String name) throws Exception {
    IpFamily family = IcmpFixtures.family(name);
    Octets octets = IcmpFixtures.message(name);
    int fixed = fixedLength(IcmpMessage.parse(family, octets.buffer()), octets.length());
    for (int length = 0; length < octets.length(); length++) {
      ByteBuffer cut = octets.buffer().limit(length);
      if (length < fixed) {
        MalformedPacketException thrown =
            assertThrows(MalformedPacketException.class, () -> IcmpMessage.parse(family, cut));
        assertTrue(thrown.required() > thrown.available(), thrown::getMessage);
        assertEquals(0, cut.position());
      } else {
        IcmpMessage message = IcmpMessage.parse(family, cut);
        assertEquals(
            octets.slice(0, length),
            emitted(message, cut, length, ByteOrder.BIG_ENDIAN, Derived.NONE));
      }
    }
  }

  private static int fixedLength(IcmpMessage message, int whole) throws IllegalAccessException {
    if (message instanceof IcmpRouterAdvertisement) {
      return whole;
    }
    try {
      Field length = message.getClass().getField("LENGTH");
      return length.getInt(null);
    } catch (NoSuchFieldException e) {
      return IcmpHeader.LENGTH;
    }
  }
}
