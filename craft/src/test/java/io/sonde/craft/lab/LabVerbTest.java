// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.craft.LengthFilters;
import io.sonde.craft.verb.Outside;
import io.sonde.net.HostNames;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabVerbTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Knows no name and no time. */
  private static final class Nobody implements Resolver, TimeSource {
    @Override
    public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
      throw new IOException(name);
    }

    @Override
    public @Nullable String reverse(IpAddress address) {
      return null;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long epochNanos() {
      return 0;
    }
  }

  private int run(String... arguments) {
    Outside outside =
        new Outside(
            new Nobody(),
            () -> HostNames.NONE,
            new Nobody(),
            InputStream.nullInputStream(),
            new LengthFilters(),
            1);
    LabVerb verb =
        new LabVerb(
            outside,
            name -> {
              throw new IOException("no device here");
            });
    return new ToolRunner(false).run(verb, arguments, new StandardOutput("craft", out, err, false));
  }

  private static String text(ByteArrayOutputStream octets) {
    return octets.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | lab: missing what to do; run, shell, show, check, list, copy",
        "rum line | lab rum: no such verb; did you mean run?",
        "run | lab run: needs a network",
        "run line | lab run: needs a command, behind -- if it has options",
        "shell line ping | lab shell: takes no command; lab run NETWORK -- COMMAND does",
        "show | lab show: needs a network, 0 given",
        "check a b | lab check: needs a file, 2 given",
        "show line -o pdf | --output pdf: one of text, dot, svg, json",
        "show lime | lime: no such file, and no network of that name ships; did you mean line?",
        "show /nowhere/at/all | /nowhere/at/all: no such file, and no network of that name ships;"
            + " craft lab list names them",
        "copy lime | lime: no network of that name ships; did you mean line?",
        "run line --seed -1 x | --seed -1: out of range, 0 to 2147483647",
        "run line --speed 0 x | --speed 0: out of range, 0.001 to 1000",
      })
  void oneSentenceSaysWhatIsWrong(String line, String sentence) {
    int status = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertEquals(sentence.contains("ships") ? 4 : 2, status);
    assertEquals("craft: " + sentence + "\n", text(err));
    assertEquals("", text(out));
  }

  @Test
  void withoutANamespaceNothingRuns() {
    assertEquals(4, run("run", "line", "--", "true"));
    String last = text(err).lines().reduce((first, second) -> second).orElse("");
    assertTrue(last.startsWith("craft: lab: no network namespace has been made"), last);
  }

  @Test
  void checkNamesAllMistakesAndFails(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.net"), "host h 192.0.2.1\nlink h g 1ms\nfoo\n");
    assertEquals(1, run("check", file.toString()));
    assertEquals(2, text(out).lines().count());
    assertTrue(text(out).contains("x.net:2:8: node \"g\""), text(out));
    assertEquals(2, run("show", file.toString()));
    assertEquals(2, run("run", file.toString(), "--", "true"));
    assertEquals(4, text(err).lines().filter(line -> line.startsWith("craft: " + file)).count());
    assertEquals(0, run("check", "line"));
    assertTrue(text(out).endsWith("line: no mistake; nodes: 5, links: 4\n"), text(out));
  }

  @Test
  void aFileThatIsNoTextIsSaidToBeNone(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("x.net"), new byte[] {(byte) 0xff, 0x00, (byte) 0xfe});
    assertEquals(4, run("check", file.toString()));
    assertEquals("craft: " + file + ": is not text in UTF-8\n", text(err));
    assertEquals(4, run("check", folder.toString()));
    assertTrue(text(err).contains(folder + ": cannot be read"), text(err));
  }

  @Test
  void listHasATitleForEach() {
    assertEquals(0, run("list"));
    assertEquals(Networks.NAMES.size(), text(out).lines().count());
    assertTrue(text(out).contains("line         A straight line"), text(out));
  }
}
