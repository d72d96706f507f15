// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose probe an error speaks of. */
class EchoProbeTest {
  private static final IpAddress HOST = IpAddress.ofIpv4(0xc0000201);
  private static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  private static final IpAddress OTHER = IpAddress.ofIpv4(0xcb007101);

  private final EchoProbe probe = probe();
  private final PacketBatch in = new PacketBatch(1, 256);

  private static EchoProbe probe() {
    EchoProbe probe =
        new EchoProbe(
            new EchoProbe.Request(
                HOST, TARGET, 0x1234, 64, 0, 0, false, List.of(), 1, Octets.EMPTY),
            true);
    probe.size(56);
    return probe;
  }

  /** An error of an error queue about the request ab cd, sent to an address. */
  private int queued(IpAddress original) {
    in.kind[0] = PacketBatch.ERROR;
    in.content[0] = PacketBatch.TRANSPORT;
    in.errorType[0] = 3;
    in.errorCode[0] = 1;
    in.originalHigh[0] = original.high();
    in.originalLow[0] = original.low();
    fill("0800 0000 1234 abcd");
    return probe.match(in, 0);
  }

  private void fill(String hex) {
    byte[] octets = Octets.ofHex(hex.replace(" ", "")).toByteArray();
    in.start[0] = in.slot(0);
    in.length[0] = octets.length;
    in.octets.put(in.start[0], octets);
  }

  @Test
  void anErrorOfTheQueueIsOursIfItsDestinationIs() {
    assertEquals(ProbeMethod.ERROR, queued(TARGET));
    assertEquals(0xabcd, probe.wireSequence());
    assertEquals(ProbeMethod.OTHER, queued(OTHER));
    assertEquals(-1, probe.wireSequence(), "speaks of no probe");
  }

  // source: scapy, IP(src="198.51.100.1",dst="192.0.2.1")/ICMP(type=3,code=1)/
  // IP(src="192.0.2.1",dst=...)/ICMP(id=0x1234,seq=0xabcd)
  @ParameterizedTest
  @CsvSource({
    "450000380001000040018e8ec6336401c00002010301fcfe00000000"
        + "4500001c0001000040017cd5c0000201cb007109080039fe1234abcd, ERROR",
    "450000380001000040018e8ec6336401c00002010301fcfe00000000"
        + "4500001c0001000040017cddc0000201cb007101080039fe1234abcd, OTHER",
  })
  void aQuoteIsOursIfItsDestinationIs(String hex, String verdict) {
    in.kind[0] = PacketBatch.PACKET;
    in.content[0] = PacketBatch.IP;
    fill(hex);
    int expected = verdict.equals("ERROR") ? ProbeMethod.ERROR : ProbeMethod.OTHER;
    assertEquals(expected, probe.match(in, 0));
  }
}
