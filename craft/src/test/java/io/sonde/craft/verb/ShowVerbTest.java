// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How packets look, and where messages about their text point. */
final class ShowVerbTest {
  private static final int COLUMNS = 80;

  /** Text without a terminal's escape sequences. */
  private static String plain(String text) {
    return text.replaceAll("\33\\[[0-9;]*m", "");
  }

  @Test
  void noLineOfATreeIsLongerThanATerminal() {
    String seg = ",2001:db8:1111:2222:3333:4444:5555:6666".repeat(5).substring(1);
    CraftRun run =
        CraftRun.of(
            "show ip6 dst=2001:db8::1 / rt type=4 seg="
                + seg
                + " / tcp opt=md5:"
                + "00".repeat(16)
                + ",mss:1460,ts:4294967295:4294967295,nop chksum=bad + ip / ah icv="
                + "ab".repeat(90)
                + " + ip / udp / dns q="
                + "label.".repeat(30)
                + "example:A");
    assertEquals(CraftExit.OK, run.status(), run.err());
    for (String line : run.out().split("\n", -1)) {
      assertTrue(line.length() <= COLUMNS, line);
    }
    assertTrue(run.out().contains("ab".repeat(20)), run.out());
    assertTrue(run.out().contains("(should be 0x"), run.out());
  }

  @Test
  void coloursChangeNothingButColours() {
    String words = "ip6 dst=2001:db8:1111:2222:3333:4444:5555:6666 / udp chksum=bad / data seq:40";
    for (String form : new String[] {"tree", "summary -v", "tree -v"}) {
      CraftRun without = CraftRun.of("show -o " + form + " --color never " + words);
      CraftRun with = CraftRun.of("show -o " + form + " --color always " + words);
      assertTrue(with.out().contains("\33[1mudp\33[0m"), with.out());
      assertTrue(with.out().contains("\33[31m (should be "), with.out());
      assertEquals(without.out(), plain(with.out()));
      assertEquals(without.out(), CraftRun.of("show -o " + form + " " + words).out());
    }
    CraftRun wrong = CraftRun.of("show --color red " + words);
    assertEquals("craft: --color red: unknown; auto, always or never\n", wrong.err());
    assertEquals(CraftExit.USAGE, wrong.status());
  }

  @Test
  void namesOfHostsOnlyWhereTheyAreAskedFor() {
    String words = "ip src=192.0.2.7 dst=192.0.2.9 / udp dport=9 + ip6 dst=2001:db8::7";
    CraftRun summary = CraftRun.of("show -o summary --resolve " + words);
    assertTrue(summary.out().contains("1 host.example > 192.0.2.9 udp"), summary.out());
    assertTrue(summary.out().contains("2 :: > evil.[2J.example"), summary.out());
    CraftRun tree = CraftRun.of("show --resolve " + words);
    assertTrue(tree.out().contains("src 192.0.2.7 (host.example)\n"), tree.out());
    assertTrue(tree.out().contains("dst 2001:db8::7 (evil.[2J.example)"), tree.out());
    String numeric = CraftRun.of("show " + words).out();
    assertEquals(numeric, CraftRun.of("show --resolve -n " + words).out());
    assertFalse(numeric.contains("example"), numeric);
    String json = CraftRun.of("show -o json --resolve " + words).out();
    assertEquals(CraftRun.of("show -o json " + words).out(), json);
  }

  @Test
  void verboseShowsDataWholeAndCounts() {
    CraftRun run = CraftRun.of("show -v ip / data seq:40");
    assertTrue(run.out().contains("0020  2021222324252627                  "), run.out());
    assertEquals("1 packet\n", run.err());
    CraftRun summary = CraftRun.of("show -v -o summary ip / data seq:40 + ip");
    assertTrue(summary.out().contains("\n  ip      version 4"), summary.out());
    assertEquals("2 packets\n", summary.err());
  }

  @Test
  void quietLeavesTheExitStatus() {
    CraftRun run = CraftRun.of("show -q --findings ip chksum=bad");
    assertEquals("", run.out() + run.err());
    assertEquals(CraftExit.DIFFERS, run.status());
    assertEquals(CraftExit.OK, CraftRun.of("show -q --findings ip").status());
    assertEquals(CraftExit.USAGE, CraftRun.of("show -q -v ip").status());
  }

  @Test
  void aFileTakesWhatACommandLineTakes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("packets.txt");
    Files.writeString(
        file,
        """
        ip / data 'two words' # a remark
        ip / data "it's \\"so\\" # \\\\"
        ip / data rep:'a b':2 text:"" \\
          text:" c"
        """);
    byte[] from = CraftRun.of("build -o hex --from " + file).octets();
    String typing =
        "build -o hex ip / data two_words + ip / data it's_\"so\"_#_\\ + ip / data"
            + " rep:a_b:2 text: text:_c";
    String[] words = typing.split(" ", -1);
    CraftRun typed =
        CraftRun.of(
            new byte[0],
            Arrays.stream(words).map(word -> word.replace('_', ' ')).toArray(String[]::new));
    assertEquals(CraftExit.OK, typed.status(), typed.err());
    assertEquals(typed.out(), new String(from, StandardCharsets.US_ASCII));
    Files.writeString(file, "ip\nip / data 'never ends\n");
    CraftRun open = CraftRun.of("build -o hex --from " + file);
    assertEquals(CraftExit.USAGE, open.status());
    assertEquals(
        "craft: " + file + ":2: a quote without an end\nip / data 'never ends\n          ^\n",
        open.err());
  }

  /** As sh, dash and bash read it: one word, nothing in it is run or expanded. */
  @Test
  void textOfAPacketMeansNothingToAShell() {
    String name = "$(id)'\"\\;&|`x`*~!{a}";
    CraftRun line = CraftRun.of("show -o craft ip / udp / dhcp opt=domain:" + name);
    String quoted = "'opt=domain:" + name.replace("'", "'\"'\"'") + ",end'";
    assertTrue(line.out().contains(" " + quoted), line.out());
    byte[] text = line.out().replace("craft build ", "").getBytes(StandardCharsets.UTF_8);
    CraftRun again = CraftRun.of(text, "build", "--from", "-", "-o", "hex");
    assertEquals(CraftRun.of("build -o hex ip / udp / dhcp opt=domain:" + name).out(), again.out());
  }

  /** What was read before is kept; a packet that cannot be made keeps no file. */
  @Test
  void aFileOfPacketsUpToTheFirstMistake(@TempDir Path folder) throws IOException {
    byte[] two = CraftRun.of("build -o pcap ip / udp dport=1..2").octets();
    Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(two, two.length - 1));
    Path kept = folder.resolve("kept.hex");
    CraftRun run = CraftRun.of("edit " + cut + " ip.ttl=9 -w " + kept);
    assertEquals(CraftExit.INPUT_OUTPUT, run.status());
    assertTrue(run.err().endsWith("; cut off there\n"), run.err());
    assertEquals(1, Files.readAllLines(kept).size());
    Path none = folder.resolve("none.hex");
    CraftRun long2 = CraftRun.of("build ip / data zero:65000..65520..520 -w " + none);
    assertEquals(CraftExit.USAGE, long2.status(), long2.err());
    CraftRun shown = CraftRun.of("show -o summary ip / data zero:65000..65520..520");
    assertEquals(1, shown.out().lines().count(), shown.err());
    try (var files = Files.list(folder)) {
      assertEquals(Set.of(cut, kept), files.collect(Collectors.toSet()));
    }
  }

  @Test
  void mistakesInAFileNameItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("packets.txt");
    Files.writeString(file, "# two\nip ttl=1\n\nip dst=192.0.2.1 \\\n  / udp dprt=9\n");
    CraftRun run = CraftRun.of("build -o hex --from " + file);
    assertEquals(CraftExit.USAGE, run.status());
    assertTrue(
        run.err().startsWith("craft: " + file + ":4: udp: dprt: unknown key; nearest: dport"),
        run.err());
    assertTrue(run.err().endsWith("\n" + " ".repeat(25) + "^\n"), run.err());
    byte[] text = "ip\nip / dns\n".getBytes(StandardCharsets.UTF_8);
    CraftRun built = CraftRun.of(text, "build", "-o", "hex", "--from", "-");
    assertTrue(built.err().startsWith("craft: standard input:2: ip.proto: "), built.err());
    assertEquals(CraftExit.USAGE, built.status());
  }

  @Test
  void aCutAddressIsNoReasonToReadNothing() {
    CraftRun run = CraftRun.of(hex("45000054fc35000040113b05c0000201c6"), "show", "-o", "summary");
    assertEquals("1 192.0.2.1 > ?\n", run.out());
    String six = "6000000000141140" + "20010db8000000000000000000000001" + "20";
    assertEquals("1 2001:db8::1 > ?\n", CraftRun.of(hex(six), "show", "-o", "summary").out());
  }

  private static byte[] hex(String digits) {
    return (digits + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** As any program's: a capture is for whom the umask lets read it. */
  @Test
  void aWrittenFileObeysTheUmask(@TempDir Path folder) throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("out.pcap");
    assertEquals(CraftExit.OK, CraftRun.of("build -q ip -w " + file).status());
    assertEquals(permissions(plain), permissions(file));
    try (var files = Files.list(folder)) {
      assertEquals(
          Set.of("plain", "out.pcap"),
          files.map(one -> one.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return Files.getPosixFilePermissions(file);
  }
}
