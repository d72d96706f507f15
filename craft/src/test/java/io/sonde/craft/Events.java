// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema of the events. */
public final class Events {
  private Events() {}

  /** Asserts that every line is an event; returns their number. */
  public static int check(String lines) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/schema/craft.schema.json")));
    List<String> all = lines.lines().toList();
    for (String line : all) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
    return all.size();
  }
}
