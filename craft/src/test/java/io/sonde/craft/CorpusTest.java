// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.craft.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Captures that once broke dissectors, read as Wireshark reads them and given back octet for octet.
 * They lie outside the project: {@code SONDE_CORPUS} or {@code ../shared/corpus} beside the
 * checkout.
 */
final class CorpusTest {
  private static final int IP_CHECKSUM = 10;
  private static final int UPPER = 11;

  /** ERSPAN, WCCP and NHRP are data, link types such as frame relay too. */
  private static final int MOST_UNREAD = 23;

  private static final Set<String> UPPERS = Set.of("tcp", "udp", "icmp", "icmp6", "igmp", "arp");

  private static Path corpus() {
    String named = System.getenv("SONDE_CORPUS");
    Path folder = Path.of(named != null ? named : "../../shared/corpus");
    assumeTrue(
        Files.isRegularFile(folder.resolve("expectations.tsv")),
        "no captures at " + folder + "; set SONDE_CORPUS");
    return folder;
  }

  private static Map<String, List<String[]>> expectations(Path folder) throws IOException {
    Map<String, List<String[]>> files = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(folder.resolve("expectations.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split("\t", -1);
      List<String[]> rows = files.computeIfAbsent(row[0], file -> new ArrayList<>());
      if (!row[1].equals("0")) {
        rows.add(row);
      }
    }
    return files;
  }

  @Test
  void everyPacketReadsAsWiresharkReadsIt() throws IOException, JsonText.Malformed {
    Path folder = corpus();
    List<String> differences = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    int read = 0;
    for (Map.Entry<String, List<String[]>> file : expectations(folder).entrySet()) {
      String path = folder.resolve(file.getKey()).toString();
      CraftRun run = CraftRun.of(new byte[0], "show", "-o", "json", path);
      assertEquals(0, run.status(), file.getKey() + run.err());
      List<Map<?, ?>> packets = packets(run.out());
      assertEquals(file.getValue().size(), packets.size(), file.getKey());
      for (int i = 0; i < packets.size(); i++) {
        read++;
        compare(file.getValue().get(i), packets.get(i), differences, unread);
      }
    }
    assertTrue(read > 2000, "only " + read + " packets");
    assertEquals(List.of(), differences);
    assertTrue(unread.size() <= MOST_UNREAD, unread.size() + " not read: " + unread);
  }

  private static List<Map<?, ?>> packets(String json) throws JsonText.Malformed {
    List<Map<?, ?>> packets = new ArrayList<>();
    for (String line : json.split("\n", -1)) {
      if (line.startsWith("{\"event\":\"packet\"")
          && JsonText.parse(line) instanceof Map<?, ?> event) {
        packets.add(event);
      }
    }
    return packets;
  }

  private static @Nullable Map<?, ?> layer(Map<?, ?> packet, Set<String> names) {
    if (packet.get("layers") instanceof List<?> layers) {
      for (Object element : layers) {
        if (element instanceof Map<?, ?> layer && names.contains(layer.get("layer"))) {
          return layer;
        }
      }
    }
    return null;
  }

  private static void compare(
      String[] row, Map<?, ?> packet, List<String> differences, List<String> unread) {
    String place = row[0] + " packet " + row[1] + " ";
    differ(place + "captured", row[3], packet.get("capturedBytes"), differences);
    differ(place + "length", row[4], packet.get("lengthBytes"), differences);
    Map<?, ?> ip = layer(packet, Set.of("ip", "ip6"));
    if (!row[6].equals("-") && ip != null) {
      boolean four = "ip".equals(ip.get("layer"));
      differ(place + "protocol", row[6], ip.get(four ? "proto" : "nh"), differences);
      differ(place + "source", row[7], ip.get("src"), differences);
      differ(place + "destination", row[8], ip.get("dst"), differences);
      differ(place + "ttl", row[9], ip.get(four ? "ttl" : "hlim"), differences);
      differ(place + "ip checksum", row[IP_CHECKSUM], ip.get("chksumStatus"), differences);
    } else if (!row[6].equals("-")) {
      unread.add(place + "no IP layer");
    }
    if (UPPERS.contains(row[UPPER])) {
      Map<?, ?> upper = layer(packet, uppers(row[UPPER]));
      if (upper == null) {
        unread.add(place + "no " + row[UPPER]);
        return;
      }
      String[] keys =
          switch (row[UPPER]) {
            case "arp" -> new String[] {"op", "op"};
            case "igmp" -> new String[] {"type", "type"};
            case "icmp", "icmp6" -> new String[] {"type", "code"};
            default -> new String[] {"sport", "dport"};
          };
      differ(place + keys[0], row[12], upper.get(keys[0]), differences);
      differ(place + keys[1], row[13], upper.get(keys[1]), differences);
      differ(place + "checksum", row[14], upper.get("chksumStatus"), differences);
    }
  }

  /** Messages of ICMPv6 and versions of IGMP are layers of their own. */
  private static Set<String> uppers(String name) {
    return switch (name) {
      case "icmp6" -> Set.of("icmp6", "ns", "na", "rs", "ra", "redirect", "mld1", "mld2");
      case "igmp" -> Set.of("igmp1", "igmp2", "igmp3");
      default -> Set.of(name);
    };
  }

  private static void differ(
      String place, String expected, @Nullable Object got, List<String> differences) {
    if (!expected.equals("-") && !expected.equals(String.valueOf(got))) {
      differences.add(place + ": " + expected + ", got " + got);
    }
  }

  @Test
  void everyPacketComesBackThroughJsonAndThroughText() throws IOException {
    Path folder = corpus();
    int whole = 0;
    int lines = 0;
    for (String file : expectations(folder).keySet()) {
      String path = folder.resolve(file).toString();
      CraftRun json = CraftRun.of(new byte[0], "show", "-o", "json", path);
      if (!json.out().contains("\"event\":\"packet\"")) {
        continue;
      }
      CraftRun again = CraftRun.of(json.octets(), "build", "-", "-o", "pcapng");
      assertEquals(0, again.status(), file + again.err());
      CraftRun reread = CraftRun.of(again.octets(), "show", "-o", "json", "-");
      assertEquals(withoutFile(json.out()), withoutFile(reread.out()), file);
      CraftRun hex = CraftRun.of(new byte[0], "show", "-o", "hex", path);
      CraftRun text = CraftRun.of(new byte[0], "show", "-o", "craft", path);
      for (String line : text.out().split("\n", -1)) {
        lines++;
        whole += line.startsWith("craft build raw hex:") ? 1 : 0;
      }
      byte[] packets = text.out().replace("craft build ", "").getBytes(StandardCharsets.UTF_8);
      CraftRun built = CraftRun.of(packets, "build", "--from", "-", "-o", "hex");
      if (!hex.out().isEmpty()) {
        assertArrayEquals(hex.octets(), built.octets(), file + built.err());
      }
    }
    assertTrue(whole * 20 < lines, whole + " of " + lines + " packets are octets without shape");
  }

  /** JSON without what differs by place: the file's name, and times of the run. */
  private static String withoutFile(String json) {
    StringBuilder kept = new StringBuilder();
    for (String line : json.split("\n", -1)) {
      kept.append(line.replaceFirst("^(.\"event\":\"packet\",)\"file\":\"[^\"]*\",", "$1"))
          .append('\n');
    }
    return kept.toString();
  }
}
