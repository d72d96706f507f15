// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel of regular TCP sockets keeps to, real or simulated. */
public abstract class ConnectContract extends RegularSocketContract {
  private static final int OWN_PORT = 23_457;
  private static final int WARM_UP = 20_000;
  private static final int CONNECTS = 100_000;

  @BeforeEach
  void openChannel() throws IOException {
    channel = network.open(ChannelSpec.of(ChannelSpec.Kind.CONNECT, family, IpProtocol.TCP));
  }

  private void write(int slot, IpAddress to, int port, int hopLimit) {
    write(slot, to, 0, port, hopLimit);
  }

  /** A bare SYN; what the host chooses is 0. */
  private void write(int slot, IpAddress to, int sourcePort, int port, int hopLimit) {
    ByteBuffer b = out.octets;
    int at = out.slot(slot);
    int tcp = at + EchoRequest.header(family);
    out.start[slot] = at;
    out.length[slot] = tcp + TcpHeader.LENGTH - at;
    if (family == IpFamily.IPV4) {
      b.putInt(at, 0x45 << 24 | out.length[slot]).putInt(at + 4, 0x4000);
      b.putInt(at + 8, hopLimit << 24 | IpProtocol.TCP << 16).putInt(at + 12, 0);
      b.putInt(at + 16, to.ipv4Bits());
      b.putShort(at + 10, (short) InternetChecksum.fold(InternetChecksum.add(0, b, at, 20)));
    } else {
      b.putInt(at, 6 << 28);
      b.putInt(at + 4, TcpHeader.LENGTH << 16 | IpProtocol.TCP << 8 | hopLimit);
      b.putLong(at + 8, 0).putLong(at + 16, 0);
      b.putLong(at + 24, to.high()).putLong(at + 32, to.low());
    }
    b.putInt(tcp, sourcePort << 16 | port).putLong(tcp + 4, 0);
    b.putInt(tcp + 12, TcpHeader.LENGTH / 4 << 28 | TcpHeader.SYN << 16).putInt(tcp + 16, 0);
  }

  /** Index of the outcome of a connect; waits for it. */
  private int outcome(long number) throws IOException {
    while (true) {
      receive();
      for (int i = 0; i < in.count; i++) {
        if (in.number[i] == number) {
          return i;
        }
      }
    }
  }

  private void assertNothingComes(long nanos) throws IOException {
    assertEquals(0, network.receive(in, network.time().nanos() + nanos));
  }

  @Test
  void openAndClosedPortsAnswer() throws IOException {
    write(0, target(), OPEN, 64);
    write(1, target(), CLOSED, 64);
    assertEquals(List.of(), channel.notHonoured(out, 0));
    send(2);
    assertEquals(0, out.number[0]);
    assertEquals(1, out.number[1]);
    boolean[] seen = new boolean[2];
    for (int handled = 0; handled < 2; handled += in.count) {
      receive();
      for (int i = 0; i < in.count; i++) {
        int number = (int) in.number[i];
        seen[number] = true;
        assertEquals(number == 0 ? PacketBatch.CONNECTED : PacketBatch.REFUSED, in.kind[i]);
        assertEquals(target(), address(i));
        assertEquals(number == 0 ? OPEN : CLOSED, in.port[i]);
        assertEquals(0, in.detail[i], "no SYN was repeated");
        assertEquals(PacketBatch.NONE, in.clock[i]);
        assertEquals(PacketBatch.NOTHING, in.content[i]);
        assertEquals(channel.index(), in.channel[i]);
        long age = network.time().epochNanos() - in.time[i];
        assertTrue(age >= 0 && age < 10 * SECOND, "age " + age);
        long roundTrip = in.roundTrip[i];
        assertTrue(roundTrip >= 0 && roundTrip < (number == 0 ? 10 * SECOND : 1), "" + roundTrip);
      }
    }
    assertTrue(seen[0] && seen[1]);
    assertNothingComes(SECOND / 10);
  }

  @Test
  void aRouterEndsAConnect() throws IOException {
    write(0, target(), OPEN, 1);
    send(1);
    int slot = outcome(0);
    assertEquals(PacketBatch.ERROR, in.kind[slot]);
    assertEquals(PacketBatch.NETWORK, in.origin[slot]);
    assertEquals(type(IcmpType.TIME_EXCEEDED, Icmpv6Type.TIME_EXCEEDED), in.errorType[slot]);
    assertEquals(0, in.errorCode[slot]);
    assertEquals(router(), address(slot));
    assertEquals(target(), original(slot));
    assertEquals(OPEN, in.originalPort[slot]);
    assertEquals(PacketBatch.TRANSPORT, in.content[slot]);
    assertEquals(OPEN, in.octets.getShort(in.start[slot] + 2) & 0xffff);
    assertEquals(64, in.hopLimit[slot]);
    assertNothingComes(SECOND / 10);
  }

  @Test
  void aForgottenConnectIsClosedAndNeverToldOf() throws IOException {
    write(0, target(), SILENT, 64);
    write(1, target(), OPEN, 64);
    send(2);
    assertEquals(PacketBatch.CONNECTED, in.kind[outcome(1)]);
    assertNothingComes(SECOND / 5);
    channel.forget(0);
    channel.forget(0);
    channel.forget(1);
    channel.forget(99);
    assertNothingComes(SECOND / 5);
  }

  @Test
  void numbersOnlyAcceptedPacketsAndGoesOnAfterRefusedOnes() throws IOException {
    write(0, target(), OPEN, 64);
    write(1, unroutable(), OPEN, 64);
    write(2, target(), OPEN, 64);
    write(3, target(), OPEN, 64);
    int flags = out.start[3] + EchoRequest.header(family) + 13;
    out.octets.put(flags, (byte) TcpHeader.FIN);
    write(4, target(), 0, 64); // port 0
    write(5, target(), OPEN, 64);
    out.count = 6;
    assertEquals(6, channel.send(out, 0));
    int[] outcomes = {
      PacketBatch.SENT,
      PacketBatch.NO_ROUTE,
      PacketBatch.SENT,
      PacketBatch.NOT_HONOURED,
      PacketBatch.NOT_HONOURED,
      PacketBatch.SENT
    };
    assertEquals(Arrays.toString(outcomes), Arrays.toString(Arrays.copyOf(out.outcome, 6)));
    long[] numbers = {0, -1, 1, -1, -1, 2};
    assertEquals(Arrays.toString(numbers), Arrays.toString(Arrays.copyOf(out.number, 6)));
    int connected = 0;
    while (connected < 3) {
      receive();
      for (int i = 0; i < in.count; i++) {
        connected += in.kind[i] == PacketBatch.CONNECTED ? 1 : 0;
      }
    }
  }

  @Test
  void aSourcePortIsHonouredAndFreeAgain() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(0, target(), OWN_PORT, OPEN, 64);
      send(1);
      assertEquals(PacketBatch.CONNECTED, in.kind[outcome(i)]);
    }
    write(0, target(), OWN_PORT, OPEN, 1);
    send(1);
    int slot = outcome(3);
    assertEquals(OWN_PORT, in.octets.getShort(in.start[slot]) & 0xffff, "as the router quotes it");
  }

  @Test
  void whatAConnectDecidesItselfIsListed() throws IOException {
    write(0, target(), OPEN, 64);
    int at = out.start[0];
    int tcp = at + EchoRequest.header(family);
    out.octets.putInt(tcp + 4, 1000);
    out.octets.putShort(tcp + 12, (short) (6 << 12 | TcpHeader.SYN | TcpHeader.ECE));
    out.octets.putInt(tcp + 20, 0x02040578).putInt(tcp + 24, 1);
    out.length[0] += 8;
    int field = family == IpFamily.IPV4 ? at + 2 : at + 4;
    out.octets.putShort(field, (short) (out.octets.getShort(field) + 8));
    if (family == IpFamily.IPV4) {
      out.octets.putShort(at + 10, (short) 0);
    }
    assertEquals(
        EnumSet.of(
            HeaderField.TCP_SEQUENCE,
            HeaderField.TCP_FLAGS,
            HeaderField.TCP_OPTIONS,
            HeaderField.PAYLOAD),
        EnumSet.copyOf(channel.notHonoured(out, 0)));
    send(1);
    assertEquals(PacketBatch.CONNECTED, in.kind[outcome(0)]);
  }

  @Test
  void aWaitEndsByWakeUpAndByDeadlineWhileConnectsArePending() throws IOException {
    write(0, target(), SILENT, 64);
    send(1);
    network.wakeUp();
    long start = network.time().nanos();
    assertEquals(0, network.receive(in, start + 60 * SECOND));
    assertTrue(network.time().nanos() - start < 30 * SECOND, "waited all the same");
    for (int i = 0; i < 100; i++) {
      assertEquals(0, network.receive(in, start - 1));
    }
    assertNothingComes(SECOND / 20);
  }

  @Test
  void thousandsMayBeUnderWay() throws IOException {
    int rounds = Math.min(2000, channel.capabilities().maxOutstanding()) / SLOTS;
    for (int i = 0; i < SLOTS; i++) {
      write(i, target(), SILENT, 64);
    }
    for (int round = 0; round < rounds; round++) {
      send(SLOTS);
    }
    write(0, target(), OPEN, 64);
    send(1);
    long last = (long) rounds * SLOTS;
    assertEquals(PacketBatch.CONNECTED, in.kind[outcome(last)]);
    for (long number = 0; number < last; number++) {
      channel.forget(number);
    }
    assertNothingComes(SECOND / 10);
  }

  @Test
  void allocatesNothingForAConnect() throws IOException {
    for (int i = 0; i < SLOTS; i++) {
      write(i, target(), i % 2 == 0 ? OPEN : CLOSED, 64);
    }
    out.count = SLOTS;
    connect(WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    connect(CONNECTS);
    long octets = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(octets < CONNECTS / 10, octets + " octets for " + CONNECTS + " connects");
  }

  private void connect(int count) throws IOException {
    for (int done = 0; done < count; done += SLOTS) {
      assertEquals(SLOTS, channel.send(out, 0));
      int ended = 0;
      while (ended < SLOTS && network.receive(in, network.time().nanos() + 5 * SECOND) > 0) {
        ended += in.count;
      }
      if (ended != SLOTS) {
        throw new AssertionError(ended + " outcomes of " + SLOTS);
      }
    }
  }
}
