// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Runs that send at the same time, each on a thread of its own and every n-th packet of the same
 * ones: together they send each packet once. Time begins when the first packet of each is ready.
 */
public final class SendCrew {
  private final Rate rate;
  private final SendListener listener;
  private final int size;
  private final List<Member> members = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Phaser ready;
  private final LongAccumulator start = new LongAccumulator(Long::max, Long.MIN_VALUE);
  private @Nullable IOException failure;
  private @Nullable RuntimeException mistake;

  /** One of the runs, as what it says is heard. */
  private final class Member implements SendListener {
    final int part;
    @Nullable SendRun run;
    @Nullable PacketFeed feed;
    Counts counts = new Counts();

    Member(int part) {
      this.part = part;
    }

    @Override
    public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType) {}

    @Override
    public void handled(long number, int outcome, int detail) {}

    @Override
    public void note(String sentence) {
      synchronized (told) {
        if (told.add(sentence)) {
          listener.note(sentence);
        }
      }
    }

    @Override
    public void unsendable(long number, String sentence) {
      synchronized (told) {
        listener.unsendable((number - 1) * size + part + 1, sentence);
      }
    }

    @Override
    public void progress(Counts present, long elapsed) {
      Counts copy = new Counts();
      copy.add(present);
      synchronized (told) {
        counts = copy;
        if (part == 0) {
          listener.progress(sum(), elapsed);
        }
      }
    }

    private Counts sum() {
      Counts sum = new Counts();
      for (Member member : members) {
        sum.add(member.counts);
      }
      return sum;
    }
  }

  /** Makes one of the runs. */
  @FunctionalInterface
  public interface Maker {
    /** A run that speaks to the listener; nobody asks it for each packet. */
    SendRun run(SendListener listener) throws IOException;
  }

  /**
   * A crew without members.
   *
   * @param size how many there will be
   * @param rate of all together
   */
  public SendCrew(int size, Rate rate, SendListener listener) {
    this.size = size;
    this.rate = rate;
    this.listener = listener;
    ready = new Phaser(size);
  }

  /** Adds a run; its packets are given by {@link #feed}. */
  public SendRun add(Maker maker) throws IOException {
    Member member = new Member(members.size());
    SendRun run = maker.run(member);
    member.run = run;
    members.add(member);
    return run;
  }

  /** Gives the run that was added last all packets, of which it sends its own. */
  public void feed(PacketFeed whole) {
    Member member = members.get(members.size() - 1);
    member.feed = new PartOfFeed(whole, member.part, size);
  }

  /**
   * Sends all packets.
   *
   * @throws IOException what ended one of the runs, and with it all
   * @throws RuntimeException likewise: a packet that cannot be built
   */
  public void run() throws IOException {
    List<Thread> threads = new ArrayList<>();
    for (Member member : members) {
      Thread thread = new Thread(() -> run(member), "send " + member.part);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stop();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (told) {
      if (mistake != null) {
        throw mistake;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private void run(Member member) {
    SendRun run = member.run;
    PacketFeed feed = member.feed;
    if (run == null || feed == null) {
      throw new IllegalStateException("run " + member.part + " has no packets");
    }
    try {
      run.runWithOthers(feed, began -> begin(began, member.part));
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException e) {
      synchronized (told) {
        mistake = mistake == null ? e : mistake;
      }
      stop();
    } finally {
      ready.arriveAndDeregister();
    }
  }

  private Schedule begin(long began, int part) {
    start.accumulate(began);
    ready.arriveAndAwaitAdvance();
    return rate.from(start.get()).part(part, size);
  }

  private void fail(IOException e) {
    synchronized (told) {
      failure = failure == null ? e : failure;
    }
    stop();
  }

  /** Ends all runs; for any thread. */
  public void stop() {
    for (Member member : members) {
      if (member.run != null) {
        member.run.stop();
      }
    }
  }

  /** What became of the packets of all; when the runs have ended. */
  public Counts counts() {
    Counts sum = new Counts();
    for (Member member : members) {
      if (member.run != null) {
        sum.add(member.run.counts());
      }
    }
    return sum;
  }

  /** Nanoseconds from the first packet to the last. */
  public long elapsed() {
    long last = start.get();
    for (Member member : members) {
      last = member.run == null ? last : Math.max(last, member.run.ended());
    }
    return start.get() == Long.MIN_VALUE ? 0 : last - start.get();
  }
}
