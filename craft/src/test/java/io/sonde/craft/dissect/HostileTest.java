// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.layer.PacketLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets that mean harm: nothing throws, nothing reads beyond, every octet comes back. */
final class HostileTest {
  private static final String[] PACKETS = {
    "eth / ip src=192.0.2.1 opt=rr:3,ra,ts:only:2 / tcp syn opt=mss:1460,sack:1-2,ts:1:2 / data"
        + " hello",
    "eth / ip / icmp unreach port obj=mpls:16:0:1:1 / ip / udp / data hello",
    "eth / ip6 src=2001:db8::1 / icmp6 exceeded hop / ip6 / udp / data hello",
    "eth / arp request pdst=192.0.2.2",
    "eth / ip / udp surplus=0102 / data hello / trailer hex:0000",
    "eth / ip / ip6 / ip / icmp xecho ifobj=ifid:name=eth0",
  };

  private static List<byte[]> mutations(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> all = new ArrayList<>();
    for (String text : PACKETS) {
      byte[] packet = HexFormat.of().parseHex(CraftRun.of("build -o hex " + text).out().strip());
      for (int i = 0; i < packet.length; i++) {
        all.add(Arrays.copyOf(packet, i));
      }
      for (int i = 0; i < count; i++) {
        byte[] changed = packet.clone();
        for (int j = random.nextInt(1, 5); j > 0; j--) {
          changed[random.nextInt(14, changed.length)] = (byte) random.nextInt();
        }
        all.add(changed);
      }
    }
    return all;
  }

  @Test
  void layersNeverLeaveTheOctets() {
    Dissection dissection = new Dissection();
    for (byte[] packet : mutations(1, 2000)) {
      byte[] octets = new byte[packet.length + 32];
      System.arraycopy(packet, 0, octets, 16, packet.length);
      dissection.read(octets, 16, 16 + packet.length, packet.length, 1);
      dissection.judge();
      PacketLayout layout = dissection.packet();
      assertTrue(layout.count >= 1 && layout.count <= PacketLayout.MAX_LAYERS);
      for (int i = 0; i < layout.count; i++) {
        String place = i + " of " + HexFormat.of().formatHex(packet);
        assertTrue(layout.start[i] >= 16 && layout.end[i] <= 16 + packet.length, place);
        assertTrue(layout.start[i] <= layout.headerEnd[i], place);
        assertTrue(layout.headerEnd[i] <= layout.payloadEnd[i], place);
        assertTrue(layout.payloadEnd[i] <= layout.end[i], place);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree", "summary", "hexdump", "json", "c", "scapy"})
  void everyFormShowsThem(String format) {
    StringBuilder lines = new StringBuilder();
    int packets = 0;
    for (byte[] packet : mutations(2, 100)) {
      if (packet.length > 0) {
        lines.append(HexFormat.of().formatHex(packet)).append('\n');
        packets++;
      }
    }
    byte[] in = lines.toString().getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(in, "show", "-o", format, "-");
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().lines().count() >= packets);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void everyOctetComesBack(long seed) {
    StringBuilder lines = new StringBuilder();
    for (byte[] packet : mutations(seed, 60)) {
      if (packet.length > 14) {
        lines.append(HexFormat.of().formatHex(packet)).append('\n');
      }
    }
    byte[] in = lines.toString().getBytes(StandardCharsets.UTF_8);
    CraftRun json = CraftRun.of(in, "show", "-o", "json", "-");
    CraftRun again = CraftRun.of(json.octets(), "build", "-", "-o", "hex");
    assertEquals(lines.toString(), again.out(), again.err());
    CraftRun text = CraftRun.of(in, "show", "-o", "craft", "-");
    byte[] packets = text.out().replace("craft build ", "").getBytes(StandardCharsets.UTF_8);
    CraftRun built = CraftRun.of(packets, "build", "--from", "-", "-o", "hex");
    assertEquals(lines.toString(), built.out(), built.err());
  }

  @Test
  void nestingHasAnEnd() {
    byte[] deep = new byte[20 * 3000];
    for (int at = 0; at < deep.length; at += 20) {
      int left = Math.min(0xffff, deep.length - at);
      deep[at] = 0x45;
      deep[at + 2] = (byte) (left >>> 8);
      deep[at + 3] = (byte) left;
      deep[at + 9] = 4;
    }
    Dissection dissection = new Dissection();
    dissection.read(deep, 0, deep.length, deep.length, 101);
    assertTrue(dissection.packet().count <= PacketLayout.MAX_LAYERS);
    PacketLayout packet = dissection.packet();
    assertTrue(packet.specs[packet.count - 1].isData());
    assertEquals(deep.length, packet.end[packet.count - 1]);
  }
}
