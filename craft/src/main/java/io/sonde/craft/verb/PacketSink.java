// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.JsonWriter;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Version;
import io.sonde.cli.WholeFile;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.PacketRenderer;
import io.sonde.craft.text.TextBuffer;
import io.sonde.net.CaptureCounts;
import io.sonde.net.TimeSource;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.CaptureWriter;
import io.sonde.pcap.PcapWriter;
import io.sonde.pcap.PcapngWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One stream of packets out, in one form. */
final class PacketSink implements Closeable {
  private static final int PIECE = 1 << 16;

  private final OutputStream out;
  private final OutputFormat format;
  private final @Nullable CaptureWriter writer;
  private final @Nullable PacketRenderer renderer;
  private final TextBuffer text = new TextBuffer(2 * PIECE);
  private final TimeSource time;
  private final boolean eachPacket;
  private final @Nullable WholeFile file;

  private PacketSink(
      OutputStream out,
      OutputFormat format,
      @Nullable CaptureWriter writer,
      Look look,
      TimeSource time,
      boolean eachPacket,
      @Nullable WholeFile file) {
    this.out = out;
    this.format = format;
    this.time = time;
    this.eachPacket = eachPacket;
    this.file = file;
    this.writer = writer;
    renderer = writer == null ? format.renderer(look) : null;
  }

  private static @Nullable CaptureWriter writer(
      OutputStream out, OutputFormat format, boolean micro) {
    return switch (format) {
      case PCAP -> new PcapWriter(out, micro);
      case PCAPNG -> new PcapngWriter(out);
      default -> null;
    };
  }

  /** A stream on standard output. */
  static PacketSink toStandardOutput(
      StandardOutput out,
      OutputFormat format,
      boolean micro,
      Look look,
      Outside outside,
      String verb)
      throws IOException {
    OutputStream octets = new StandardOctets(out);
    boolean each = out.isTerminal();
    CaptureWriter writer = writer(octets, format, micro);
    PacketSink sink = new PacketSink(octets, format, writer, look, outside.time(), each, null);
    sink.begin(verb);
    return sink;
  }

  /** A file, which appears when it is complete. */
  static PacketSink toFile(
      String name, OutputFormat format, boolean micro, Outside outside, String verb)
      throws IOException {
    WholeFile file = WholeFile.create(name);
    CaptureWriter writer = writer(file.stream(), format, micro);
    PacketSink sink =
        new PacketSink(file.stream(), format, writer, Look.PLAIN, outside.time(), false, file);
    sink.begin(verb);
    return sink;
  }

  /** A file, a device or a pipe that is written from the beginning on. */
  static PacketSink inPlace(
      String name, OutputFormat format, boolean micro, Outside outside, String verb)
      throws IOException {
    OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(VerbSources.path(name)), PIECE);
    CaptureWriter writer = writer(out, format, micro);
    PacketSink sink = new PacketSink(out, format, writer, Look.PLAIN, outside.time(), false, null);
    sink.begin(verb);
    return sink;
  }

  /** Files in a ring. */
  static PacketSink ring(RingWriter ring, OutputFormat format, Outside outside) {
    OutputStream nothing = OutputStream.nullOutputStream();
    return new PacketSink(nothing, format, ring, Look.PLAIN, outside.time(), false, null);
  }

  /** Says what packets will be of, so that a capture of none is a file all the same. */
  void begin(int linkType) throws IOException {
    if (writer instanceof PcapWriter pcap) {
      pcap.begin(linkType);
      flush();
    }
  }

  private void begin(String verb) throws IOException {
    if (format == OutputFormat.JSON) {
      JsonWriter json = new JsonWriter((octets, length) -> text.add(octets, 0, length));
      json.event("start", time.epochNanos()).string("tool", "craft");
      json.string("version", Version.NUMBER).string("schema", "sonde/1");
      json.object("configuration").string("verb", verb).end().end();
      drain(0);
    }
  }

  boolean isStandardOutput() {
    return out instanceof StandardOctets;
  }

  /** Whether it wants packets to be taken apart. */
  boolean dissects() {
    return renderer != null;
  }

  void write(CaptureRecord record, Exhibit exhibit) throws IOException {
    if (writer != null) {
      writer.write(record);
    } else if (renderer != null) {
      renderer.packet(exhibit, text);
      drain(eachPacket ? 0 : PIECE);
    }
  }

  /** Hands on what is here. */
  void flush() throws IOException {
    drain(0);
    if (writer != null) {
      writer.flush();
    }
    out.flush();
  }

  private void drain(int from) throws IOException {
    if (text.length() > from) {
      out.write(text.octets(), 0, text.length());
      text.clear();
    }
  }

  /**
   * Ends the stream.
   *
   * @param counts of a capture; null: there was none
   */
  void end(long packets, int status, @Nullable String error, @Nullable CaptureCounts counts)
      throws IOException {
    if (format == OutputFormat.JSON) {
      JsonWriter json = new JsonWriter((octets, length) -> text.add(octets, 0, length));
      if (error != null) {
        json.event("error", time.epochNanos()).string("message", error).end();
      }
      json.event("summary", time.epochNanos()).number("packets", packets);
      if (counts != null) {
        json.number("passedFilter", counts.passed());
        json.number("droppedByKernel", counts.droppedByKernel());
        json.number("droppedByInterface", counts.droppedByInterface());
      }
      json.number("exitCode", status).end();
    }
    drain(0);
    if (writer != null) {
      writer.close(); // a capture of no packets has a header, too
    }
    out.flush();
    if (file != null) {
      file.finish();
    }
  }

  /** Takes away a file that was not ended. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** Standard output as a stream of octets. */
  private static final class StandardOctets extends OutputStream {
    private final StandardOutput out;

    StandardOctets(StandardOutput out) {
      this.out = out;
    }

    @Override
    public void write(int octet) {
      out.write(new byte[] {(byte) octet}, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      if (offset == 0) {
        out.write(octets, length);
      } else {
        out.write(Arrays.copyOfRange(octets, offset, offset + length), length);
      }
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
