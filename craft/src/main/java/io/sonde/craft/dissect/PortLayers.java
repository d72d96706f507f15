// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.dissect;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.spec.LayerSpecs;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which layer a port stands for: the usual ones, and what the user says instead. */
public final class PortLayers {
  private final Map<Integer, LayerSpec> udp = new HashMap<>();
  private final Map<Integer, LayerSpec> tcp = new HashMap<>();

  /**
   * Says what a port stands for.
   *
   * @throws IllegalArgumentException unless it is like {@code udp.port=53:data}
   */
  public void put(String rule) {
    int colon = rule.indexOf(':');
    LayerSpec spec = colon < 0 ? null : LayerSpecs.named(rule.substring(colon + 1));
    boolean overUdp = rule.startsWith("udp.port=");
    int port = -1;
    if (spec != null && (overUdp || rule.startsWith("tcp.port="))) {
      try {
        port = Integer.parseInt(rule, "udp.port=".length(), colon, 10);
      } catch (NumberFormatException e) {
        port = -1;
      }
    }
    if (spec == null || port < 0 || port > 0xffff) {
      throw new IllegalArgumentException(
          "--as " + rule + ": expected udp.port=N:LAYER or tcp.port=N:LAYER, N 0 to 65535");
    }
    (overUdp ? udp : tcp).put(port, spec);
  }

  @Nullable LayerSpec of(boolean overTcp, int port) {
    Map<Integer, LayerSpec> said = overTcp ? tcp : udp;
    LayerSpec spec = said.isEmpty() ? null : said.get(port);
    if (spec != null) {
      return spec;
    }
    return overTcp ? LayerSpecs.byTcpPort(port) : LayerSpecs.byUdpPort(port);
  }
}
