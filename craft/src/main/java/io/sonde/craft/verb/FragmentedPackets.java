// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.fragment.FragmentPlan;
import io.sonde.craft.fragment.Fragmenter;
import io.sonde.craft.fragment.Reassembly;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.wire.Schedule;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Packets of another source, divided or put together. */
final class FragmentedPackets extends DerivedPackets {
  private final @Nullable Fragmenter fragmenter;
  private final @Nullable Reassembly reassembly;
  private final Dissection dissection = new Dissection();
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private CaptureInterface from = CaptureInterface.of(1);
  private long time;
  private int incomplete;
  private boolean continues;

  FragmentedPackets(PacketSource source, FragmentPlan plan, long seed) {
    super(source);
    fragmenter = new Fragmenter(plan, seed);
    reassembly = null;
  }

  FragmentedPackets(PacketSource source, Reassembly reassembly) {
    super(source);
    this.reassembly = reassembly;
    fragmenter = null;
  }

  /** Datagrams that never became whole. */
  int incomplete() {
    return incomplete;
  }

  /**
   * A schedule by which fragments are a time apart from the one before of the same datagram.
   *
   * @param gap nanoseconds
   * @param clock of the schedule
   */
  Schedule apart(Schedule schedule, long gap, TimeSource clock) {
    return new Schedule() {
      private long last;

      @Override
      public long next() {
        long due = schedule.next();
        return continues ? Math.max(due, last + gap) : due;
      }

      @Override
      public void sent(int octets) {
        last = clock.nanos();
        schedule.sent(octets);
      }
    };
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    continues = !ready.isEmpty();
    while (ready.isEmpty()) {
      if (!source.next(record)) {
        incomplete += reassembly == null ? 0 : reassembly.end();
        return false;
      }
      if (record.originalLength() > record.capturedLength()) {
        return true; // what was cut off cannot be divided
      }
      take(record);
    }
    byte[] packet = ready.remove();
    record.set(from, time, packet.length, ByteBuffer.wrap(packet));
    return true;
  }

  private void take(CaptureRecord record) {
    byte[] octets = new byte[record.capturedLength()];
    record.octets().duplicate().get(octets);
    from = record.source();
    time = record.time();
    dissection.read(octets, 0, octets.length, octets.length, record.linkType());
    PacketLayout packet = dissection.packet();
    int ip = -1;
    int end = octets.length;
    for (int i = 0; i < packet.count && ip < 0; i++) {
      String name = packet.specs[i].name();
      if (name.equals("ip") || name.equals("ip6")) {
        ip = packet.start[i];
        end = packet.payloadEnd[i];
      }
    }
    if (fragmenter != null) {
      ready.addAll(fragmenter.divide(octets, ip, end));
    } else if (reassembly != null) {
      byte[] whole = reassembly.take(octets, ip, end);
      if (whole != null) {
        ready.add(whole);
      }
    }
  }
}
