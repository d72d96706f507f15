// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel of regular UDP sockets keeps to beside {@link NetworkContract}. */
public abstract class DatagramContract extends RegularSocketContract {
  private static final int OTHER_PORT = 23_456;

  private void open(ChannelSpec.Builder spec) throws IOException {
    channel = network.open(spec.build());
  }

  private ChannelSpec.Builder spec() {
    return ChannelSpec.builder(ChannelSpec.Kind.DATAGRAM, family, IpProtocol.UDP);
  }

  private void write(int slot, int sourcePort, int port, int hopLimit, int sequence) {
    IpAddress any = IpAddress.any(family);
    DatagramProbes.write(out, slot, any, target(), hopLimit, sourcePort, port, sequence, 100);
  }

  private int sequence(int slot) {
    return in.octets.getShort(in.start[slot] + in.length[slot] - 2) & 0xffff;
  }

  @Test
  void aClosedPortIsAnErrorOfTheTarget() throws IOException {
    open(spec().stamps(ChannelSpec.Stamps.RECEIVE));
    write(0, 0, CLOSED, 64, 77);
    send(1);
    receive();
    assertEquals(1, in.count);
    assertEquals(PacketBatch.ERROR, in.kind[0]);
    assertEquals(PacketBatch.NETWORK, in.origin[0]);
    assertEquals(type(IcmpType.DESTINATION_UNREACHABLE, 1), in.errorType[0]);
    assertEquals(type(IcmpType.PORT_UNREACHABLE, Icmpv6Type.PORT_UNREACHABLE), in.errorCode[0]);
    assertEquals(target(), address(0));
    assertEquals(target(), original(0));
    assertEquals(CLOSED, in.originalPort[0]);
    assertEquals(channel.capabilities().localPort(), in.localPort[0]);
    assertEquals(PacketBatch.PAYLOAD, in.content[0]);
    assertEquals(100 - EchoRequest.header(family) - 8, in.length[0]);
    assertEquals(77, sequence(0));
    assertEquals(63, in.hopLimit[0], "one router on the way back");
    assertEquals(-1, in.number[0]);
  }

  @Test
  void pendingErrorsDisturbNoLaterPacket() throws IOException {
    open(spec());
    int errors = 0;
    int replies = 0;
    for (int round = 0; round < 15; round++) {
      write(0, 0, CLOSED, 64, round);
      write(1, 0, OPEN, 64, round);
      write(2, 0, CLOSED, 1, round);
      send(3);
      assertEquals(3 * round + 2, out.number[2]);
    }
    while (errors < 30 || replies < 15) {
      receive();
      for (int i = 0; i < in.count; i++) {
        errors += in.kind[i] == PacketBatch.ERROR ? 1 : 0;
        replies += in.kind[i] == PacketBatch.PACKET ? 1 : 0;
      }
    }
    assertEquals(30, errors);
    assertEquals(15, replies);
  }

  @Test
  void aSourcePortIsAFlowOfItsOwn() throws IOException {
    open(spec());
    int usual = channel.capabilities().localPort();
    assertTrue(usual > 0, "port " + usual);
    int[] ports = {0, OTHER_PORT, OTHER_PORT + 1, usual};
    for (int i = 0; i < 4; i++) {
      write(i, ports[i], OPEN, 64, i);
    }
    for (int i = 0; i < 4; i++) {
      write(4 + i, ports[i], OPEN, 1, 100 + i);
    }
    send(8);
    for (int i = 0; i < 8; i++) {
      assertEquals(i, out.number[i], "flows count together");
    }
    int seen = 0;
    for (int handled = 0; handled < 8; handled += in.count) {
      receive();
      for (int i = 0; i < in.count; i++) {
        int which = sequence(i) % 100;
        assertEquals(which == 1 || which == 2 ? ports[which] : usual, in.localPort[i]);
        assertEquals(sequence(i) < 100 ? PacketBatch.PACKET : PacketBatch.ERROR, in.kind[i]);
        assertEquals(sequence(i) < 100 ? target() : router(), address(i));
        seen |= 1 << which + (sequence(i) < 100 ? 0 : 4);
      }
    }
    assertEquals(0xff, seen);
  }

  @Test
  void aPortThatIsAskedForIsTheUsualOne() throws IOException {
    open(spec().identifier(OTHER_PORT));
    assertEquals(OTHER_PORT, channel.capabilities().localPort());
    write(0, 0, OPEN, 64, 5);
    send(1);
    receive();
    assertEquals(OTHER_PORT, in.localPort[0]);
  }

  @Test
  void onePeerMeansNoOther() throws IOException {
    open(spec().connected(target(), 0));
    write(0, 0, OPEN, 64, 1);
    DatagramProbes.write(out, 1, IpAddress.any(family), router(), 64, 0, OPEN, 2, 100);
    write(2, 0, OPEN, 1, 3);
    out.count = 3;
    assertEquals(3, channel.send(out, 0));
    assertEquals(PacketBatch.SENT, out.outcome[0]);
    assertEquals(PacketBatch.NOT_HONOURED, out.outcome[1]);
    assertEquals(PacketBatch.SENT, out.outcome[2]);
    for (int handled = 0; handled < 2; handled += in.count) {
      receive();
      for (int i = 0; i < in.count; i++) {
        assertEquals(sequence(i) == 1 ? target() : router(), address(i));
      }
    }
  }

  @Test
  void whatIsNoDatagramIsRefused() throws IOException {
    open(spec());
    write(0, 0, 0, 64, 0); // port 0
    write(1, 0, OPEN, 64, 1);
    int udp = out.start[1] + EchoRequest.header(family);
    out.octets.putShort(udp + 4, (short) 200); // longer than the packet
    write(2, 0, OPEN, 64, 2);
    out.length[2] = EchoRequest.header(family) + 7;
    write(3, 0, OPEN, 64, 3);
    out.octets.put(out.start[3] + (family.version() == 4 ? 9 : 6), (byte) IpProtocol.TCP);
    write(4, 0, OPEN, 64, 4);
    out.octets.putShort(out.start[4] + EchoRequest.header(family) + 4, (short) 12);
    out.octets.putInt(out.start[4] + EchoRequest.header(family) + 8, 4242);
    out.count = 5;
    assertEquals(5, channel.send(out, 0));
    for (int i = 0; i < 4; i++) {
      assertEquals(PacketBatch.NOT_HONOURED, out.outcome[i], "slot " + i);
      assertEquals(-1, out.number[i]);
    }
    assertEquals(PacketBatch.SENT, out.outcome[4]);
    assertEquals(List.of(HeaderField.TOTAL_LENGTH), channel.notHonoured(out, 4));
    receive();
    assertEquals(4, in.length[0], "the UDP length counts");
    assertEquals(4242, in.octets.getInt(in.start[0]));
  }

  @Test
  void emptyDatagramsComeBack() throws IOException {
    open(spec());
    write(0, 0, OPEN, 64, 0);
    out.length[0] = EchoRequest.header(family) + 8;
    out.octets.putShort(out.start[0] + EchoRequest.header(family) + 4, (short) 0);
    send(1);
    receive();
    assertEquals(PacketBatch.PACKET, in.kind[0]);
    assertEquals(0, in.length[0]);
  }
}
