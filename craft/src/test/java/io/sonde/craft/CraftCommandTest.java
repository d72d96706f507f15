// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.cli.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CraftCommandTest {
  @Test
  void versionIsOneLine() {
    CraftRun run = CraftRun.of("--version");
    assertEquals(0, run.status());
    assertEquals("craft from sonde " + Version.NUMBER + "\n", run.out());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          biuld ip            | biuld: unknown verb; did you mean build?
          --version=1         | --version: takes no value, "1" given
          build               | packet: missing; craft layers lists what there is
          build ip -o tre     | -o tre: unknown format; one of
          build ip -w x.txt   | -w x.txt: the name must end in .pcap .pcapng .json or .hex
          show --as tcp ip    | --as tcp: expected udp.port=N:LAYER or tcp.port=N:LAYER
          build ip -c 0       | --count 0: out of range, 1 to
          """)
  void mistakesAreOneSentenceAndTheStatusTwo(String words, String sentence) {
    CraftRun run = CraftRun.of(words);
    assertEquals("craft: " + sentence, start(run.err(), sentence), run.err());
    assertEquals(2, run.status());
    assertEquals("", run.out());
  }

  private static String start(String text, String like) {
    return text.substring(0, Math.min(text.length(), "craft: ".length() + like.length()));
  }

  @Test
  void aFileThatIsNotThereHasTheStatusFour() {
    CraftRun run = CraftRun.of("show /nonexistent.pcap");
    assertEquals("craft: /nonexistent.pcap: no such file\n", run.err());
    assertEquals(4, run.status());
  }
}
