// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@code docs/sockets.md} shows the examples as they are compiled and run. */
class BookTest {
  private static final Path DOCS = Path.of(System.getProperty("sonde.root", ".."), "docs");
  private static final String FOLDER = "../native/src/test/java/io/sonde/socket/examples/";
  private static final Set<String> NO_EXAMPLES = Set.of("Service", "ExamplesIT", "BookTest");

  private static String book() throws IOException {
    return Files.readString(DOCS.resolve("sockets.md"));
  }

  /** What a file has between {@code // begin} and {@code // end}, without its indentation. */
  private static List<String> regions(Path file) throws IOException {
    List<String> regions = new ArrayList<>();
    List<String> region = null;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().equals("// begin")) {
        region = new ArrayList<>();
      } else if (line.strip().equals("// end") && region != null) {
        regions.add(String.join("\n", region).stripTrailing().stripIndent());
        region = null;
      } else if (region != null) {
        region.add(line);
      }
    }
    return regions;
  }

  private static Map<String, List<String>> examples() throws IOException {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(DOCS.resolve(FOLDER))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!NO_EXAMPLES.contains(name)) {
          examples.put(name, regions(file));
        }
      }
    }
    return examples;
  }

  @Test
  void everySnippetIsARegionOfAnExampleAndTheOtherWayRound() throws IOException {
    Matcher blocks = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL).matcher(book());
    Set<String> shown = new HashSet<>();
    while (blocks.find()) {
      shown.add(blocks.group(1));
    }
    Set<String> compiled =
        examples().values().stream().flatMap(List::stream).collect(Collectors.toSet());
    for (String region : compiled) {
      assertTrue(shown.contains(region), () -> "the page lacks, or has otherwise:\n" + region);
    }
    shown.removeAll(compiled);
    assertEquals(Set.of(), shown, "the page has what no example has");
  }

  @Test
  void everyExampleIsLinkedAndRun() throws IOException {
    String book = book();
    String runs = Files.readString(DOCS.resolve(FOLDER + "ExamplesIT.java"));
    for (Map.Entry<String, List<String>> example : examples().entrySet()) {
      String name = example.getKey();
      assertTrue(!example.getValue().isEmpty(), () -> name + " shows nothing");
      assertTrue(book.contains("(" + FOLDER + name + ".java)"), () -> name + " is not linked");
      assertTrue(runs.contains(name + "::run"), () -> name + " is not run");
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Matcher links = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)").matcher(book());
    while (links.find()) {
      String link = links.group(1);
      if (!link.startsWith("http")) {
        assertTrue(Files.exists(DOCS.resolve(link)), link);
      }
    }
  }
}
