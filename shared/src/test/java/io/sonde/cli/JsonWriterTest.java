// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static String json(Consumer<JsonWriter> body) {
    StringBuilder lines = new StringBuilder();
    JsonWriter writer =
        new JsonWriter(
            (octets, length) ->
                lines.append(new String(octets, 0, length, StandardCharsets.UTF_8)));
    writer.object();
    body.accept(writer);
    writer.end();
    return lines.toString();
  }

  @Test
  void linesInTheOrderWritten() {
    String line =
        json(
            w -> {
              w.string("event", "reply").number("seq", 70_000).bool("truncated", false);
              w.nothing("rttMs").array("targets").string("a").string((String) null).end();
              w.object("clocks").number("kernel", 1).object("x").end().end();
              w.array("pairs").object().number("a", 1).end().object().end().number(2).end();
              w.string("last", null);
            });
    assertEquals(
        "{\"event\":\"reply\",\"seq\":70000,\"truncated\":false,\"rttMs\":null,"
            + "\"targets\":[\"a\",null],\"clocks\":{\"kernel\":1,\"x\":{}},"
            + "\"pairs\":[{\"a\":1},{},2],\"last\":null}\n",
        line);
  }

  @Test
  void oneWriterManyLines() {
    StringBuilder lines = new StringBuilder();
    JsonWriter writer =
        new JsonWriter(
            (octets, length) ->
                lines.append(new String(octets, 0, length, StandardCharsets.UTF_8)));
    writer.event("start", 0).end();
    writer.event("summary", 1).end();
    assertEquals(
        """
        {"event":"start","time":"1970-01-01T00:00:00.000000000Z"}
        {"event":"summary","time":"1970-01-01T00:00:00.000000001Z"}
        """,
        lines.toString());
  }

  static Object[][] strings() {
    return new Object[][] {
      {"", ""},
      {"a\"b\\c/d", "a\\\"b\\\\c/d"},
      {"\n\r\t\b\f", "\\n\\r\\t\\b\\f"},
      {"\0\u001b\u001f\u007f", "\\u0000\\u001b\\u001f\\u007f"},
      {"\u0080\u00e9\u07ff\u0800\uffff", "\u0080\u00e9\u07ff\u0800\uffff"},
      {"\ud83d\ude00", "\ud83d\ude00"},
      {"\ud83d", "\ufffd"},
      {"x\ud83dy", "x\ufffdy"},
      {"\ude00\ud83d", "\ufffd\ufffd"},
      {"\ud83d\ud83d\ude00", "\ufffd\ud83d\ude00"},
      {"\u2028", "\u2028"},
    };
  }

  @ParameterizedTest
  @MethodSource("strings")
  void escapes(String value, String expected) {
    assertEquals("{\"k\":\"" + expected + "\"}\n", json(w -> w.string("k", value)));
    assertEquals("{\"" + expected + "\":1}\n", json(w -> w.number(value, 1)));
  }

  @Test
  void anythingIsValidUtf8() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      char[] chars = new char[random.nextInt(40)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] =
            (char) (random.nextBoolean() ? random.nextInt(0xd700, 0xe100) : random.nextInt(0x900));
      }
      StringBuilder replaced = new StringBuilder();
      new String(chars)
          .codePoints()
          .forEach(p -> replaced.appendCodePoint(p >= 0xd800 && p < 0xe000 ? 0xfffd : p));
      String line = json(w -> w.string("k", new String(chars)));
      assertEquals(replaced.toString(), unescape(line.substring(6, line.length() - 3)));
    }
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        assertTrue(c >= 0x20 && c != '"');
        out.append(c);
        continue;
      }
      char e = text.charAt(++i);
      int simple = "nrtbf\"\\".indexOf(e);
      if (simple >= 0) {
        out.append("\n\r\t\b\f\"\\".charAt(simple));
      } else {
        assertEquals('u', e);
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
        i += 4;
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,0.000001",
    "999999,0.999999",
    "1000000,1",
    "10120417,10.120417",
    "10300000,10.3",
    "5000000,5",
    "-1,-0.000001",
    "-500000,-0.5",
    "-1500000,-1.5",
    "-2000000,-2",
    "9223372036854775807,9223372036854.775807"
  })
  void millisAreExact(long nanos, String expected) {
    assertEquals("{\"k\":" + expected + "}\n", json(w -> w.millis("k", nanos)));
    assertEquals("{\"k\":[" + expected + "]}\n", json(w -> w.array("k").millis(nanos).end()));
  }

  @Test
  void millisOfAMeanAreRoundedToNanoseconds() {
    assertEquals("{\"k\":10.120417}\n", json(w -> w.millis("k", 10_120_416.6)));
    assertEquals("{\"k\":null}\n", json(w -> w.millis("k", Double.NaN)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 7, Long.MAX_VALUE, Long.MIN_VALUE, 65536, 100, -1000})
  void wholeNumbers(long value) {
    assertEquals("{\"k\":" + value + "}\n", json(w -> w.number("k", value)));
  }

  @Test
  void whatIsNoNumberIsNull() {
    assertEquals(
        "{\"a\":null,\"b\":null,\"c\":[null]}\n",
        json(
            w ->
                w.number("a", Double.NaN)
                    .number("b", Double.POSITIVE_INFINITY)
                    .array("c")
                    .number(Double.NEGATIVE_INFINITY)
                    .end()));
  }

  /** java.time is the oracle. */
  @Test
  void timesAgreeWithJavaTime() {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    SplittableRandom random = new SplittableRandom(2);
    long[] fixed = {
      0,
      -1,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      951_782_399_999_999_999L,
      951_782_400_000_000_000L,
      1_709_164_800_000_000_000L,
      4_107_542_400_000_000_000L
    };
    for (int i = 0; i < 20_000; i++) {
      long nanos = i < fixed.length ? fixed[i] : random.nextLong();
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
      assertEquals("{\"t\":\"" + format.format(instant) + "\"}\n", json(w -> w.time("t", nanos)));
    }
  }

  @Test
  void misuseIsRefused() {
    JsonWriter writer = new JsonWriter((octets, length) -> {});
    assertThrows(IllegalStateException.class, writer::end);
    assertThrows(IllegalStateException.class, () -> writer.number("a", 1));
    writer.object();
    assertThrows(IllegalStateException.class, () -> writer.number(1));
    writer.array("a");
    assertThrows(IllegalStateException.class, () -> writer.number("a", 1));
    assertThrows(
        IllegalStateException.class,
        () -> {
          for (int i = 0; i < 64; i++) {
            writer.object().array("b");
          }
        });
  }

  @Test
  void anEventAllocatesNothing() {
    JsonWriter writer = new JsonWriter((octets, length) -> {});
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5 && allocated > 1000; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20_000; i++) {
        writer.event("reply", i * 1_000_000_007L);
        writer.string("target", "192.0.2.1").number("seq", i).millis("rttMs", i * 1001L);
        writer.number("lossPercent", i / 8.0).bool("truncated", true).end();
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertTrue(allocated < 1000, allocated + " octets");
  }
}
