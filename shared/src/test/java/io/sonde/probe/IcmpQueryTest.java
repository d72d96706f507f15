// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Octets of timestamp and mask requests and replies, from scapy 2.5. */
class IcmpQueryTest {
  private static EchoProbe probe(IcmpQuery query) {
    EchoProbe probe =
        new EchoProbe(
            new EchoProbe.Request(
                IpAddress.ofIpv4(0xc000020a),
                IpAddress.ofIpv4(0xc0000201),
                0x1234,
                64,
                0,
                0,
                false,
                List.of(),
                7,
                Octets.EMPTY),
            true,
            query,
            () -> 2 * 86_400_000_000_000L + 36_000_123_999_999L);
    probe.size(56);
    return probe;
  }

  private static String message(EchoProbe probe, long sequence) {
    PacketBatch out = new PacketBatch(1, 100);
    probe.write(out, 0, sequence);
    byte[] octets = new byte[out.length[0] - 20];
    out.octets.get(out.start[0] + 20, octets);
    return HexFormat.of().formatHex(octets);
  }

  private static int match(EchoProbe probe, String message) {
    PacketBatch in = new PacketBatch(1, 100);
    byte[] octets = HexFormat.of().parseHex("4500002800010000400176d4c0000201c000020a" + message);
    in.start[0] = in.slot(0);
    in.length[0] = octets.length;
    in.kind[0] = PacketBatch.PACKET;
    in.content[0] = PacketBatch.IP;
    in.octets.put(in.start[0], octets);
    in.count = 1;
    last = in.octets;
    return probe.match(in, 0);
  }

  private static ByteBuffer last = ByteBuffer.allocate(0);

  @Test
  void requests() {
    assertEquals(
        "0d008d26123400050225517b0000000000000000", message(probe(IcmpQuery.TIMESTAMP), 5));
    assertEquals("1100dcc61234000500000000", message(probe(IcmpQuery.ADDRESS_MASK), 65_541));
  }

  @Test
  void aTimestampReply() {
    EchoProbe probe = probe(IcmpQuery.TIMESTAMP);
    assertEquals(ProbeMethod.REPLY, match(probe, "0e00b837123400050225517b022551c880000001"));
    assertEquals(5, probe.wireSequence());
    assertEquals(36_000_123L, probe.number(last, 0));
    assertEquals(36_000_200L, probe.number(last, 1));
    assertEquals(0x8000_0001L, probe.number(last, 2));
    assertEquals(-1, probe.number(last, 3));
  }

  @Test
  void whatIsAnothers() {
    EchoProbe probe = probe(IcmpQuery.TIMESTAMP);
    assertEquals(ProbeMethod.FOREIGN, match(probe, "0e003837123500050225517b022551c800000001"));
    assertEquals(ProbeMethod.CORRUPT, match(probe, "0e00b837123400050225517b032551c880000001"));
  }

  @Test
  void aMaskReply() {
    EchoProbe probe = probe(IcmpQuery.ADDRESS_MASK);
    assertEquals(ProbeMethod.REPLY, match(probe, "1200dcc512340005ffffff00"));
    assertEquals(0xffff_ff00L, probe.number(last, 0));
    assertEquals(-1, probe.number(last, 1));
  }
}
