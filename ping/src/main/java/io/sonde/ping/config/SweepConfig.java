// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import io.sonde.wire.IpFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run over many targets. Durations are nanoseconds.
 *
 * @param operands targets as typed: names, addresses, blocks, ranges
 * @param lists files of targets; {@code -}: standard input
 * @param strict whether the first bad line of a file ends the run
 * @param allAddresses whether network and broadcast addresses of blocks, and all addresses of a
 *     name, are targets too
 * @param family only addresses of this family; null: the resolver's first
 * @param tries how often and how fast
 * @param order which part, and in what order
 * @param goal when it is enough
 * @param kind what the targets are asked by: an ICMP request
 * @param probe what goes out
 * @param sockets by what way it goes
 * @param output what the user sees
 * @param report what of the targets the user sees
 */
public record SweepConfig(
    List<String> operands,
    List<String> lists,
    boolean strict,
    boolean allAddresses,
    @Nullable IpFamily family,
    Tries tries,
    Order order,
    Goal goal,
    ProbeKind kind,
    Probe probe,
    Sockets sockets,
    Output output,
    Report report) {

  /** Copies the lists. */
  public SweepConfig {
    operands = List.copyOf(operands);
    lists = List.copyOf(lists);
    if (report.roundTrips() && tries.count() == 0) {
      throw new IllegalArgumentException("--round-trips: needs -c");
    }
  }

  /** What the targets are asked by, as JSON calls it. */
  public String protocol() {
    return kind.protocol().text();
  }

  /**
   * How often and how fast.
   *
   * @param count probes a target; 0: until its first answer (check mode)
   * @param endless whether a target is probed until the run is ended from outside
   * @param interval from one probe of a target to its next, unless in check mode
   * @param retries tries after the first, in check mode
   * @param backoff by what the wait grows from try to try
   * @param timeout wait for the answer to a first try
   * @param rate probes a second over all targets; 0: as many as the socket takes
   * @param deadline end of the run; 0: none
   * @param reportEvery pause between reports of the figures so far; 0: none
   */
  public record Tries(
      long count,
      boolean endless,
      long interval,
      int retries,
      double backoff,
      long timeout,
      long rate,
      long deadline,
      long reportEvery) {
    /** Most tries after the first. */
    public static final int MOST_RETRIES = 100;

    /** Retries unless given. */
    public static final int DEFAULT_RETRIES = 3;

    /** Growth of the wait unless given. */
    public static final double DEFAULT_BACKOFF = 1.5;

    /** Wait for the answer to a first try unless given. */
    public static final long DEFAULT_TIMEOUT = Schedule.SECOND / 2;

    /** Longest wait for an answer in count mode unless given. */
    public static final long LONGEST_DEFAULT_TIMEOUT = 2 * Schedule.SECOND;

    /** Probes a second unless given. */
    public static final long DEFAULT_RATE = 1000;

    /** Longest wait that back-off grows to. */
    public static final long LONGEST_WAIT = 3600 * Schedule.SECOND;

    /** Whether each target is probed until its first answer. */
    public boolean isCheck() {
      return count == 0 && !endless;
    }

    /**
     * Wait for the answer to a try.
     *
     * @param attempt 0 for the first
     */
    public long wait(int attempt) {
      double wait = timeout * Math.pow(backoff, attempt);
      return wait >= LONGEST_WAIT ? Math.max(timeout, LONGEST_WAIT) : (long) wait;
    }
  }

  /**
   * Which part of the targets, and in what order.
   *
   * @param shard 1 … {@code shards}
   * @param shards parts that all targets are divided into
   * @param seed key of the permutation
   * @param inOrder whether they are taken as given
   */
  public record Order(int shard, int shards, long seed, boolean inOrder) {
    /** Most parts. */
    public static final int MOST_SHARDS = 1_000_000;
  }

  /**
   * When it is enough.
   *
   * @param minAlive targets that must be alive for exit status 0; 0: all
   * @param first whether the run ends as soon as so many are
   */
  public record Goal(long minAlive, boolean first) {
    /** Alive targets that exit status 0 takes; 0: all. */
    public long wanted() {
      return first ? Math.max(1, minAlive) : minAlive;
    }

    /** Alive targets that end the run; {@link Long#MAX_VALUE}: none do. */
    public long enough() {
      return first ? wanted() : Long.MAX_VALUE;
    }
  }

  /**
   * What of the targets the user sees.
   *
   * @param alive only those that answer, one a line
   * @param unreachable only those that do not
   * @param roundTrips all round trips of a target in a line
   * @param perTarget a table
   * @param sort order of the table
   */
  public record Report(
      boolean alive, boolean unreachable, boolean roundTrips, boolean perTarget, Sort sort) {
    /** One rule a line. */
    public Report {
      if (alive && unreachable) {
        throw new IllegalArgumentException("--alive and --unreachable exclude each other");
      }
    }

    /** Whether standard output is a list of targets and nothing else. */
    public boolean isList() {
      return alive || unreachable;
    }
  }

  /** Order of a table. */
  public enum Sort {
    /** The largest loss first. */
    LOSS,
    /** The longest median round trip first. */
    RTT,
    /** By name or address. */
    NAME,
    /** As given. */
    INPUT
  }
}
