// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket.bench;

import io.sonde.socket.AddressFamily;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SocketType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One message of 64 octets sent and received by one thread, through direct buffers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Pair {
  /** What connects the two ends; the JDK has no Unix datagrams. */
  public enum Transport {
    UDP,
    UNIX_STREAM,
    UNIX_DATAGRAM
  }

  private final ByteBuffer out = ByteBuffer.allocateDirect(64);
  private final ByteBuffer in = ByteBuffer.allocateDirect(64);

  /** The connected ends of this library. */
  @State(Scope.Thread)
  public static class Ours {
    @Param Transport transport = Transport.UDP;
    Socket first;
    Socket second;

    /** Connects. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      if (transport == Transport.UDP) {
        first = udp();
        second = udp();
        first.connect(second.getSockName());
        second.connect(first.getSockName());
      } else {
        boolean stream = transport == Transport.UNIX_STREAM;
        Socket.SocketPair pair = Socket.pair(stream ? SocketType.STREAM : SocketType.DGRAM);
        first = pair.first();
        second = pair.second();
      }
    }

    private static Socket udp() throws IOException {
      Socket socket = Socket.open(AddressFamily.INET, SocketType.DGRAM);
      socket.bind(SocketAddr.inet4("127.0.0.1", 0));
      return socket;
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      first.close();
      second.close();
    }
  }

  /** Connected datagram channels. */
  @State(Scope.Thread)
  public static class Datagrams {
    DatagramChannel first;
    DatagramChannel second;

    /** Connects. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      first = channel();
      second = channel();
      first.connect(second.getLocalAddress());
      second.connect(first.getLocalAddress());
    }

    static DatagramChannel channel() throws IOException {
      return DatagramChannel.open(StandardProtocolFamily.INET)
          .bind(new InetSocketAddress("127.0.0.1", 0));
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      first.close();
      second.close();
    }
  }

  /** Connected Unix socket channels. */
  @State(Scope.Thread)
  public static class UnixStreams {
    SocketChannel first;
    SocketChannel second;

    /** Connects. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      Path folder = Files.createTempDirectory("bench");
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(address);
        first = SocketChannel.open(address);
        second = server.accept();
      } finally {
        Files.delete(address.getPath());
        Files.delete(folder);
      }
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      first.close();
      second.close();
    }
  }

  /** This library. */
  @Benchmark
  public int ours(Ours pair) throws IOException {
    pair.first.send(out.clear());
    return pair.second.recv(in.clear());
  }

  /** The JDK's datagram channels. */
  @Benchmark
  public int jdkUdp(Datagrams pair) throws IOException {
    pair.first.write(out.clear());
    return pair.second.read(in.clear());
  }

  /** The JDK's Unix channels. */
  @Benchmark
  public int jdkUnixStream(UnixStreams pair) throws IOException {
    pair.first.write(out.clear());
    return pair.second.read(in.clear());
  }
}
