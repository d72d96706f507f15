// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
  /** Surefire runs in the module's folder. */
  @Test
  void isTheBuildFiles() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher parent =
        Pattern.compile("<parent>.*?<version>([^<]+)</version>.*?</parent>", Pattern.DOTALL)
            .matcher(pom);
    assertEquals(true, parent.find());
    assertEquals(Version.NUMBER, parent.group(1));
  }
}
