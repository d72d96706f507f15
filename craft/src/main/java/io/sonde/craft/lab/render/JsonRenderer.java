// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.cli.JsonWriter;
import io.sonde.sim.topology.LinkPart;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One JSON object. */
final class JsonRenderer {
  private JsonRenderer() {}

  static String draw(Topology topology) {
    StringBuilder out = new StringBuilder();
    JsonWriter json =
        new JsonWriter(
            (octets, length) -> out.append(new String(octets, 0, length, StandardCharsets.UTF_8)));
    json.object().array("nodes");
    for (NodePart node : topology.nodes()) {
      json.object().string("kind", node.kind().word()).string("name", node.name());
      json.array("addresses");
      node.addresses().forEach(address -> json.string(address.toString()));
      json.end();
      words(json, "attributes", node.attributes());
      json.end();
    }
    json.end().array("links");
    for (LinkPart link : topology.links()) {
      json.object().string("from", topology.nodes().get(link.one()).name());
      json.string("to", topology.nodes().get(link.other()).name());
      json.millis("delayMs", link.delayThere()).millis("backDelayMs", link.delayBack());
      words(json, "attributes", link.both());
      words(json, "thereAttributes", link.there());
      words(json, "backAttributes", link.back());
      json.bool("later", link.later()).end();
    }
    json.end();
    words(json, "statements", topology.remarks());
    json.end();
    return out.toString();
  }

  private static void words(JsonWriter json, String key, List<String> words) {
    json.array(key);
    words.forEach(json::string);
    json.end();
  }
}
