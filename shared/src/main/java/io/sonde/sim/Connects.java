// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.PacketBatch;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.util.Arrays;

/**
 * TCP sockets of the simulated host that wait for the answer to a SYN, tcp(7): repeated after 1, 3,
 * 7, 15, 31 and 63 seconds, given up after 127. What a connected one would send before it is closed
 * by a reset, the acknowledgement, is left out: one RST ends it.
 */
final class Connects {
  private static final long FIRST_TIMEOUT = 1_000_000_000L;
  private static final int REPETITIONS = 6;
  private static final int ETIMEDOUT = 110;

  private final SimulatedNetwork network;
  private final int channel;
  private final EventHeap timeouts = new EventHeap();
  private final PacketView view = new PacketView();

  /** Entry of each local port plus one; 0: the port is free. */
  private final int[] entryOf;

  private long[] numbers = new long[16];
  private int[] syns = new int[16]; // handle of the segment, to be sent again
  private int[] ports = new int[16];
  private int[] repeated = new int[16];
  private int alive;

  /**
   * @param portCount local ports that may be used, 65,536 or none
   */
  Connects(SimulatedNetwork network, int channel, int portCount) {
    this.network = network;
    this.channel = channel;
    entryOf = new int[portCount];
  }

  int alive() {
    return alive;
  }

  boolean uses(int port) {
    return entryOf[port] != 0;
  }

  /** A SYN has left; {@code handle} is a copy that is kept. */
  void begin(long number, int handle, int port) {
    if (alive == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * alive);
      syns = Arrays.copyOf(syns, 2 * alive);
      ports = Arrays.copyOf(ports, 2 * alive);
      repeated = Arrays.copyOf(repeated, 2 * alive);
    }
    numbers[alive] = number;
    syns[alive] = handle;
    ports[alive] = port;
    repeated[alive] = 0;
    entryOf[port] = ++alive;
    timeouts.add(network.simulation.now() + FIRST_TIMEOUT, number);
  }

  /** When the next SYN is due; {@link Long#MAX_VALUE}: never. */
  long nextTime() {
    while (timeouts.nextTime() != Long.MAX_VALUE && entry(timeouts.peek()) < 0) {
      timeouts.take();
    }
    return timeouts.nextTime();
  }

  private int entry(long number) {
    for (int i = 0; i < alive; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  /** Repeats what is due now, or gives it up. */
  void repeat() {
    while (nextTime() <= network.simulation.now()) {
      int entry = entry(timeouts.take());
      if (repeated[entry] == REPETITIONS) {
        Arrival arrival = event(PacketBatch.ERROR, entry);
        arrival.detail = ETIMEDOUT;
        end(entry);
        continue;
      }
      repeated[entry]++;
      timeouts.add(network.simulation.now() + (FIRST_TIMEOUT << repeated[entry]), numbers[entry]);
      depart(network.simulation.store.copy(syns[entry]));
    }
  }

  private void depart(int handle) {
    view.read(network.simulation.store, handle);
    network.simulation.send(handle, view.destinationHigh, view.destinationLow);
  }

  /** The packet is given up. */
  void forget(long number) {
    int entry = entry(number);
    if (entry >= 0) {
      end(entry);
    }
  }

  void close() {
    while (alive > 0) {
      end(alive - 1);
    }
  }

  private void end(int entry) {
    network.simulation.store.release(syns[entry]);
    entryOf[ports[entry]] = 0;
    int last = --alive;
    if (entry != last) {
      numbers[entry] = numbers[last];
      syns[entry] = syns[last];
      ports[entry] = ports[last];
      repeated[entry] = repeated[last];
      entryOf[ports[entry]] = entry + 1;
    }
  }

  /** Looks at a packet that has arrived at the host. */
  void hear(PacketView packet, Quote quote) {
    if (packet.protocol == IpProtocol.TCP && packet.transportLength() >= TcpHeader.LENGTH) {
      segment(packet);
    } else if (quote.isWhole() && quote.protocol == IpProtocol.TCP && isFatal(packet, quote)) {
      failure(packet, quote);
    }
  }

  private void segment(PacketView packet) {
    int entry = entryOf[packet.transportWord(2)] - 1;
    if (entry < 0 || !answers(packet, entry)) {
      return;
    }
    int flags = packet.transportOctet(13);
    boolean connected = (flags & TcpHeader.SYN) != 0;
    if (connected || (flags & TcpHeader.RST) != 0) {
      Arrival arrival = event(connected ? PacketBatch.CONNECTED : PacketBatch.REFUSED, entry);
      arrival.addressHigh = packet.sourceHigh;
      arrival.addressLow = packet.sourceLow;
      arrival.port = packet.transportWord(0);
      arrival.detail = repeated[entry] > 0 ? 1 : 0;
      if (connected) {
        reset(entry);
      }
      end(entry);
    }
  }

  /** RFC 9293 section 3.10.7.3: an acknowledgement of the SYN, from where it went. */
  private boolean answers(PacketView packet, int entry) {
    view.read(network.simulation.store, syns[entry]);
    int acknowledged = packet.octets.getInt(packet.transport + 8);
    return (packet.transportOctet(13) & TcpHeader.ACK) != 0
        && acknowledged == view.octets.getInt(view.transport + 4) + 1
        && packet.transportWord(0) == view.transportWord(2)
        && packet.sourceHigh == view.destinationHigh
        && packet.sourceLow == view.destinationLow;
  }

  private void reset(int entry) {
    int handle = network.simulation.store.copy(syns[entry]);
    view.read(network.simulation.store, handle);
    int sequence = view.octets.getInt(view.transport + 4);
    view.octets.putInt(view.transport + 4, sequence + 1);
    view.octets.putInt(view.transport + 12, TcpHeader.LENGTH / 4 << 28 | TcpHeader.RST << 16);
    view.sealTransport();
    network.simulation.send(handle, view.destinationHigh, view.destinationLow);
  }

  /** Errors that end a connect at once: tcp_v4_err and tcp_v6_err of Linux in SYN-SENT. */
  private static boolean isFatal(PacketView packet, Quote quote) {
    return packet.ipv4
        ? quote.type == IcmpType.PARAMETER_PROBLEM
            || quote.type == IcmpType.TIME_EXCEEDED
            || (quote.type == IcmpType.DESTINATION_UNREACHABLE
                && quote.code != IcmpType.FRAGMENTATION_NEEDED)
        : quote.type != Icmpv6Type.PACKET_TOO_BIG;
  }

  private void failure(PacketView packet, Quote quote) {
    int entry = entryOf[packet.octets.getShort(quote.transport) & 0xffff] - 1;
    if (entry < 0) {
      return;
    }
    view.read(network.simulation.store, syns[entry]);
    boolean own =
        quote.destinationHigh == view.destinationHigh
            && quote.destinationLow == view.destinationLow
            && packet.octets.getInt(quote.transport) == view.octets.getInt(view.transport)
            && packet.octets.getInt(quote.transport + 4) == view.octets.getInt(view.transport + 4);
    if (own) {
      Arrival arrival = event(PacketBatch.ERROR, entry);
      arrival.describe(packet, quote, quote.transport, network.simulation.store);
      arrival.content = PacketBatch.TRANSPORT;
      arrival.extensions = quote.extensionsBehind(packet, quote.transport);
      end(entry);
    }
  }

  private Arrival event(int kind, int entry) {
    view.read(network.simulation.store, syns[entry]);
    Arrival arrival = network.addData();
    arrival.kind = kind;
    arrival.channel = channel;
    arrival.number = numbers[entry];
    arrival.originalHigh = kind == PacketBatch.ERROR ? view.destinationHigh : 0;
    arrival.originalLow = kind == PacketBatch.ERROR ? view.destinationLow : 0;
    arrival.originalPort = kind == PacketBatch.ERROR ? view.transportWord(2) : 0;
    return arrival;
  }
}
