// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been read of a file so far. */
final class Draft {
  /** Something that can be judged only when the whole file has been read. */
  @FunctionalInterface
  interface Check {
    void run() throws WordException;
  }

  private static final int MOST_MISTAKES = 50;

  final List<NodePart> nodes = new ArrayList<>();
  final List<LinkPart> links = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  private final String file;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Word> places = new HashMap<>();
  private final Map<IpAddress, String> owners = new HashMap<>();
  private final Map<Long, Integer> linkNumbers = new HashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  Draft(String file) {
    this.file = file;
  }

  void mistake(WordException e) {
    mistakes.add(e.in(file));
  }

  void later(Check check) {
    checks.add(check);
  }

  /** Enters a node; its number. */
  int add(Word name, NodePart node) throws WordException {
    Word before = places.putIfAbsent(name.text(), name);
    if (before != null) {
      throw new WordException(
          name, "name " + name.shown() + ": taken by the node of line " + before.line());
    }
    numbers.put(name.text(), nodes.size());
    nodes.add(node);
    return nodes.size() - 1;
  }

  /** Notes whose an address is. */
  void own(Word place, IpAddress address, String node) throws WordException {
    String before = owners.putIfAbsent(address, node);
    if (before != null) {
      throw new WordException(
          place,
          "address " + place.shown() + ": taken by " + (before.equals(node) ? "it" : before));
    }
  }

  /** Number of the node of that name. */
  int node(Word name) throws WordException {
    Integer number = numbers.get(name.text());
    if (number == null) {
      throw name.unknown("node", new ArrayList<>(numbers.keySet().stream().sorted().toList()));
    }
    return number;
  }

  /** Number of a node that must be of some kind. */
  int node(Word name, NodePart.Kind kind) throws WordException {
    int number = node(name);
    if (nodes.get(number).kind() != kind) {
      throw new WordException(
          name,
          "node "
              + name.shown()
              + ": is a "
              + nodes.get(number).kind().word()
              + ", expected a "
              + kind.word());
    }
    return number;
  }

  /** Number of the link between two nodes, whichever was named first; −1 if there is none. */
  int link(int one, int other) {
    Integer number = linkNumbers.get(key(one, other));
    return number == null ? -1 : number;
  }

  int add(LinkPart link) {
    linkNumbers.put(key(link.one(), link.other()), links.size());
    links.add(link);
    return links.size() - 1;
  }

  private static long key(int one, int other) {
    return (long) Math.min(one, other) << 32 | Math.max(one, other);
  }

  private @Nullable NodePart host() {
    for (NodePart node : nodes) {
      if (node.kind() == NodePart.Kind.HOST) {
        return node;
      }
    }
    return null;
  }

  /** Judges the whole. */
  void finish() throws TopologyException {
    for (Check check : checks) {
      try {
        check.run();
      } catch (WordException e) {
        mistake(e);
      }
    }
    NodePart host = host();
    if (host == null) {
      mistakes.add(new Mistake(file, 1, 1, "no host: expected a line host NAME ADDR…"));
    } else if (mistakes.isEmpty() && !isLinked(nodes.indexOf(host))) {
      mistake(
          new WordException(
              places.getOrDefault(host.name(), new Word("", 1, 1)),
              "host \"" + host.name() + "\": expected a link that leads to it"));
    }
    if (!mistakes.isEmpty()) {
      mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
      throw new TopologyException(mistakes.subList(0, Math.min(mistakes.size(), MOST_MISTAKES)));
    }
  }

  private boolean isLinked(int node) {
    for (LinkPart link : links) {
      if (link.one() == node || link.other() == node) {
        return true;
      }
    }
    return false;
  }
}
