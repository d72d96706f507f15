// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.Word;
import io.sonde.craft.render.CatalogueText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every layer's table. */
final class CatalogueTest {
  static Stream<LayerSpec> layers() {
    return LayerSpecs.all().stream();
  }

  private static CraftRun builds(String command) {
    CraftRun run = CraftRun.of(command.substring("craft ".length()) + " -o json");
    assertEquals(0, run.status(), command + "\n" + run.err());
    return run;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyExampleBuildsAndShowsItsKey(LayerSpec spec) {
    Set<String> keys = new HashSet<>();
    for (Field field : spec.fields()) {
      String example = CatalogueText.example(spec, field);
      if (keys.add(field.key())) {
        assertTrue(example != null, spec + "." + field.key() + " has no example");
      }
      if (example == null) {
        continue;
      }
      CraftRun run = builds(example);
      boolean seen =
          !field.isShown()
              || spec.isTrailer()
              || field.isPart() && field.kind() == FieldKind.OCTETS // padding reads as options
              || run.out().contains("\"" + field.key() + "\"")
              || !run.out().contains("{\"layer\":\"" + spec.name() + "\"");
      assertTrue(seen, example + "\n" + run.out());
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyOptionReadsBackAsItWasWritten(LayerSpec spec) {
    for (Field field : spec.fields()) {
      ListCodec codec = field.codec();
      if (codec == null) {
        continue;
      }
      for (OptionShape shape : codec.shapes()) {
        String example = CatalogueText.example(spec, field);
        String command =
            (example == null ? "" : example)
                .replaceFirst(
                    " " + field.key() + "=[^ ]*", " " + field.key() + "=" + shape.exampleText());
        CraftRun run = builds(command);
        boolean anotherForm = shape.exampleText().contains("key:");
        String wanted = anotherForm ? "\"" + shape.name() + "\"" : "{\"" + shape.name() + "\":";
        assertTrue(run.out().contains(wanted), command + "\n" + run.out());
        assertFalse(run.out().contains("\"kind\":\"option\""), command + "\n" + run.out());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyWordBuilds(LayerSpec spec) {
    for (Word word : spec.words()) {
      String words = (word.after().isEmpty() ? "" : word.after() + " ") + word.name();
      builds("craft build " + spec.exampleBefore() + spec.name() + " " + words);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyKeyIsTold(LayerSpec spec) {
    CraftRun run = CraftRun.of("layers " + spec.name());
    for (String line : run.out().split("\n", -1)) {
      assertTrue(line.length() <= 80 || line.contains("craft build"), line);
    }
    List<String> silent = new ArrayList<>();
    for (Field field : spec.fields()) {
      if (field.words().doc().isEmpty()) {
        silent.add(field.key());
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void theCatalogueOfUdp() {
    CraftRun run = CraftRun.of("layers udp");
    assertEquals(
        """
        udp: user datagram (RFC 768)

         0                   1                   2                   3
         0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |             sport             |             dport             |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |              len              |            chksum             |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
        |                           surplus …                           |
        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

        Keys
          sport     16 bits; auto: 40000 + number of the packet mod 20000
                    source port (RFC 768)
                    craft build ip dst=192.0.2.1 / udp sport=5353 / data hello
          dport     16 bits; auto: 9; that of the next layer
                    destination port (RFC 768)
                    craft build ip dst=192.0.2.1 / udp dport=53 / data hello
          len       16 bits; auto: octets of header and data
                    octets from the header to the end of the data (RFC 768)
                    craft build ip dst=192.0.2.1 / udp len=+4 / data hello
          chksum    16 bits; auto: right; 0 is written as ffff
                    over pseudo header, header and data; none: 0, which says that there
                    is none (RFC 768, RFC 8200 8.1)
                    craft build ip dst=192.0.2.1 / udp chksum=none / data hello
          surplus   octets; auto: none
                    octets behind len, within the IP packet (RFC 9868)
                    craft build ip dst=192.0.2.1 / udp surplus=0000 / data hello

        May carry
          dns dhcp ntp vxlan geneve data; any other with the number by hand
        """,
        run.out());
  }

  @Test
  void theCatalogueOfOneKey() {
    CraftRun run = CraftRun.of("layers ip.ttl");
    assertEquals(
        """
          ttl       8 bits; auto: 64; 1 for 224.0.0.0/24 and IGMP
                    time to live: routers that the packet may pass, and one more (RFC
                    791 3.1)
                    craft build ip ttl=5 / udp
        """,
        run.out());
  }
}
