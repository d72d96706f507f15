// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.HostNames;
import io.sonde.net.Resolver;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reverse look-ups in a daemon thread, each address once. A new address is given a moment, as long
 * as a run's moments last: so names from the hosts file or a near server are there from the first
 * line on, and a slow server delays one line at most.
 */
public final class BackgroundNames implements HostNames {
  private static final long PATIENCE_NANOS = 250_000_000;
  private static final String NONE_YET = "";

  /** More addresses than this are not asked for: a capture may hold any number of them. */
  private static final int MOST = 1 << 16;

  private final Resolver resolver;
  private final Map<IpAddress, String> names = new ConcurrentHashMap<>();
  private final BlockingQueue<IpAddress> wanted = new LinkedBlockingQueue<>();
  private final TimeSource time = new SystemTime();
  private final Semaphore done = new Semaphore(0);
  private long patience = PATIENCE_NANOS;
  private boolean begun;

  /** Names by {@code resolver}, which may take its time. */
  public BackgroundNames(Resolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public @Nullable String nameOf(IpAddress address) {
    String name = names.get(address);
    if (name == null && names.size() < MOST) {
      names.put(address, NONE_YET);
      wanted.add(address);
      if (!begun) {
        begun = true;
        begin();
      }
      if (patience > 0) {
        await();
        name = names.get(address);
      }
    }
    return name == null || name.isEmpty() ? null : name;
  }

  private void begin() {
    Thread thread = new Thread(null, this::lookUp, "names", 1 << 19);
    thread.setDaemon(true);
    thread.start();
  }

  private void await() {
    long start = time.nanos();
    try {
      boolean found = done.tryAcquire(patience, TimeUnit.NANOSECONDS);
      patience = found ? patience - (time.nanos() - start) : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookUp() {
    try {
      while (true) {
        IpAddress address = wanted.take();
        String name = resolver.reverse(address);
        if (name != null) {
          names.put(address, name);
        }
        done.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
