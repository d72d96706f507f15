// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.spec.Answering;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file of probes and answers. All its packets begin as the first does: with the link header, or
 * with the IP header, and an answer's link header is then left out.
 */
final class ExchangeFile implements Closeable {
  private final PacketSink sink;
  private final Exhibit exhibit = new Exhibit(new Dissection());
  private final CaptureRecord record = new CaptureRecord();
  private @Nullable CaptureInterface source;
  private long packets;
  private boolean ended;

  /** Opens the file. */
  ExchangeFile(String path, Arguments arguments, Outside outside, String verb) throws IOException {
    OutputFormat format = OutputFormat.ofFile(path);
    sink = PacketSink.toFile(path, format, arguments.has("--micro"), outside, verb);
  }

  /** Writes a packet as it was handed over. */
  void probe(ByteBuffer octets, int linkType, long time) throws IOException {
    boolean frame = linkType == LinkType.ETHERNET;
    byte[] copy = new byte[octets.remaining()];
    octets.get(octets.position(), copy);
    write(copy, 0, copy.length, frame, time);
  }

  /** Writes a packet that has come. */
  void answer(Dissection dissection, int linkType, long time) throws IOException {
    PacketLayout packet = dissection.packet();
    boolean frame = linkType == LinkType.ETHERNET;
    int from = packet.from;
    if (frame && source != null && source.linkType() != LinkType.ETHERNET) {
      int network = Answering.network(packet);
      if (network < 0 || !Answering.isIp(packet, network)) {
        return;
      }
      from = packet.start[network];
      frame = false;
    }
    write(packet.octets, from, packet.to, frame, time);
  }

  private void write(byte[] octets, int from, int to, boolean frame, long time) throws IOException {
    CaptureInterface begins = source;
    if (begins == null) {
      begins = CaptureInterface.of(frame ? LinkType.ETHERNET : LinkType.RAW);
      source = begins;
    }
    if (frame != (begins.linkType() == LinkType.ETHERNET)) {
      return; // nobody knows the header that it would need
    }
    record.set(begins, time, to - from, ByteBuffer.wrap(octets, from, to - from));
    if (sink.dissects()) {
      exhibit.index = packets + 1;
      exhibit.time = time;
      exhibit.linkType = begins.linkType();
      exhibit.wireLength = (long) to - from;
      exhibit.dissection.read(octets, from, to, to - from, begins.linkType());
    }
    sink.write(record, exhibit);
    packets++;
  }

  /**
   * Ends the file, which then appears.
   *
   * @param error what ended the run early; null: nothing did
   */
  void end(int status, @Nullable String error) throws IOException {
    if (!ended) {
      ended = true;
      try (sink) {
        sink.end(packets, status, error, null);
      }
    }
  }

  @Override
  public void close() throws IOException {
    end(CraftExit.INPUT_OUTPUT, "the run ended early");
  }
}
