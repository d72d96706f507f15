// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every network with a channel for probes that the target sends back keeps to, real or
 * simulated. A subclass names the surroundings; all else is the same for all of them.
 */
public abstract class NetworkContract {
  private static final long SECOND = 1_000_000_000L;
  private static final int SLOTS = 64;
  private static final int WARM_UP = 30_000;
  private static final int ROUND_TRIPS = 100_000;

  /** A network whose host can reach {@link #target}; closed after each test. */
  protected abstract Network network() throws IOException;

  /** Way of sending under test: one that takes echo requests, or UDP datagrams. */
  protected abstract ChannelSpec.Kind kind();

  /** Answers every echo request, and every datagram to the echo port, at once. */
  protected abstract IpAddress target();

  /** An address that the host has no route to. */
  protected abstract IpAddress unroutable();

  /** The longest packet that the device towards the target takes; 1500 at most. */
  protected abstract int deviceMtu();

  /** The first router on the way to the target, which answers; null: there is none. */
  protected abstract @Nullable IpAddress router();

  private Network network;
  private IpFamily family;
  private Probes probes;

  @SuppressWarnings("NullAway.Init") // every test opens its own
  private Channel sender;

  @SuppressWarnings("NullAway.Init") // the sender itself, or the one that listens for it
  private Channel listener;

  private PacketBatch out;
  private PacketBatch in;

  @BeforeEach
  void openNetwork() throws IOException {
    network = network();
    family = target().family();
    probes = isDatagram() ? new DatagramProbes() : new EchoProbes();
    out = network.batch(SLOTS, 2048);
    in = network.batch(2 * SLOTS, 2048);
  }

  @AfterEach
  void closeNetwork() throws IOException {
    network.close();
  }

  /**
   * Lets what is under way arrive while nobody reads. Simulated time stands still until then, and
   * all comes at once.
   */
  protected void letArrive() throws IOException {}

  private boolean isDatagram() {
    return kind() == ChannelSpec.Kind.DATAGRAM;
  }

  private ChannelSpec.Builder spec(ChannelSpec.Kind kind) {
    return ChannelSpec.builder(kind, family, probes.protocol(family));
  }

  /** Opens the channel under test, and a receiver if it hears nothing itself. */
  private void open(ChannelSpec.Builder spec) throws IOException {
    ChannelSpec built = spec.build();
    sender = network.open(built);
    listener =
        kind() == ChannelSpec.Kind.RAW_WITH_HEADER
            ? network.open(built.withKind(ChannelSpec.Kind.RAW_RECEIVER))
            : sender;
  }

  /** What the channel marks its packets with. */
  private int own() {
    return isDatagram() ? sender.capabilities().localPort() : sender.capabilities().identifier();
  }

  private void write(int slot, IpAddress to, int sequence, int length) throws IOException {
    write(slot, to, 64, sequence, length);
  }

  private void write(int slot, IpAddress to, int hopLimit, int sequence, int length)
      throws IOException {
    boolean whole = kind() == ChannelSpec.Kind.RAW_WITH_HEADER && family == IpFamily.IPV6;
    IpAddress source =
        whole
            ? network.route(target(), 0, spec(kind()).build()).source()
            : IpAddress.any(to.family());
    probes.write(out, slot, source, to, hopLimit, own(), sequence, length);
  }

  private void sendAll() throws IOException {
    assertEquals(out.count, sender.send(out, 0));
    for (int i = 0; i < out.count; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i], "slot " + i);
    }
  }

  private boolean isOwnReply(int slot) {
    return in.kind[slot] == PacketBatch.PACKET && probes.isReply(in, slot, family, own());
  }

  /** Receives until {@code wanted} own replies have come or nothing comes for a second. */
  private int receiveReplies(int wanted) throws IOException {
    int replies = 0;
    while (replies < wanted && network.receive(in, network.time().nanos() + SECOND) > 0) {
      for (int i = 0; i < in.count; i++) {
        replies += isOwnReply(i) ? 1 : 0;
      }
    }
    return replies;
  }

  @Test
  void numbersOnlyAcceptedPacketsAndGoesOnAfterRefusedOnes() throws IOException {
    open(spec(kind()).pathMtu(PathMtu.DO));
    for (int round = 0; round < 2; round++) {
      write(0, target(), 0, 84);
      write(1, target(), 1, deviceMtu() + 4);
      write(2, target(), 2, 84);
      write(3, unroutable(), 3, 84);
      write(4, target(), 4, deviceMtu());
      out.count = 5;
      assertEquals(5, sender.send(out, 0));
      int[] outcomes = {
        PacketBatch.SENT,
        PacketBatch.TOO_BIG,
        PacketBatch.SENT,
        PacketBatch.NO_ROUTE,
        PacketBatch.SENT
      };
      assertEquals(Arrays.toString(outcomes), Arrays.toString(Arrays.copyOf(out.outcome, 5)));
      int first = 3 * round;
      long[] numbers = {first, -1, first + 1, -1, first + 2};
      assertEquals(Arrays.toString(numbers), Arrays.toString(Arrays.copyOf(out.number, 5)));
      assertTooBigIsNamedOnce(out.detail[1]);
    }
  }

  private void assertTooBigIsNamedOnce(int detail) throws IOException {
    int replies = 0;
    int errors = 0;
    while (network.receive(in, network.time().nanos() + SECOND / 4) > 0) {
      for (int i = 0; i < in.count; i++) {
        replies += isOwnReply(i) ? 1 : 0;
        if (in.kind[i] == PacketBatch.ERROR) {
          assertEquals(PacketBatch.LOCAL, in.origin[i]);
          assertEquals(deviceMtu(), in.detail[i]);
          assertEquals(sender.index(), in.channel[i]);
          errors++;
        }
      }
    }
    assertEquals(3, replies);
    assertEquals(detail == 0 ? 1 : 0, errors);
    assertTrue(detail == 0 || detail == deviceMtu(), "detail " + detail);
  }

  @Test
  void sendsFromTheGivenSlotOn() throws IOException {
    open(spec(kind()));
    for (int i = 0; i < 4; i++) {
      write(i, target(), i, 84);
    }
    out.count = 4;
    out.number[0] = 77;
    assertEquals(4, sender.send(out, 2));
    assertEquals(77, out.number[0]);
    assertEquals(0, out.number[2]);
    assertEquals(1, out.number[3]);
    assertEquals(2, receiveReplies(2));
  }

  @Test
  void replyBearsItsOctetsAndWhereItCameFrom() throws IOException {
    open(spec(kind()));
    write(0, target(), 9, 100);
    out.count = 1;
    sendAll();
    int slot = -1;
    while (slot < 0) {
      assertTrue(network.receive(in, network.time().nanos() + SECOND) > 0, "no reply");
      for (int i = 0; i < in.count; i++) {
        slot = isOwnReply(i) ? i : slot;
      }
    }
    int length = 100 - EchoRequest.header(family) - probes.header();
    int data = probes.data(in, slot);
    assertEquals(9, probes.sequence(in, slot));
    assertEquals(in.start[slot] + in.length[slot], data + length);
    for (int i = 0; i < length - 2; i++) {
      assertEquals((byte) i, in.octets.get(data + i));
    }
    assertEquals(target(), IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]));
    assertTrue(in.hopLimit[slot] > 0, "hop limit " + in.hopLimit[slot]);
    assertEquals(PacketBatch.NONE, in.clock[slot]);
    long age = network.time().epochNanos() - in.time[slot];
    assertTrue(age >= 0 && age < 10 * SECOND, "age " + age);
  }

  @Test
  void stampOfAPacketComesBeforeOrWithItsAnswer() throws IOException {
    open(spec(kind()).stamps(ChannelSpec.Stamps.BOTH));
    assumeTrue(sender.capabilities().transmitStamps(), "no transmit stamps here");
    long[] left = new long[400];
    int answered = 0;
    for (int sequence = 0; sequence < left.length; sequence += 20) {
      for (int i = 0; i < 20; i++) {
        write(i, target(), sequence + i, 84);
      }
      out.count = 20;
      sendAll();
      while (answered < sequence + 20) {
        assertTrue(network.receive(in, network.time().nanos() + SECOND) > 0, "nothing came");
        for (int i = 0; i < in.count; i++) {
          if (in.kind[i] == PacketBatch.TRANSMITTED) {
            assertEquals(sender.index(), in.channel[i]);
            assertEquals(PacketBatch.KERNEL, in.clock[i]);
            left[(int) in.number[i]] = in.time[i];
          }
        }
        for (int i = 0; i < in.count; i++) {
          if (isOwnReply(i)) {
            long stamp = left[probes.sequence(in, i)];
            assertEquals(PacketBatch.KERNEL, in.clock[i]);
            assertTrue(stamp > 0 && stamp <= in.time[i], "left " + stamp + ", came " + in.time[i]);
            answered++;
          }
        }
      }
    }
  }

  @Test
  void errorOfARouterNamesItAndTheProbe() throws IOException {
    IpAddress router = router();
    assumeTrue(router != null, "no router on the way");
    open(spec(kind()));
    write(0, target(), 1, 21, 84);
    out.count = 1;
    sendAll();
    int slot = -1;
    while (slot < 0) {
      assertTrue(network.receive(in, network.time().nanos() + SECOND) > 0, "no error");
      for (int i = 0; i < in.count; i++) {
        slot = isTimeExceeded(i) ? i : slot;
      }
    }
    assertEquals(router, IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]));
    if (kind() != ChannelSpec.Kind.ICMP_DATAGRAM && !isDatagram()) {
      assertEquals(PacketBatch.PACKET, in.kind[slot]);
      return;
    }
    assertEquals(PacketBatch.ERROR, in.kind[slot]);
    assertEquals(isDatagram() ? PacketBatch.PAYLOAD : PacketBatch.TRANSPORT, in.content[slot]);
    assertEquals(PacketBatch.NETWORK, in.origin[slot]);
    assertEquals(0, in.errorCode[slot]);
    assertEquals(target(), IpAddress.ofColumns(in.originalHigh[slot], in.originalLow[slot]));
    assertEquals(isDatagram() ? DatagramProbes.ECHO : 0, in.originalPort[slot]);
    assertEquals(isDatagram() ? own() : 0, in.localPort[slot]);
    assertEquals(21, probes.sequence(in, slot));
    assertTrue(in.hopLimit[slot] > 0, "hop limit " + in.hopLimit[slot]);
    int octets =
        isDatagram() ? 84 - EchoRequest.header(family) - 8 : 84 - EchoRequest.header(family);
    assertEquals(octets, in.length[slot]);
    assertEquals(0, in.extensions[slot]);
  }

  private boolean isTimeExceeded(int slot) {
    int type = family == IpFamily.IPV4 ? IcmpType.TIME_EXCEEDED : Icmpv6Type.TIME_EXCEEDED;
    return in.kind[slot] == PacketBatch.ERROR
        ? in.errorType[slot] == type
        : in.kind[slot] == PacketBatch.PACKET
            && IcmpEcho.typeAt(in.octets, probes.data(in, slot) - IcmpEcho.LENGTH) == type;
  }

  @Test
  void dropsAreCounted() throws IOException {
    open(spec(kind()).receiveBufferOctets(8192));
    assertEquals(0, listener.dropped());
    int sent = 0;
    for (int round = 0; round < 3; round++) { // more would overflow a target that is slow
      for (int i = 0; i < SLOTS; i++) {
        write(i, target(), sent + i, 84);
      }
      out.count = SLOTS;
      sendAll();
      sent += SLOTS;
    }
    letArrive();
    int received = receiveReplies(sent);
    assertTrue(listener.dropped() > 0, "nothing was dropped");
    assertEquals(sent, received + listener.dropped());
  }

  @Test
  void wakeUpEndsTheNextWaitAndOnlyThat() throws IOException {
    open(spec(kind()));
    network.wakeUp();
    long start = network.time().nanos();
    assertEquals(0, network.receive(in, start + 60 * SECOND));
    assertTrue(network.time().nanos() - start < 30 * SECOND, "waited all the same");
    long deadline = network.time().nanos() + SECOND / 10;
    assertEquals(0, network.receive(in, deadline));
    assertTrue(network.time().nanos() >= deadline, "came back early");
  }

  @Test
  void aDeadlineInThePastOnlyPolls() throws IOException {
    open(spec(kind()));
    long start = network.time().nanos();
    for (int i = 0; i < 100; i++) {
      assertEquals(0, network.receive(in, start - 1));
      assertEquals(0, in.count);
    }
    assertTrue(network.time().nanos() - start < SECOND, "waited");
    write(0, target(), 1, 84);
    out.count = 1;
    sendAll();
    assertEquals(1, receiveReplies(1));
  }

  @Test
  void closedNetworkRefuses() throws IOException {
    open(spec(kind()));
    network.close();
    assertThrows(IOException.class, () -> network.receive(in, 0));
    assertThrows(IOException.class, () -> network.open(spec(kind()).build()));
  }

  @Test
  void allocatesNothingForAPacket() throws IOException {
    open(spec(kind()));
    for (int i = 0; i < SLOTS; i++) {
      write(i, target(), i, 84);
    }
    out.count = SLOTS;
    roundTrips(WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    roundTrips(ROUND_TRIPS);
    long octets = threads.getThreadAllocatedBytes(thread) - before;
    // less than one object in a hundred packets: what remains is the measurement
    assertTrue(octets < ROUND_TRIPS / 10, octets + " octets for " + ROUND_TRIPS + " packets");
  }

  private void roundTrips(int count) throws IOException {
    for (int done = 0; done < count; done += SLOTS) {
      assertEquals(SLOTS, sender.send(out, 0));
      int replies = receiveReplies(SLOTS);
      if (replies != SLOTS) {
        throw new AssertionError(replies + " replies of " + SLOTS);
      }
    }
  }
}
