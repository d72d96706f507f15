// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Look-ups in a daemon thread: it alone loads and talks to whoever is asked, and only from the
 * first question on. All addresses are asked for at once.
 */
public final class BackgroundBook implements AddressBook {
  private static final int STACK = 1 << 19;

  private static final class Entry {
    private volatile AddressFacts facts = AddressFacts.NOTHING;
    private volatile boolean done;
  }

  private final Supplier<List<FactSource>> sources;
  private final Runnable wakeUp;
  private final Map<IpAddress, Entry> entries = new HashMap<>();
  private final BlockingQueue<IpAddress> wanted = new LinkedBlockingQueue<>();
  private boolean begun;

  /**
   * @param sources made in the other thread; each is given what those before it know
   * @param wakeUp called by another thread when something has become known
   */
  BackgroundBook(Supplier<List<FactSource>> sources, Runnable wakeUp) {
    this.sources = sources;
    this.wakeUp = wakeUp;
  }

  @Override
  public void ask(IpAddress address) {
    synchronized (entries) {
      if (entries.putIfAbsent(address, new Entry()) != null) {
        return;
      }
    }
    wanted.add(address);
    if (!begun) {
      begun = true;
      Thread thread = new Thread(null, this::lookUp, "names", STACK);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private Entry entry(IpAddress address) {
    ask(address);
    synchronized (entries) {
      Entry entry = entries.get(address);
      if (entry == null) {
        throw new IllegalStateException(address + " was asked for");
      }
      return entry;
    }
  }

  @Override
  public boolean isSettled(IpAddress address) {
    return entry(address).done;
  }

  @Override
  public AddressFacts facts(IpAddress address) {
    return entry(address).facts;
  }

  private void lookUp() {
    List<FactSource> all = sources.get();
    try {
      while (true) {
        lookUp(all, wanted.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookUp(List<FactSource> all, IpAddress address) {
    Entry entry = entry(address);
    CompletableFuture<AddressFacts> facts = CompletableFuture.completedFuture(entry.facts);
    for (FactSource source : all) {
      facts =
          facts
              .thenCompose(known -> source.lookUp(address, known))
              .thenApply(
                  known -> {
                    entry.facts = known;
                    return known;
                  });
    }
    CompletableFuture<AddressFacts> unused =
        facts.whenComplete(
            (known, failure) -> {
              entry.done = true;
              wakeUp.run();
            });
  }
}
