// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] TEXT = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void appearsWhenItIsFinished() throws IOException {
    Path path = folder.resolve("out");
    try (WholeFile file = WholeFile.create(path.toString())) {
      file.stream().write(TEXT);
      assertFalse(Files.exists(path));
      file.finish();
    }
    assertArrayEquals(TEXT, Files.readAllBytes(path));
    assertEquals(List.of("out"), names());
  }

  @Test
  void whatWasThereStaysUntilThen() throws IOException {
    Path path = Files.writeString(folder.resolve("out"), "old");
    try (WholeFile file = WholeFile.create(path.toString())) {
      file.stream().write(TEXT);
    }
    assertEquals("old", Files.readString(path));
    assertEquals(List.of("out"), names());
  }

  @Test
  void sentences() throws IOException {
    String missing = folder + "/no/out";
    IOException e = assertThrows(IOException.class, () -> WholeFile.create(missing));
    assertEquals(missing + ": no such folder", e.getMessage());
    e = assertThrows(IOException.class, () -> WholeFile.create(folder.toString()));
    assertEquals(folder + ": is a folder", e.getMessage());
    e = assertThrows(IOException.class, () -> WholeFile.create("a\0b"));
    assertEquals("a\\000b: not the name of a file", e.getMessage());
  }

  @Test
  void aFullDevice() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full to write to");
    try (WholeFile file = WholeFile.create("/dev/full")) {
      file.stream().write(TEXT);
      IOException e = assertThrows(IOException.class, file::finish);
      assertEquals("/dev/full: No space left on device", e.getMessage());
    }
  }
}
