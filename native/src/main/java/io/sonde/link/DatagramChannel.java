// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.socket.SystemCallException;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regular UDP or UDP-Lite sockets with their error queues, without privilege: one {@link
 * DatagramFlow} for each source port that a packet names, and one for those that name none, which
 * is there from the start. A flow sends to any destination unless the channel has one peer.
 */
final class DatagramChannel implements Channel {
  private final LinuxNetwork network;
  private final int index;
  private final ChannelSpec spec;
  private final SendNumbers numbers;
  private final List<DatagramFlow> flows = new ArrayList<>();
  private final NetworkCapabilities capabilities;

  private DatagramChannel(
      LinuxNetwork network, int index, ChannelSpec spec, DatagramFlow first, SendNumbers numbers) {
    this.network = network;
    this.index = index;
    this.spec = spec;
    this.numbers = numbers;
    flows.add(first);
    EnumSet<HeaderField> honours =
        EnumSet.of(
            HeaderField.TRAFFIC_CLASS,
            HeaderField.TIME_TO_LIVE,
            HeaderField.PROTOCOL,
            HeaderField.DESTINATION,
            HeaderField.SOURCE_PORT,
            HeaderField.DESTINATION_PORT,
            HeaderField.PAYLOAD);
    honours.add(spec.family() == IpFamily.IPV4 ? HeaderField.OPTIONS : HeaderField.FLOW_LABEL);
    capabilities =
        new NetworkCapabilities(
            -1,
            first.port,
            first.flowLabel,
            honours,
            false,
            true,
            first.stamps,
            Integer.MAX_VALUE,
            DatagramIcmpChannel.blind(first.extensions));
  }

  static DatagramChannel open(LinuxNetwork network, int index, ChannelSpec spec)
      throws IOException {
    SendNumbers numbers = new SendNumbers();
    int port = Math.max(spec.identifier(), 0);
    DatagramFlow first =
        network.admit(DatagramFlow.open(network, index, spec, port, spec.flowLabel(), numbers));
    return new DatagramChannel(network, index, spec, first, numbers);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public NetworkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return Fidelity.withoutHeader(spec, capabilities, out, slot);
  }

  @Override
  public int send(PacketBatch out, int from) throws IOException {
    LinuxPacketBatch batch = LinuxPacketBatch.own(out);
    int at = from;
    while (at < batch.count) {
      DatagramFlow flow = flow(batch, at);
      if (flow == null) {
        at++;
        continue;
      }
      int end = endOfRun(batch, at);
      int handled = flow.send(batch, at, end);
      if (handled < end) {
        return handled;
      }
      at = end;
    }
    return Math.max(from, batch.count);
  }

  /** Behind the slots from {@code from} on that share source port and checksum coverage. */
  private int endOfRun(PacketBatch batch, int from) {
    int end = from + 1;
    long first = run(batch, from);
    while (end < batch.count && run(batch, end) == first) {
      end++;
    }
    return end;
  }

  private int run(PacketBatch batch, int slot) {
    int header = DatagramFlow.ipHeader(spec, batch, slot);
    return header < 0
        ? 0
        : DatagramFlow.half(batch, slot, header) << 16 | flows.get(0).coverage(batch, slot, header);
  }

  /** The flow of a slot, opened if need be; null if that is refused, which the slot then says. */
  private @Nullable DatagramFlow flow(PacketBatch batch, int slot) throws IOException {
    int port = run(batch, slot) >>> 16;
    if (port == 0) {
      return flows.get(0);
    }
    for (int i = 0; i < flows.size(); i++) {
      if (flows.get(i).port == port) {
        return flows.get(i);
      }
    }
    try {
      int label = capabilities.flowLabel();
      DatagramFlow flow =
          network.admit(DatagramFlow.open(network, index, spec, port, label, numbers));
      flows.add(flow);
      return flow;
    } catch (SystemCallException e) {
      batch.number[slot] = -1;
      batch.detail[slot] = e.errno().number();
      batch.outcome[slot] = Failure.outcome(e.errno().number());
      return null;
    }
  }

  @Override
  public void forget(long number) {
    // a flow serves many packets, and late answers are wanted
  }

  @Override
  public long dropped() {
    long sum = 0;
    for (DatagramFlow flow : flows) {
      sum += flow.overflowed();
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    for (DatagramFlow flow : flows) {
      flow.shut();
    }
  }
}
