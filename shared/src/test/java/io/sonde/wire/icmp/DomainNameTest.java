// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  @ParameterizedTest
  @CsvSource({
    "host.example, true, 04686f7374 076578616d706c65 00, host.example.",
    "host.example., true, 04686f7374 076578616d706c65 00, host.example.",
    "host, false, 04686f7374 00 00, host",
    "., true, 00, .",
    "a\\.b.\\000\\255, false, 03612e62 02 00ff 00 00, a\\.b.\\000\\255",
    "back\\\\slash, false, 0a 6261636b5c736c617368 00 00, back\\\\slash",
    "ä, false, 02 c3a4 00 00, \\195\\164",
  })
  void textAndOctets(String text, boolean qualified, String hex, String shown)
      throws MalformedPacketException {
    DomainName name = DomainName.of(text, qualified);
    assertEquals(shown, name.toString());
    assertEquals(Octets.ofHex(hex), written(name));
    ByteBuffer in = Octets.ofHex(hex).buffer();
    assertEquals(name, DomainName.take(in));
    assertEquals(in.limit(), in.position());
  }

  private static Octets written(DomainName name) {
    ByteBuffer out = ByteBuffer.allocate(256);
    name.emit(out);
    Octets octets = Octets.rest(out.flip());
    assertEquals(octets, name.toOctets());
    return octets;
  }

  @Test
  void pointersGoBackwards() throws MalformedPacketException {
    // RFC 1035 section 4.1.4: example. at 0, then host and a pointer there
    ByteBuffer in = Octets.ofHex("076578616d706c6500 04686f7374c000 01").buffer().position(9);
    assertEquals(DomainName.of("host.example", true), DomainName.take(in));
    assertEquals(16, in.position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "04686f73", // label cut
        "04686f7374", // no end
        "c000", // to itself
        "c0", // pointer cut
        "0161c000", // into its own beginning
        "c00200", // forwards
        "40", // label type 1
        "80", // label type 2
      })
  void unreadable(String hex) {
    ByteBuffer in = Octets.ofHex(hex).buffer();
    assertThrows(MalformedPacketException.class, () -> DomainName.take(in));
    assertEquals(0, in.position());
  }

  @Test
  void longestNameHas255Octets() throws MalformedPacketException {
    String label = "3f" + "61".repeat(63);
    String fits = label.repeat(3) + "3d" + "61".repeat(61) + "00";
    String tooLong = label.repeat(3) + "3e" + "61".repeat(62) + "00";
    assertEquals(255, DomainName.take(Octets.ofHex(fits).buffer()).toOctets().length());
    ByteBuffer in = Octets.ofHex(tooLong).buffer();
    assertThrows(MalformedPacketException.class, () -> DomainName.take(in));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..b",
        ".a",
        "end\\",
        "\\25",
        "\\256",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void refusedText(String text) {
    assertThrows(IllegalArgumentException.class, () -> DomainName.of(text, true));
  }
}
