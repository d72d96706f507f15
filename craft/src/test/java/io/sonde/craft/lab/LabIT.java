// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.link.LinuxInterfaces;
import io.sonde.link.TunDevice;
import io.sonde.sim.LiveSimulation;
import io.sonde.sim.Simulation;
import io.sonde.sim.topology.Topology;
import io.sonde.socket.AddressFamily;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SocketType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Networks behind a TUN device, in the private namespace that bin/check makes. */
class LabIT {
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_ALL = 3;
  private static final int OUTGOING = 4;
  private static final int PROBES = 24;
  private static final String BASE =
      """
      host h 192.0.2.10 2001:db8::10
      router r1 198.51.100.1 2001:db8:1::1
      router r2 198.51.100.2 2001:db8:2::2
      server t 203.0.113.9 2001:db8:9::9 tcp-open=80 udp-open=7
      link h r1 1ms
      link r1 r2 5ms
      link r2 t 1ms
      """;

  /** A network and the thread that it has. */
  private record Running(LiveSimulation live, Thread thread) {
    void stop() throws InterruptedException {
      live.stop();
      thread.join();
    }
  }

  private Tap tunnel;
  private @Nullable Running running;

  @BeforeEach
  void onlyInAPrivateNamespace() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
      String device = line.contains(":") ? line.substring(0, line.indexOf(':')).strip() : "lo";
      assumeTrue(
          device.equals("lo")
              || device.matches("(sit|ip6tnl|tunl|gre|erspan|gretap|ip_vti|ip6_vti|ip6gre)0"),
          () -> "not in a namespace of its own: there is " + device);
    }
    tunnel = new Tap(tun());
  }

  private static TunDevice tun() {
    try {
      return TunDevice.make(LabDevice.NAME);
    } catch (IOException e) {
      throw new TestAbortedException(String.valueOf(e.getMessage()), e);
    }
  }

  private void run(Topology topology, double speed) throws IOException {
    LabDevice.configure(topology);
    LiveSimulation live =
        new LiveSimulation(
            topology.simulate(1), tunnel, speed, (time, octets, offset, length) -> {});
    Thread thread =
        new Thread(
            () -> {
              try {
                live.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    running = new Running(live, thread);
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (running != null) {
      running.stop();
    }
    if (tunnel != null) { // the assumption failed
      tunnel.close();
    }
  }

  private static final InetAddress TARGET = address(203, 0, 113, 9);

  private static InetAddress address(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] echo(String word) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] data = word.getBytes(StandardCharsets.UTF_8);
      socket.setSoTimeout(5000);
      socket.send(new DatagramPacket(data, data.length, TARGET, 7));
      DatagramPacket answer = new DatagramPacket(new byte[3000], 3000);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  @Test
  void datagramsAndConnectionsOfTheKernelReachServers() throws IOException {
    run(Topology.parse("base.net", BASE), 1);
    long begin = tunnel.time().nanos();
    assertArrayEquals(new byte[] {'a', 'b'}, echo("ab"));
    assertTrue(tunnel.time().nanos() - begin >= 14_000_000, "never ahead of the clock");
    // two fragments there, one packet back
    assertEquals(2000, echo("x".repeat(2000)).length);
    try (java.net.Socket socket = new java.net.Socket()) {
      socket.connect(new InetSocketAddress(TARGET, 80), 5000);
      assertTrue(socket.isConnected());
    }
    try (java.net.Socket socket = new java.net.Socket()) {
      InetSocketAddress closed = new InetSocketAddress(TARGET, 81);
      assertThrows(ConnectException.class, () -> socket.connect(closed, 5000));
    }
  }

  @Test
  void hostileOctetsThroughTheDeviceEndNothing() throws IOException {
    run(Topology.parse("base.net", BASE), 100);
    SplittableRandom random = new SplittableRandom(3);
    try (Socket raw = packetSocket()) {
      SocketAddr to = device(ETHERTYPE_IPV4);
      for (int i = 0; i < 5000; i++) {
        byte[] octets = new byte[1 + random.nextInt(200)];
        random.nextBytes(octets);
        octets[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
        raw.sendTo(octets, to);
      }
    }
    assertArrayEquals(new byte[] {'y'}, echo("y"));
    assertTrue(tunnel.taken.size() > 1000, tunnel.taken.size() + " arrived");
  }

  private static Socket packetSocket() throws IOException {
    return Socket.open(AddressFamily.PACKET, SocketType.RAW, 0);
  }

  private static SocketAddr device(int etherType) {
    int index = new LinuxInterfaces().indexOf(LabDevice.NAME);
    return new SocketAddr.Packet(index, etherType, 0, 0, new byte[0]);
  }

  /** Each example of the reference in docs/lab.md, in the network that it is about. */
  static List<String> examples() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("sonde.root"), "docs", "lab.md"));
    Matcher rows = Pattern.compile("\\| `([^|]*)` \\|\n").matcher(page);
    List<String> examples = new ArrayList<>();
    while (rows.find()) {
      examples.add(rows.group(1).replace("`<br>`", "\n"));
    }
    return examples;
  }

  private static String network(String example) {
    String text = BASE;
    for (String line : example.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      int same = words.get(0).equals("link") ? 3 : 2;
      if (line.matches("(router|server|link) .*")) {
        String begin = String.join(" ", words.subList(0, same));
        text = text.replaceAll("(?m)^" + Pattern.quote(begin) + " .*\n", "");
      }
      text += line + "\n";
    }
    return text;
  }

  /**
   * The kernel gets, octet by octet, what the network gives; and where neither chance nor time has
   * a part in it, that is what the network gives in memory.
   */
  @ParameterizedTest
  @MethodSource("examples")
  void everyKeywordIsTheSameBehindTheDeviceAsInMemory(String example)
      throws IOException, InterruptedException {
    Topology topology = Topology.parse("example.net", network(example));
    List<String> received = new ArrayList<>();
    run(topology, 20);
    try (Socket raw = packetSocket();
        Socket all = packetSocket()) {
      all.bind(device(ETHERTYPE_ALL));
      all.setTimeout(Duration.ofMillis(400));
      ByteBuffer packet = ByteBuffer.allocate(Rehearsal.LENGTH);
      SocketAddr to = device(ETHERTYPE_IPV4);
      for (int i = 0; i < PROBES; i++) {
        Rehearsal.write(packet, topology.host(), topology.nodes().get(i % 4), i);
        if (packet.get(0) >>> 4 == 4) {
          raw.sendTo(packet.array(), to);
        }
      }
      collect(all, received);
    }
    if (running != null) {
      running.stop();
      running = null;
    }
    List<String> given = hex(tunnel.given);
    assertEquals(given, received);
    if (!example.matches("(?s).*(%|jitter|rate|packet|change|igmp).*")) {
      List<String> inMemory = replay(topology);
      assertEquals(inMemory.stream().sorted().toList(), given.stream().sorted().toList());
    }
  }

  private static void collect(Socket all, List<String> received) throws IOException {
    while (true) {
      try {
        Socket.Received one = all.recvFrom(70_000);
        if (one.from() instanceof SocketAddr.Packet from && from.packetType() != OUTGOING) {
          received.add(HexFormat.of().formatHex(one.data()));
        }
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  private static List<String> hex(List<ByteBuffer> packets) {
    List<String> all = new ArrayList<>();
    for (ByteBuffer packet : packets) {
      byte[] octets = new byte[packet.capacity()];
      packet.get(0, octets);
      all.add(HexFormat.of().formatHex(octets));
    }
    return all;
  }

  /** What came out of the host, into the same network in virtual time. */
  private List<String> replay(Topology topology) {
    Simulation simulation = topology.simulate(1);
    List<ByteBuffer> given = new ArrayList<>();
    simulation
        .host()
        .attach(
            (time, octets, offset, length) ->
                given.add(ByteBuffer.allocate(length).put(0, octets, offset, length)));
    for (ByteBuffer packet : tunnel.taken) {
      simulation.send(packet, 0, packet.capacity());
    }
    simulation.runUntil(simulation.now() + 10_000_000_000L);
    return hex(given);
  }
}
