// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.probe.AnswerKind;
import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The places of all hops, what fills them, and where the trace ends. What whoever ends the trace
 * says to probes that went further counts as its answers there, so that a host that limits its
 * errors still fills its places.
 */
final class Grid {
  private static final int NONE = -1;

  private final Range range;
  private final ProbeTable table;
  private final boolean bare;
  private final boolean weighs;
  private final int[] probes;
  private final @Nullable Answer[] answers;
  private final String[] failures;
  private final int[] shownSizes;
  private final Queue<Answer> spare = new ArrayDeque<>();
  private int end;
  private int reopened;

  /**
   * @param bare whether probes are bare packets, which a target refuses by their protocol
   * @param weighs whether an unreachable ends the trace only if nothing behind it answers
   */
  Grid(Range range, ProbeTable table, boolean bare, boolean weighs) {
    this.range = range;
    this.table = table;
    this.bare = bare;
    this.weighs = weighs;
    end = range.maxTtl();
    int places = (range.maxTtl() + 1) * range.queries();
    probes = new int[places];
    Arrays.fill(probes, NONE);
    answers = new @Nullable Answer[places];
    failures = new String[places];
    Arrays.fill(failures, "");
    shownSizes = new int[places];
  }

  private int at(int ttl, int place) {
    return ttl * range.queries() + place;
  }

  /** TTL of the last hop, as far as is known. */
  int end() {
    return end;
  }

  /** Whether an answer has ended the trace. */
  boolean isEnded() {
    return ending(end) != null;
  }

  /** The answer that ends the trace at this hop; null: none does. */
  @Nullable Answer ending(int ttl) {
    Answer found = null;
    for (int place = 0; place < range.queries(); place++) {
      Answer answer = answers[at(ttl, place)];
      if (answer != null && ends(answer) && (found == null || reaches(answer))) {
        found = answer;
      }
    }
    return found;
  }

  /** Whether an answer of this kind is the end of a trace. */
  static boolean ends(Answer answer) {
    return switch (answer.kind()) {
      case TIME_EXCEEDED, REASSEMBLY_EXCEEDED, SOURCE_QUENCH, REDIRECT -> false;
      default -> true;
    };
  }

  /** Whether an answer says that the target was reached. */
  boolean reaches(Answer answer) {
    return answer.kind().isReply()
        || answer.kind() == AnswerKind.PORT_UNREACHABLE
        || (bare && answer.refusesProtocol());
  }

  /** Whether a probe is still to be sent for a place. */
  boolean wants(int ttl, int place) {
    int at = at(ttl, place);
    return probes[at] == NONE && answers[at] == null && failures[at].isEmpty();
  }

  /** A probe was sent for a place; another before it is forgotten. */
  void sent(int ttl, int place, int probe) {
    probes[at(ttl, place)] = probe;
    failures[at(ttl, place)] = "";
  }

  /** A place is to be asked for again. */
  void again(int ttl, int place) {
    probes[at(ttl, place)] = NONE;
    reopened++;
  }

  /** How often places that were not wanted have become so again. */
  int reopened() {
    return reopened;
  }

  /** The host would not send the probe of a place. */
  void failed(int ttl, int place, String words) {
    failures[at(ttl, place)] = words;
  }

  /**
   * Takes an answer to a probe of a place.
   *
   * @return whether it belongs to a hop of the trace
   */
  boolean answered(int ttl, int place, Answer answer) {
    int at = at(ttl, place);
    if (answers[at] != null) {
      keepForEnd(answer);
      return false;
    }
    answers[at] = answer;
    int before = end;
    if (weighs || ends(answer)) {
      findEnd();
    }
    if (end < before) {
      collect(end, before);
    } else if (end > before) {
      reopened++;
    }
    if (ttl > end) {
      keepForEnd(answer);
    }
    return ttl <= end;
  }

  private void findEnd() {
    end = range.maxTtl();
    for (int ttl = range.firstTtl(); ttl <= range.maxTtl(); ttl++) {
      Answer ending = ending(ttl);
      if (ending != null && (!weighs || reaches(ending) || !othersBehind(ttl, ending.address()))) {
        end = ttl;
        return;
      }
    }
  }

  private boolean othersBehind(int ttl, IpAddress address) {
    for (int i = at(ttl + 1, 0); i < answers.length; i++) {
      Answer answer = answers[i];
      if (answer != null && !answer.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  /** Answers that came from behind an end that was found only now. */
  private void collect(int after, int upTo) {
    for (int i = at(after + 1, 0); i < at(upTo, range.queries()); i++) {
      Answer answer = answers[i];
      if (answer != null) {
        keepForEnd(answer);
      }
    }
  }

  private void keepForEnd(Answer answer) {
    Answer ending = ending(end);
    if (ending == null || !ends(answer) || !answer.address().equals(ending.address())) {
      return;
    }
    spare.add(answer);
    for (int place = 0; place < range.queries() && !spare.isEmpty(); place++) {
      int at = at(end, place);
      if (answers[at] == null) {
        answers[at] = spare.remove();
      }
    }
  }

  /** Whether nothing is awaited any more for a place. */
  private boolean isPlaceSettled(int at) {
    int probe = probes[at];
    return answers[at] != null
        || !failures[at].isEmpty()
        || (probe != NONE && table.state(probe) != ProbeTable.OPEN);
  }

  /** Whether nothing is awaited any more for a hop. */
  boolean isSettled(int ttl) {
    for (int place = 0; place < range.queries(); place++) {
      if (!isPlaceSettled(at(ttl, place))) {
        return false;
      }
    }
    return true;
  }

  /** Places of a hop whose probes were given up. */
  int givenUp(int ttl) {
    int count = 0;
    for (int place = 0; place < range.queries(); place++) {
      int at = at(ttl, place);
      boolean silent = probes[at] != NONE && table.state(probes[at]) == ProbeTable.GIVEN_UP;
      count += silent && answers[at] == null ? 1 : 0;
    }
    return count;
  }

  /** Forgets the probes of a hop that were given up, so that their places are asked for again. */
  void retryGivenUp(int ttl) {
    for (int place = 0; place < range.queries(); place++) {
      int at = at(ttl, place);
      if (answers[at] == null
          && probes[at] != NONE
          && table.state(probes[at]) == ProbeTable.GIVEN_UP) {
        probes[at] = NONE;
        reopened++;
      }
    }
  }

  /** Whether a probe still matters: its place is empty and part of the trace. */
  boolean matters(int probe) {
    int ttl = table.ttl(probe);
    int place = table.place(probe);
    return table.state(probe) == ProbeTable.OPEN
        && place >= 0
        && ttl <= end
        && answers[at(ttl, place)] == null;
  }

  /** Highest TTL with an answer; 0: none. */
  int highestAnswered() {
    for (int i = answers.length - 1; i >= 0; i--) {
      if (answers[i] != null) {
        return i / range.queries();
      }
    }
    return 0;
  }

  /** Highest TTL at which a router answered; 0: none. */
  int highestTimeExceeded() {
    for (int i = answers.length - 1; i >= 0; i--) {
      Answer answer = answers[i];
      if (answer != null && answer.kind().isTimeExceeded()) {
        return i / range.queries();
      }
    }
    return 0;
  }

  /** What to show as the packet size of a place. */
  void showSize(int ttl, int place, int size) {
    shownSizes[at(ttl, place)] = size;
  }

  /** A hop as it stands. */
  Hop hop(int ttl, long time) {
    List<Hop.Sample> samples = new ArrayList<>(range.queries());
    for (int place = 0; place < range.queries(); place++) {
      int at = at(ttl, place);
      int probe = probes[at];
      Answer answer = answers[at];
      int copies = probe == NONE ? 0 : table.copies(probe);
      samples.add(
          new Hop.Sample(answer, answer == null ? failures[at] : "", copies, shownSizes[at]));
    }
    return new Hop(time, ttl, samples);
  }
}
