// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That buffers and batches cost no object a call once the code is warm. */
class AllocationIT {
  private static final int CALLS = 5_000;
  private static final int ROUNDS = 60;
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private interface Call {
    void run() throws IOException;
  }

  /** Repeats the call until a round of many allocates less than an octet a call. */
  private static void allocatesNothing(Call call) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count allocation");
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > CALLS; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    long octets = least;
    assertTrue(octets <= CALLS, () -> octets + " octets for " + CALLS + " calls");
  }

  private static void pass(Socket.SocketPair pair, ByteBuffer data, ByteBuffer into)
      throws IOException {
    pair.first().send(data);
    data.rewind();
    pair.second().recv(into.clear());
  }

  @Test
  void directBuffers() throws IOException {
    ByteBuffer data = ByteBuffer.allocateDirect(64);
    ByteBuffer into = ByteBuffer.allocateDirect(64);
    Socket.SocketPair udp = opened.udpPair();
    allocatesNothing(() -> pass(udp, data, into));
    Socket.SocketPair stream = opened.pair(STREAM);
    allocatesNothing(() -> pass(stream, data, into));
  }

  @Test
  void heapBuffers() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(64);
    ByteBuffer into = ByteBuffer.allocate(64);
    Socket.SocketPair pair = opened.pair(DGRAM);
    allocatesNothing(() -> pass(pair, data, into));
  }

  @Test
  void batches() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    MessageBatch out = opened.keep(MessageBatch.allocate(4, 64, 0));
    MessageBatch in = opened.keep(MessageBatch.allocate(4, 64, 0));
    allocatesNothing(
        () -> {
          for (int i = 0; i < 4; i++) {
            out.data(i).clear();
          }
          pair.first().sendBatch(out, 0, 4);
          pair.second().recvBatch(in);
        });
  }
}
