// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.StandardOutput;
import io.sonde.net.Capture;
import io.sonde.net.CaptureBatch;
import io.sonde.net.CaptureCounts;
import io.sonde.net.CaptureSpec;
import io.sonde.net.Network;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One capture from its first packet to its summary. */
final class Sniffer {
  private static final int SLOTS = 512;

  private final Capture capture;
  private final TimeSource time;
  private final PacketOutput output;
  private final CaptureInterface source;
  private final CaptureBatch batch = new CaptureBatch(SLOTS);
  private final CaptureRecord record = new CaptureRecord();
  private ByteBuffer view = ByteBuffer.allocate(0);
  private volatile boolean stopped;

  Sniffer(Capture capture, CaptureSpec spec, TimeSource time, PacketOutput output) {
    this.capture = capture;
    this.time = time;
    this.output = output;
    String name = spec.device().equals(CaptureSpec.ANY) ? "" : spec.device();
    source = new CaptureInterface(capture.linkType(), spec.snapLength(), name);
  }

  /** Ends the run; for any thread. */
  void stop() {
    stopped = true;
    capture.wakeUp();
  }

  /**
   * Captures until something ends it.
   *
   * @param most packets
   * @param duration nanoseconds; {@link Network#FOREVER}: no limit
   * @param eachPacket whether files are written a packet at a time
   * @param quiet whether the summary on standard error is left out
   * @return the exit status
   */
  int run(long most, long duration, boolean eachPacket, boolean quiet, StandardOutput out)
      throws IOException {
    boolean limited = duration != Network.FOREVER;
    long deadline = limited ? time.nanos() + duration : Network.FOREVER;
    long last = limited ? time.epochNanos() + duration : Long.MAX_VALUE;
    @Nullable IOException failure = null;
    try {
      while (!stopped && output.packets() < most && (!limited || time.nanos() - deadline < 0)) {
        capture.receive(batch, deadline);
        write(most, last, eachPacket);
      }
    } catch (IOException e) {
      failure = e;
    }
    CaptureCounts counts = capture.counts();
    int status = output.end(failure, counts);
    if (failure != null) {
      out.diagnostic(Sentences.of(failure));
    }
    if (!quiet) {
      summary(output.packets(), counts, out);
    }
    return status;
  }

  private void write(long most, long last, boolean eachPacket) throws IOException {
    if (view.array() != batch.octets()) {
      view = ByteBuffer.wrap(batch.octets());
    }
    for (int i = 0; i < batch.count() && output.packets() < most; i++) {
      if (batch.time[i] > last) {
        continue;
      }
      view.clear().limit(batch.start[i] + batch.length[i]).position(batch.start[i]);
      output.write(record.set(source, batch.time[i], batch.wireLength[i], view), null);
      if (eachPacket) {
        output.flush();
      }
    }
    if (batch.count() < SLOTS) {
      output.flushStandardOutput(); // nothing more waits: whoever reads gets it now
    }
  }

  /** What a run says at its end. */
  static void summary(long packets, CaptureCounts counts, StandardOutput out) {
    out.error(
        packets
            + " packets captured, "
            + counts.passed()
            + " passed the filter, "
            + counts.droppedByKernel()
            + " dropped by the kernel, "
            + counts.droppedByInterface()
            + " by the interface");
  }
}
