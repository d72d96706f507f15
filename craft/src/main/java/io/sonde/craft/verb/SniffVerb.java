// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;
import io.sonde.net.Capture;
import io.sonde.net.CaptureSpec;
import io.sonde.net.CaptureSpec.Direction;
import io.sonde.net.Interfaces;
import io.sonde.net.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code craft sniff}: packets as they pass a device, or those of a file that pass a filter. */
public final class SniffVerb extends Verb {
  private static final String INTERFACE = "--interface";
  private static final String READ = "--read";
  private static final String DURATION = "--duration";
  private static final String RING = "--ring";
  private static final String BUFFER = "--buffer";
  private static final String DIRECTION = "--direction";
  private static final String SNAPLEN = "--snaplen";
  private static final int BUFFER_OCTETS = 32 << 20;
  private static final int MOST_FILES = 100_000;

  private final Interfaces interfaces;
  private final Signals signals;

  /** The verb. */
  public SniffVerb(Outside outside, Interfaces interfaces, Signals signals) {
    super(
        "sniff",
        "[options] [FILTER]",
        "Captures packets of a device, or reads a file, through a filter: pcap-filter(7).",
        outside);
    this.interfaces = interfaces;
    this.signals = signals;
  }

  @Override
  protected void addOptions(OptionTable table) {
    table
        .section("Packets")
        .value("-i " + INTERFACE, "NAME", "device; any is all of them (any)")
        .value("-r " + READ, "FILE", "reads a file instead; - is standard input")
        .value("-c --count", "N", "ends after N packets")
        .value(DURATION, "T", "ends after a time: 10s, 250ms, seconds")
        .value(SNAPLEN, "N", "octets of a packet that are kept (262144)")
        .flag("--promiscuous", "hears what is for others as well")
        .value(DIRECTION, "WAY", "in, out or both (both)")
        .value(BUFFER, "SIZE", "the kernel's buffer in octets: 64k, 128M (33554432)");
    PacketOutput.addOptions(table);
    Manner.addOptions(table);
    table
        .value(RING, "SIZE:FILES", "with -w: FILE.1 ... FILE.N of at most SIZE octets, in turn")
        .flag("-U --packet-buffered", "writes each packet to the file at once");
  }

  @Override
  protected int execute(Arguments arguments, StandardOutput out) throws IOException {
    String filter = String.join(" ", arguments.operands());
    long most = arguments.whole("--count", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    String file = arguments.value(READ);
    if (file != null) {
      return read(file, filter, most, arguments, out);
    }
    CaptureSpec spec = spec(arguments, filter);
    String time = arguments.value(DURATION);
    long duration = time == null ? Network.FOREVER : Amounts.nanos(DURATION, time);
    Manner manner = Manner.of(arguments);
    PacketOutput.Files files = files(arguments);
    if (isFileAlone(arguments)) {
      return record(arguments, spec, most, duration, out);
    }
    try (Capture capture = outside().captures().open(spec);
        PacketOutput output =
            new PacketOutput(arguments, outside(), out, name(), format(out), manner, files)) {
      output.begin(capture.linkType());
      Sniffer sniffer = new Sniffer(capture, spec, outside().time(), output);
      Signals.Listening listening = signals.listen(sniffer::stop);
      try {
        return sniffer.run(most, duration, arguments.has("-U"), manner.quiet(), out);
      } finally {
        listening.close();
      }
    }
  }

  /** Whether packets go into one capture file and nowhere else, so that nobody looks at them. */
  private static boolean isFileAlone(Arguments arguments) {
    String path = arguments.value("--write");
    if (path == null || OutputFormat.ofFile(path) != OutputFormat.PCAP) {
      return false;
    }
    for (String option : List.of("--output", "--json", "--micro", "--findings", RING, "-U")) {
      if (arguments.has(option)) {
        return false;
      }
    }
    return true;
  }

  private int record(
      Arguments arguments, CaptureSpec spec, long most, long duration, StandardOutput out)
      throws IOException {
    Path file = VerbSources.path(arguments.value("--write", ""));
    try (Capture capture = outside().captures().open(spec)) {
      Signals.Listening listening = signals.listen(capture::wakeUp);
      try {
        long deadline =
            duration == Network.FOREVER ? duration : outside().time().nanos() + duration;
        long packets = capture.record(file, most, deadline);
        if (!arguments.has("--quiet")) {
          Sniffer.summary(packets, capture.counts(), out);
        }
        return CraftExit.OK;
      } finally {
        listening.close();
      }
    }
  }

  private static OutputFormat format(StandardOutput out) {
    return out.isTerminal() ? OutputFormat.SUMMARY : OutputFormat.PCAP;
  }

  private CaptureSpec spec(Arguments arguments, String filter) throws IOException {
    String device = arguments.value(INTERFACE, CaptureSpec.ANY);
    if (!device.equals(CaptureSpec.ANY) && interfaces.indexOf(device) == 0) {
      throw new IOException(device + ": no such interface; craft interfaces lists them");
    }
    String buffer = arguments.value(BUFFER);
    return new CaptureSpec(
        device,
        filter,
        (int)
            arguments.whole(SNAPLEN, 1, CaptureSpec.MOST_SNAP_LENGTH, CaptureSpec.MOST_SNAP_LENGTH),
        arguments.has("--promiscuous"),
        direction(arguments.value(DIRECTION, "both")),
        buffer == null
            ? BUFFER_OCTETS
            : (int) Amounts.octets(BUFFER, buffer, CaptureSpec.LEAST_BUFFER, Integer.MAX_VALUE),
        !isFileAlone(arguments));
  }

  private static Direction direction(String name) {
    for (Direction direction : Direction.values()) {
      if (direction.name().toLowerCase(Locale.ROOT).equals(name)) {
        return direction;
      }
    }
    throw new UsageException(DIRECTION + " " + name + ": unknown; in, out or both");
  }

  private PacketOutput.Files files(Arguments arguments) {
    String ring = arguments.value(RING);
    if (ring == null) {
      return (path, format, micro) -> PacketSink.inPlace(path, format, micro, outside(), name());
    }
    int colon = ring.indexOf(':');
    if (colon < 0) {
      throw new UsageException(RING + " " + ring + ": expected SIZE:FILES, 10M:5");
    }
    if (arguments.value("--write") == null) {
      throw new UsageException(RING + ": needs -w FILE");
    }
    long size = Amounts.octets(RING, ring.substring(0, colon), 1, Long.MAX_VALUE);
    int count = (int) Amounts.octets(RING, ring.substring(colon + 1), 1, MOST_FILES);
    return (path, format, micro) -> {
      if (!format.isCapture()) {
        throw new UsageException(RING + ": the file must be .pcap or .pcapng");
      }
      RingWriter writer = new RingWriter(VerbSources.path(path), format, micro, size, count);
      return PacketSink.ring(writer, format, outside());
    };
  }

  private int read(String file, String filter, long most, Arguments arguments, StandardOutput out)
      throws IOException {
    for (String option : new String[] {INTERFACE, DURATION, DIRECTION, BUFFER, SNAPLEN}) {
      if (arguments.has(option)) {
        throw new UsageException(option + ": is for a device, not for a file");
      }
    }
    try (PacketSource whole = new CapturedPackets(file, outside());
        PacketSource source =
            filter.isEmpty() ? whole : new FilteredPackets(whole, outside().captures(), filter);
        PacketOutput output =
            new PacketOutput(
                arguments,
                outside(),
                out,
                name(),
                format(out),
                Manner.of(arguments),
                files(arguments))) {
      return BuildVerb.copy(new FirstPackets(source, most), output, out);
    }
  }
}
