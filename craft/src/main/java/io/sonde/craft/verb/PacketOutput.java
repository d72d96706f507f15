// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.dissect.PortLayers;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.Look;
import io.sonde.net.CaptureCounts;
import io.sonde.pcap.CaptureRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where packets go: standard output in one form, a file in another, or both. */
final class PacketOutput implements Closeable {
  private final List<PacketSink> sinks = new ArrayList<>();
  private final Exhibit exhibit;
  private final boolean findings;
  private final boolean dissects;
  private final @Nullable StandardOutput counter;
  private long packets;
  private long found;
  private @Nullable String file;
  private long index;

  /**
   * Opens what the arguments name.
   *
   * @param verb name of the verb, for the first event
   * @param otherwise form on standard output where none is asked for; null: nothing, and JSON is
   *     the verb's own
   */
  PacketOutput(
      Arguments arguments,
      Outside outside,
      StandardOutput out,
      String verb,
      @Nullable OutputFormat otherwise)
      throws IOException {
    this(arguments, outside, out, verb, otherwise, Manner.AS_ASKED);
  }

  /**
   * Opens what the arguments name, for a verb that has the options of {@link Manner}.
   *
   * @param verb name of the verb, for the first event
   * @param otherwise form on standard output where none is asked for; null: nothing, and JSON is
   *     the verb's own
   */
  PacketOutput(
      Arguments arguments,
      Outside outside,
      StandardOutput out,
      String verb,
      @Nullable OutputFormat otherwise,
      Manner manner)
      throws IOException {
    this(
        arguments,
        outside,
        out,
        verb,
        otherwise,
        manner,
        (path, format, micro) -> PacketSink.toFile(path, format, micro, outside, verb));
  }

  /**
   * Opens what the arguments name.
   *
   * @param files opens the file of {@code -w}
   */
  PacketOutput(
      Arguments arguments,
      Outside outside,
      StandardOutput out,
      String verb,
      @Nullable OutputFormat otherwise,
      Manner manner,
      Files files)
      throws IOException {
    PortLayers ports = new PortLayers();
    for (String rule : arguments.values("--as")) {
      ports.put(rule);
    }
    exhibit = new Exhibit(new Dissection(ports));
    findings = arguments.has("--findings");
    String asked = arguments.value("--output");
    boolean json = "--json".equals(arguments.last("--json", "--output"));
    String path = arguments.value("--write");
    boolean micro = arguments.has("--micro");
    if (path != null) {
      sinks.add(files.open(path, OutputFormat.ofFile(path), micro));
    }
    Look look =
        new Look(Colors.of(arguments, out), manner.verbose(), Naming.of(arguments, outside));
    OutputFormat format =
        json
            ? OutputFormat.JSON
            : asked != null ? OutputFormat.of(asked) : path == null ? otherwise : null;
    boolean own = format == OutputFormat.JSON && otherwise == null;
    if (format != null && !own && !manner.quiet()) {
      sinks.add(0, PacketSink.toStandardOutput(out, format, micro, look, outside, verb));
    }
    boolean shows = findings;
    for (PacketSink sink : sinks) {
      shows |= sink.dissects();
    }
    dissects = shows;
    counter = manner.verbose() ? out : null;
  }

  /** How a file is opened. */
  interface Files {
    /** A sink for the file. */
    PacketSink open(String path, OutputFormat format, boolean micro) throws IOException;
  }

  /** Says what link type packets will have. */
  void begin(int linkType) throws IOException {
    for (PacketSink sink : sinks) {
      sink.begin(linkType);
    }
  }

  /** Hands on what was written. */
  void flush() throws IOException {
    for (PacketSink sink : sinks) {
      sink.flush();
    }
  }

  /** Hands on what was written to standard output. */
  void flushStandardOutput() throws IOException {
    for (PacketSink sink : sinks) {
      if (sink.isStandardOutput()) {
        sink.flush();
      }
    }
  }

  /** Takes away files that were not ended. */
  @Override
  public void close() throws IOException {
    for (PacketSink sink : sinks) {
      sink.close();
    }
  }

  /** Packets written. */
  long packets() {
    return packets;
  }

  /** Adds the options of output. */
  static void addOptions(OptionTable table) {
    table.section("Output");
    Naming.addOptions(table);
    table
        .value("-o --output", "FORMAT", "one of " + OutputFormat.NAMES)
        .flag("--json", "-o json")
        .value("-w --write", "FILE", "to a file: .pcap .pcapng .json .hex")
        .value("--color", "WHEN", "auto always never: colours in text (auto: on a terminal)")
        .flag("--micro", "pcap with microseconds, for old readers")
        .flag("--findings", "exit 1 if anything is wrong with a packet")
        .value("--as", "RULE", "what a port stands for: udp.port=53:data; repeatable");
  }

  /** Writes a packet. */
  void write(CaptureRecord record, @Nullable String from) throws IOException {
    packets++;
    if (from != null && !from.equals(file)) {
      file = from;
      index = 0;
    }
    index++;
    if (dissects) {
      show(record);
    }
    for (PacketSink sink : sinks) {
      sink.write(record, exhibit);
    }
  }

  private void show(CaptureRecord record) {
    byte[] octets;
    int from;
    if (record.octets().hasArray()) {
      octets = record.octets().array();
      from = record.octets().arrayOffset() + record.octets().position();
    } else {
      octets = new byte[record.capturedLength()];
      record.octets().duplicate().get(octets);
      from = 0;
    }
    exhibit.file = file;
    exhibit.index = index;
    exhibit.time = record.time();
    if (exhibit.firstTime == Exhibit.NO_TIME) {
      exhibit.firstTime = record.time();
    }
    exhibit.linkType = record.linkType();
    exhibit.wireLength = record.originalLength();
    exhibit.comments = record.comments();
    int length = record.capturedLength();
    int wire = (int) Math.min(Integer.MAX_VALUE - 1, record.originalLength());
    exhibit.dissection.read(octets, from, from + length, wire, record.linkType());
    if (findings) {
      found += exhibit.dissection.judge().count();
    }
  }

  /**
   * Ends what was written; a file appears now.
   *
   * @param failure what ended the run early; null: nothing did
   * @return the exit status
   */
  int end(@Nullable IOException failure) throws IOException {
    return end(failure, null);
  }

  /**
   * Ends what was written.
   *
   * @param counts of a capture
   */
  int end(@Nullable IOException failure, @Nullable CaptureCounts counts) throws IOException {
    int status =
        failure != null
            ? CraftExit.INPUT_OUTPUT
            : findings && found > 0 ? CraftExit.DIFFERS : CraftExit.OK;
    for (PacketSink sink : sinks) {
      sink.end(packets, status, failure == null ? null : Sentences.of(failure), counts);
    }
    if (counter != null && counts == null) {
      counter.error(packets + (packets == 1 ? " packet" : " packets"));
    }
    return status;
  }
}
