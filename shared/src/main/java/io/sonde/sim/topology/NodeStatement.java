// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** {@code host}, {@code router} or {@code server}: a node, its addresses and attributes. */
final class NodeStatement<T> implements Statement {
  private final NodePart.Kind kind;
  private final String meaning;
  private final String example;
  private final AttributeTable<T> attributes;
  private final BiFunction<Construction, Integer, T> target;

  /**
   * @param target what attributes are about: the node of that number
   */
  NodeStatement(
      NodePart.Kind kind,
      String meaning,
      String example,
      List<Attribute<T>> attributes,
      BiFunction<Construction, Integer, T> target) {
    this.kind = kind;
    this.meaning = meaning;
    this.example = example;
    this.attributes = new AttributeTable<>(attributes);
    this.target = target;
  }

  @Override
  public String word() {
    return kind.word();
  }

  @Override
  public String form() {
    return "NAME ADDR…";
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String example() {
    return example;
  }

  @Override
  public List<Attribute<T>> attributes() {
    return attributes.rows();
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    Word name = words.take("a name");
    if (!isName(name.text())) {
      throw name.expected("name", "letters, digits, dots, dashes and underscores");
    }
    List<IpAddress> addresses = new ArrayList<>();
    while (!words.isEmpty()) {
      IpAddress address = words.peek().addressOrNull();
      if (address == null) {
        break;
      }
      draft.own(words.take("an address"), address, name.text());
      addresses.add(address);
    }
    boolean attributeFollows = !words.isEmpty() && attributes.has(words.peek());
    if (addresses.isEmpty() || !(words.isEmpty() || attributeFollows || hasEquals(words.peek()))) {
      if (words.isEmpty() || attributeFollows) {
        throw words.peek().expected("end of addresses", "an address for " + name.text());
      }
      throw words.peek().expected("word", "an address" + orAttribute());
    }
    List<String> written = new ArrayList<>();
    List<Consumer<T>> changes = readAttributes(words, written);
    int number = draft.add(name, new NodePart(kind, name.text(), addresses, written));
    return network -> apply(network, number, changes);
  }

  private String orAttribute() {
    List<String> names = new ArrayList<>();
    for (Attribute<T> attribute : attributes.rows()) {
      names.add(attribute.name());
    }
    return names.isEmpty() ? "" : " or one of " + String.join(", ", names);
  }

  private static boolean hasEquals(Word word) {
    return word.text().indexOf('=') >= 0;
  }

  @Override
  public Step readChange(Sentence words, Draft draft) throws WordException {
    int number = draft.node(words.take("the name of a " + kind.word()), kind);
    if (words.isEmpty()) {
      throw words.peek().expected("end of line", "what changes");
    }
    List<Consumer<T>> changes = readAttributes(words, new ArrayList<>());
    return network -> apply(network, number, changes);
  }

  private List<Consumer<T>> readAttributes(Sentence words, List<String> written)
      throws WordException {
    List<Consumer<T>> changes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (!words.isEmpty()) {
      Word word = words.take("an attribute");
      changes.add(attributes.read(word, seen));
      written.add(word.text());
    }
    return changes;
  }

  private void apply(Construction network, int number, List<Consumer<T>> changes) {
    T node = target.apply(network, number);
    for (Consumer<T> change : changes) {
      change.accept(node);
    }
  }

  /** What may be a name: a word that is neither an attribute nor a direction. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean good =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!good) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 63;
  }
}
