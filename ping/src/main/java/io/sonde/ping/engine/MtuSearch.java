// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

/**
 * Search for the longest packet that a path carries whole: RFC 1191 where routers speak, bisection
 * as RFC 4821 where they do not. One probe is open at a time. A size is called too long when a
 * router or the host says so, or when three probes of it in a row stay unanswered although shorter
 * ones are answered.
 */
final class MtuSearch implements SizePlan {
  /** Probes of one size that must stay unanswered. */
  static final int TRIES = 3;

  /**
   * What was found.
   *
   * @param mtu octets of the longest packet that came back; 0: none did
   * @param from who named the next-hop MTU, as text; empty: nobody
   * @param blackHole whether longer packets vanished without a word
   */
  record Result(int mtu, String from, boolean blackHole) {}

  private final int overhead;
  private final int lowest;
  private int works;
  private int fails;
  private int trying;
  private int silent;
  private boolean vanished;
  private String from = "";

  /**
   * @param overhead octets of a packet before its data
   * @param least octets of a packet that every path carries: 68 (RFC 791) or 1280 (RFC 8200)
   * @param most octets of the longest packet that the host would send
   */
  MtuSearch(int overhead, int least, int most) {
    this.overhead = overhead;
    lowest = Math.min(least, most);
    fails = most + 1;
    trying = most;
  }

  @Override
  public int sizeOf(long sequence) {
    return trying - overhead;
  }

  @Override
  public int largest() {
    return fails - 1 - overhead;
  }

  /** A probe with so many data octets came back. */
  void answered(int size) {
    works = Math.max(works, size + overhead);
    silent = 0;
    choose();
  }

  /**
   * Somebody said that a probe was too long.
   *
   * @param mtu next-hop MTU that was named; 0: none
   * @param who as text; empty: the host itself
   */
  void tooBig(int size, int mtu, String who) {
    int packet = size + overhead;
    // a named MTU that the packet would have fitted is no news (RFC 1191 section 5)
    int limit = mtu >= lowest && mtu < packet ? mtu + 1 : packet;
    if (limit < fails) {
      fails = limit;
      from = who;
      vanished = false;
    }
    silent = 0;
    choose();
    if (mtu >= lowest && mtu < packet && works < mtu) {
      trying = mtu;
    }
  }

  /** A probe stayed unanswered. */
  void lost(int size) {
    int packet = size + overhead;
    if (packet != trying || ++silent < TRIES) {
      return;
    }
    silent = 0;
    if (packet < fails) {
      fails = packet;
      vanished = true;
      from = "";
    }
    choose();
  }

  private void choose() {
    if (works == 0) {
      // the first question is whether the path answers at all
      trying = fails > lowest ? lowest : 0;
    } else {
      trying = works + (fails - works) / 2;
    }
  }

  /** Whether nothing is left to ask. */
  boolean isOver() {
    return trying == 0 || fails - works <= 1;
  }

  Result result() {
    return new Result(works, from, works > 0 && vanished);
  }
}
