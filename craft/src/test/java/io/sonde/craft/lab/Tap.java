// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.net.TimeSource;
import io.sonde.net.Tunnel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tunnel that keeps what passes it; for tests. */
final class Tap implements Tunnel {
  final List<ByteBuffer> taken = new CopyOnWriteArrayList<>();
  final List<ByteBuffer> given = new CopyOnWriteArrayList<>();
  private final Tunnel tunnel;

  Tap(Tunnel tunnel) {
    this.tunnel = tunnel;
  }

  private static ByteBuffer copy(ByteBuffer octets, int offset, int length) {
    return ByteBuffer.allocate(length).put(0, octets, offset, length);
  }

  @Override
  public String name() {
    return tunnel.name();
  }

  @Override
  public TimeSource time() {
    return tunnel.time();
  }

  @Override
  public ByteBuffer taken() {
    return tunnel.taken();
  }

  @Override
  public int take() throws IOException {
    int length = tunnel.take();
    if (length > 0) {
      taken.add(copy(tunnel.taken(), 0, length));
    }
    return length;
  }

  @Override
  public boolean give(ByteBuffer octets, int offset, int length) {
    given.add(copy(octets, offset, length));
    return tunnel.give(octets, offset, length);
  }

  @Override
  public void await(long deadline) throws IOException {
    tunnel.await(deadline);
  }

  @Override
  public void wakeUp() {
    tunnel.wakeUp();
  }

  @Override
  public void close() throws IOException {
    tunnel.close();
  }
}
