// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.craft.CraftRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of JSON is an event of the schema. */
final class SchemaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "build -o json ip dst=192.0.2.1 chksum=bad / tcp syn res=1 opt=mss:1460,hex:ff",
        "build -o json eth type=0x0800 / ip len=99 / icmp unreach port obj=mpls:16:0:1:1 / ip / udp",
        "show -o json ip6 / udp len=3 / data x",
        "frag -o json --frag 8 ip / udp / data seq:20",
        "diff -o json ip ttl=1 + ip ttl=2",
        "show -o json /nonexistent",
      })
  void everyLineIsAnEvent(String words) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/craft.schema.json")));
    List<String> lines = CraftRun.of(words).out().lines().toList();
    assertTrue(lines.size() >= 2, lines.toString());
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
  }
}
