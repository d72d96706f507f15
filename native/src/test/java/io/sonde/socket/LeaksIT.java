// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** That nothing is left of sockets that were opened, waited on and closed. */
class LeaksIT {
  private static final int ROUNDS = 500;

  private static void round() throws IOException {
    try (Socket.SocketPair pair = Socket.pair(DGRAM);
        Socket.SocketPair stream = Socket.pair(STREAM);
        Poller poller = Poller.open();
        MessageBatch batch = MessageBatch.allocate(4, 512, 64)) {
      pair.second().setTimeout(Duration.ofNanos(1));
      assertThrows(SocketTimeoutException.class, () -> pair.second().recv(8)); // makes its eventfd
      poller.add(pair.second(), Poller.IN);
      pair.first()
          .sendMsg(
              List.of(ByteBuffer.allocate(100_000)),
              List.of(Ancillary.Rights.of(stream.first(), stream.second())),
              null);
      assertEquals(1, poller.poll(Duration.ofSeconds(5)).size());
      pair.second().recvMsg(100_000, 64).close();
      pair.first().send(new byte[9]);
      assertEquals(1, pair.second().recvBatch(batch));
      stream.first().setBlocking(false);
      assertThrows(WouldBlockException.class, stream.first().makeFile("r").reader()::readLine);
      stream.first().duplicate().close();
    }
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void nothingIsLeft() throws IOException {
    round();
    int descriptors = OpenDescriptors.count();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    System.gc();
    long memory = directMemory();
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    assertEquals(descriptors, OpenDescriptors.count());
    assertTrue(ManagementFactory.getThreadMXBean().getThreadCount() <= threads);
    long limit = memory + (1 << 20); // one round takes about 200 KiB
    long end = System.nanoTime() + 10_000_000_000L;
    while (directMemory() > limit && System.nanoTime() < end) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    assertTrue(directMemory() <= limit, () -> directMemory() + " octets, before " + memory);
  }
}
