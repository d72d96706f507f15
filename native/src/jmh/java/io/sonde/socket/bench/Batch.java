// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.bench;

import io.sonde.socket.MessageBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Sixty-four datagrams of 64 octets over UDP, then their reception; times are those of one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MESSAGES)
public class Batch {
  static final int MESSAGES = 64;
  private final Pair.Ours ours = new Pair.Ours();
  private final Pair.Datagrams theirs = new Pair.Datagrams();
  private final MessageBatch out = MessageBatch.allocate(MESSAGES, 64, 0);
  private final MessageBatch in = MessageBatch.allocate(MESSAGES, 64, 0);
  private final ByteBuffer data = ByteBuffer.allocateDirect(64);

  /** Connects. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    ours.open();
    theirs.open();
  }

  /** Closes everything. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    ours.close();
    theirs.close();
    out.close();
    in.close();
  }

  /** Two calls, a few if the kernel gives fewer. */
  @Benchmark
  public int ours() throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      out.data(i).clear();
    }
    int sent = 0;
    while (sent < MESSAGES) {
      sent += ours.first.sendBatch(out, sent, MESSAGES - sent);
    }
    int received = 0;
    while (received < MESSAGES) {
      received += ours.second.recvBatch(in);
    }
    return received;
  }

  /** The JDK's channels in a loop. */
  @Benchmark
  public int jdk() throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      theirs.first.write(data.clear());
    }
    int octets = 0;
    for (int i = 0; i < MESSAGES; i++) {
      octets += theirs.second.read(data.clear());
    }
    return octets;
  }
}
