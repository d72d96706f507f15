// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.Events;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of JSON is an event of the schema. */
final class SchemaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "build -o json ip dst=192.0.2.1 chksum=bad / tcp syn res=1 opt=mss:1460,hex:ff",
        "build -o json eth type=0x0800 / ip len=99 / icmp unreach port obj=mpls:16:0:1:1 / ip / udp",
        "show -o json ip6 / udp len=3 / data x",
        "frag -o json --frag 8 ip / udp / data seq:20",
        "diff -o json ip ttl=1 + ip ttl=2",
        "show -o json /nonexistent",
      })
  void everyLineIsAnEvent(String words) throws IOException {
    assertTrue(Events.check(CraftRun.of(words).out()) >= 2);
  }
}
