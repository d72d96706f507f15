// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Simulation;
import java.util.ArrayList;
import java.util.List;

/** {@code change}: a statement that takes effect while the network runs. */
final class ChangeStatement implements Statement {
  private static final String AFTER = "after=";

  @Override
  public String word() {
    return "change";
  }

  @Override
  public String form() {
    return "after=TIME STATEMENT";
  }

  @Override
  public String meaning() {
    return "Applies another statement when the network has run for so long. It needs only what"
        + " changes: a node's name and attributes, a link's ends and attributes. A link that no line"
        + " has made before comes into being then.";
  }

  @Override
  public String example() {
    return "change after=10s link r1 r2 down\nchange after=20s link r1 r2 up";
  }

  @Override
  public List<Attribute<?>> attributes() {
    return List.of();
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    Word when = words.take("after=TIME");
    if (!when.text().startsWith(AFTER)) {
      throw when.expected("word", "after=TIME, such as after=10s");
    }
    long after = when.from(AFTER.length()).duration("after");
    Word word = words.take("a statement");
    Statement statement = Keywords.statement(word.text());
    if (statement == null || statement == this) {
      List<String> names = new ArrayList<>(Keywords.words());
      names.remove(word());
      throw word.unknown("statement", names);
    }
    Step step = statement.readChange(words, draft);
    return network -> network.simulation.at(Simulation.START + after, () -> step.apply(network));
  }
}
