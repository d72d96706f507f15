// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that may stand in a topology file. To add a behaviour, add its row to one of these tables.
 */
final class Keywords {
  static final List<Statement> STATEMENTS =
      List.of(
          new NodeStatement<>(
              NodePart.Kind.HOST,
              "Where the command runs; exactly one. Its first link's MTU is its device's.",
              "host h 192.0.2.10 2001:db8::10",
              List.<Attribute<Object>>of(),
              (network, number) -> network.nodes.get(number)),
          new NodeStatement<>(
              NodePart.Kind.ROUTER,
              "Forwards: counts TTL and hop limit down, finds the next link by the fewest links, reports"
                  + " what it cannot forward, and answers echo requests to its own addresses.",
              "router r1 198.51.100.1 2001:db8:1::1",
              RouterAttributes.ALL,
              Construction::router),
          new NodeStatement<>(
              NodePart.Kind.SERVER,
              "Answers echo requests, refuses everything else, forwards nothing.",
              "server t 203.0.113.9 2001:db8:9::9",
              ServerAttributes.ALL,
              Construction::server),
          new LinkStatement(),
          new BalanceStatement(),
          new NatStatement(),
          new RouteStatement(),
          new ChangeStatement());

  private static final Map<String, Statement> BY_WORD = new LinkedHashMap<>();

  static {
    for (Statement statement : STATEMENTS) {
      BY_WORD.put(statement.word(), statement);
    }
  }

  private Keywords() {}

  static @Nullable Statement statement(String word) {
    return BY_WORD.get(word);
  }

  static List<String> words() {
    return new ArrayList<>(BY_WORD.keySet());
  }

  /** The reference of the format in Markdown, a section a statement. */
  static String reference() {
    StringBuilder out = new StringBuilder();
    for (Statement statement : STATEMENTS) {
      out.append("### `").append(statement.word()).append(' ').append(statement.form());
      out.append("`\n\n").append(statement.meaning()).append("\n\n```\n");
      out.append(statement.example()).append("\n```\n\n");
      if (statement.attributes().isEmpty()) {
        continue;
      }
      out.append("| attribute | what it does | example |\n|---|---|---|\n");
      for (Attribute<?> attribute : statement.attributes()) {
        out.append("| `").append(attribute.synopsis().replace("|", "\\|")).append("` | ");
        out.append(attribute.meaning()).append(" | `");
        out.append(attribute.example().replace("\n", "`<br>`")).append("` |\n");
      }
      out.append('\n');
    }
    return out.toString();
  }
}
