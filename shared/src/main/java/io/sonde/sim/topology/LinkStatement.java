// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Link;
import io.sonde.sim.LinkDirection;
import io.sonde.sim.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code link}: two nodes joined. What follows a word {@code A->B} is about that direction only;
 * {@code link A->B …} says more about a link of an earlier line.
 */
final class LinkStatement implements Statement {
  private static final AttributeTable<LinkDirection> ATTRIBUTES =
      new AttributeTable<>(LinkAttributes.ALL);
  private static final long NO_DELAY = -1;

  /** What is said about a link, by direction. */
  private static final class Said {
    final int one;
    final int other;
    long there = NO_DELAY;
    long back = NO_DELAY;
    final List<Consumer<LinkDirection>> thereChanges = new ArrayList<>();
    final List<Consumer<LinkDirection>> backChanges = new ArrayList<>();
    final List<String> bothWords = new ArrayList<>();
    final List<String> thereWords = new ArrayList<>();
    final List<String> backWords = new ArrayList<>();

    Said(int one, int other) {
      this.one = one;
      this.other = other;
    }

    void apply(Construction network, int number) {
      Link link = network.links.get(number);
      Node end = network.nodes.get(other);
      apply(link.to(end), there, thereChanges);
      apply(link.to(network.nodes.get(one)), back, backChanges);
    }

    private static void apply(
        LinkDirection way, long delay, List<Consumer<LinkDirection>> changes) {
      if (delay != NO_DELAY) {
        way.delay(delay);
      }
      for (Consumer<LinkDirection> change : changes) {
        change.accept(way);
      }
    }
  }

  @Override
  public String word() {
    return "link";
  }

  @Override
  public String form() {
    return "A B DELAY [ATTRIBUTES] [A->B [DELAY] ATTRIBUTES]";
  }

  @Override
  public String meaning() {
    return "Joins two nodes; DELAY is one way. What follows `A->B` is about that direction only."
        + " `link A->B …` on a line of its own says more about a link of an earlier line.";
  }

  @Override
  public String example() {
    return "link r1 r2 5ms loss=1% r2->r1 20ms loss=10%";
  }

  @Override
  public List<Attribute<LinkDirection>> attributes() {
    return ATTRIBUTES.rows();
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    Word first = words.take("the names of two nodes");
    if (isArrow(first)) {
      return readMore(first, words, draft);
    }
    Said said = said(first, words, draft);
    Word delay = words.take("a delay such as 5ms");
    said.there = delay.duration("delay");
    said.back = said.there;
    if (draft.link(said.one, said.other) >= 0) {
      throw new WordException(first, "link: these two nodes are linked already");
    }
    readAttributes(words, draft, said, null);
    int number = draft.add(part(said, false));
    return network -> {
      create(network, said);
      said.apply(network, number);
    };
  }

  @Override
  public Step readChange(Sentence words, Draft draft) throws WordException {
    Word first = words.take("the names of two nodes");
    if (isArrow(first)) {
      return readMore(first, words, draft);
    }
    Said said = said(first, words, draft);
    int known = draft.link(said.one, said.other);
    if (known < 0 && words.isEmpty()) {
      throw words.peek().expected("end of line", "a delay such as 5ms, for the link is new");
    }
    if (known < 0 || (!words.isEmpty() && isDelay(words.peek()))) {
      said.there = words.take("a delay such as 5ms").duration("delay");
      said.back = said.there;
    } else if (words.isEmpty()) {
      throw words.peek().expected("end of line", "what changes");
    }
    readAttributes(words, draft, said, null);
    if (known >= 0) {
      return network -> said.apply(network, known);
    }
    int number = draft.add(part(said, true));
    draft.steps.add(network -> create(network, said).both(way -> way.down(true)));
    return network -> {
      network.links.get(number).both(way -> way.down(false));
      said.apply(network, number);
    };
  }

  private static Link create(Construction network, Said said) {
    Node one = network.nodes.get(said.one);
    Link link = network.simulation.link(one, network.nodes.get(said.other), 0);
    network.links.add(link);
    return link;
  }

  private static LinkPart part(Said said, boolean later) {
    return new LinkPart(
        said.one,
        said.other,
        said.there,
        said.back,
        said.bothWords,
        said.thereWords,
        said.backWords,
        later);
  }

  private static Said said(Word first, Sentence words, Draft draft) throws WordException {
    int one = draft.node(first);
    Word second = words.take("the name of another node");
    int other = draft.node(second);
    if (one == other) {
      throw second.expected("node", "another node than the link begins at");
    }
    return new Said(one, other);
  }

  /** {@code A->B …} about a link that an earlier line has made. */
  private static Step readMore(Word arrow, Sentence words, Draft draft) throws WordException {
    int dash = arrow.text().indexOf("->");
    Word from = arrow.upTo(dash);
    Word to = arrow.from(dash + 2);
    Said said = new Said(draft.node(from), draft.node(to));
    int number = draft.link(said.one, said.other);
    if (number < 0) {
      throw arrow.expected("direction", "one of a link that an earlier line has made");
    }
    if (words.isEmpty()) {
      throw words.peek().expected("end of line", "a delay or an attribute of this direction");
    }
    readAttributes(words, draft, said, true);
    LinkPart part = draft.links.get(number);
    boolean same = part.one() == said.one;
    if (said.there != NO_DELAY || !said.thereWords.isEmpty()) {
      draft.links.set(number, with(part, same, said));
    }
    return network -> said.apply(network, number);
  }

  private static LinkPart with(LinkPart part, boolean there, Said said) {
    List<String> words = new ArrayList<>(there ? part.there() : part.back());
    words.addAll(said.thereWords);
    long delay = said.there;
    return new LinkPart(
        part.one(),
        part.other(),
        there && delay != NO_DELAY ? delay : part.delayThere(),
        !there && delay != NO_DELAY ? delay : part.delayBack(),
        part.both(),
        there ? words : part.there(),
        there ? part.back() : words,
        part.later());
  }

  /**
   * Reads attributes, directions and the delays behind these.
   *
   * @param start true: from {@code one} to {@code other} only; null: both
   */
  private static void readAttributes(
      Sentence words, Draft draft, Said said, @Nullable Boolean start) throws WordException {
    Boolean there = start;
    Set<String> seen = new HashSet<>();
    while (!words.isEmpty()) {
      Word word = words.take("an attribute");
      if (isArrow(word)) {
        there = direction(word, draft, said);
        seen.clear();
      } else if (there != null && isDelay(word)) {
        long delay = word.duration("delay");
        said.there = there ? delay : said.there;
        said.back = there ? said.back : delay;
      } else {
        Consumer<LinkDirection> change = ATTRIBUTES.read(word, seen);
        if (there == null || there) {
          said.thereChanges.add(change);
        }
        if (there == null || !there) {
          said.backChanges.add(change);
        }
        (there == null ? said.bothWords : there ? said.thereWords : said.backWords)
            .add(word.text());
      }
    }
  }

  private static boolean direction(Word arrow, Draft draft, Said said) throws WordException {
    int dash = arrow.text().indexOf("->");
    int from = draft.node(arrow.upTo(dash));
    int to = draft.node(arrow.from(dash + 2));
    boolean there = from == said.one && to == said.other;
    if (!there && !(from == said.other && to == said.one)) {
      String one = draft.nodes.get(said.one).name();
      String other = draft.nodes.get(said.other).name();
      throw arrow.expected(
          "direction", "one of this link: " + one + "->" + other + " or " + other + "->" + one);
    }
    return there;
  }

  private static boolean isArrow(Word word) {
    return word.text().contains("->") && word.text().indexOf('=') < 0;
  }

  private static boolean isDelay(Word word) {
    char first = word.text().charAt(0);
    return first >= '0' && first <= '9';
  }
}
