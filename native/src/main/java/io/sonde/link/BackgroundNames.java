// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.HostNames;
import io.sonde.net.Resolver;
import io.sonde.wire.IpAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reverse look-ups in a daemon thread, each address once. Only the very first question, asked
 * before anything is under way, is given a moment: a name from the hosts file or a near server is
 * then there from the first line on.
 */
public final class BackgroundNames implements HostNames {
  private static final long FIRST_WAIT_MILLIS = 250;
  private static final String NONE_YET = "";

  private final Resolver resolver;
  private final Map<IpAddress, String> names = new ConcurrentHashMap<>();
  private final BlockingQueue<IpAddress> wanted = new LinkedBlockingQueue<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private boolean begun;

  /** Names by {@code resolver}, which may take its time. */
  public BackgroundNames(Resolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public @Nullable String nameOf(IpAddress address) {
    String name = names.putIfAbsent(address, NONE_YET);
    if (name == null) {
      wanted.add(address);
      if (!begun) {
        begun = true;
        begin();
        name = names.get(address);
      }
    }
    return name == null || name.isEmpty() ? null : name;
  }

  private void begin() {
    Thread thread = new Thread(null, this::lookUp, "names", 1 << 19);
    thread.setDaemon(true);
    thread.start();
    try {
      first.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
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
        first.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
