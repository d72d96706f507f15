// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of runs over many targets against the published schema. */
class SweepOutputIT {
  @BeforeEach
  void permission() throws IOException {
    RealRun.assumePermitted(Kind.ICMP_DATAGRAM, IpFamily.IPV4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--json 127.0.0.0/29",
        "--json -q 127.0.0.0/29 --rate max",
        "--json -c 3 -i 0.01 --round-trips 127.0.0.1-2",
        "--json --retry 0 --timeout 0.05 --many 127.0.0.1 192.0.2.1 name.invalid",
        "--json -w 0.2 -c 100 -i 0.05 127.0.0.1-3",
        "--json --shard 2/3 --seed 4 -Q 16 -t 9 -s 0 --first 127.0.0.0/24"
      })
  void everyLineIsOfTheSchema(String line) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/ping.schema.json")));
    RealRun run = RealRun.of(line);
    List<String> lines = run.out.lines().toList();
    assertTrue(lines.get(0).startsWith("{\"event\":\"start\","), run::toString);
    assertTrue(lines.get(lines.size() - 1).startsWith("{\"event\":\"summary\","), run::toString);
    for (String event : lines) {
      assertEquals(List.of(), schema.validate(event, InputFormat.JSON), event);
    }
  }
}
