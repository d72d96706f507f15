// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Rfc3339;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of probes, one a probe: the first thing that decides it writes its row. Fields that hold a
 * comma, a quotation mark or a line break are quoted as in RFC 4180 section 2; lines end in a line
 * feed. Once a write has failed nothing more is written.
 */
public final class CsvFile implements Closeable {
  private static final String HEADER = "time,target,address,protocol,seq,result,rttMs,clock\n";

  /** Longest time that a row stays in memory. */
  private static final long FLUSH_NANOS = 500_000_000;

  /** A probe: whose it is, and which. */
  private record Key(String group, long target, long sequence) {}

  /** What is known of a probe that nothing has decided. */
  private static final class Open {
    final String target;
    final String address;
    final String protocol;
    String otherwise = "lost";

    Open(String target, String address, String protocol) {
      this.target = target;
      this.address = address;
      this.protocol = protocol;
    }
  }

  private final OutputStream out;
  private final Map<Key, Open> open = new HashMap<>();
  private final StringBuilder line = new StringBuilder();
  private final byte[] instant = new byte[Rfc3339.LENGTH];
  private long flushBy = Long.MAX_VALUE;
  private boolean failed;

  /**
   * Writes the header.
   *
   * @param out failures of which are sentences for the user
   */
  public CsvFile(OutputStream out) throws IOException {
    this.out = out;
    write(HEADER);
    flush();
  }

  /** A probe has left. */
  void sent(String protocol, String target, String address, long index, long sequence) {
    open.put(new Key(protocol, index, sequence), new Open(target, address, protocol));
  }

  /** Something has befallen an open probe that will do for its fate unless an answer comes. */
  void befell(String protocol, long index, long sequence, String what) {
    Open probe = open.get(new Key(protocol, index, sequence));
    if (probe != null) {
      probe.otherwise = what;
    }
  }

  /**
   * A probe is answered.
   *
   * @param roundTrip nanoseconds; −1: none can be told
   * @param clock what took it; null: none
   */
  void answered(
      String protocol, long index, long time, long sequence, long roundTrip, @Nullable String clock)
      throws IOException {
    Open probe = open.remove(new Key(protocol, index, sequence));
    if (probe != null) {
      row(time, probe, sequence, "reply", roundTrip, clock);
    }
  }

  /** A probe is given up. */
  void lost(String protocol, long index, long time, long sequence) throws IOException {
    Open probe = open.remove(new Key(protocol, index, sequence));
    if (probe != null) {
      row(time, probe, sequence, probe.otherwise, -1, null);
    }
  }

  /** The run is over: what is still open was too young to be called lost. */
  void finish(long time) throws IOException {
    Map<Key, Open> rest = new HashMap<>(open);
    open.clear();
    for (Key key : rest.keySet().stream().sorted(CsvFile::compare).toList()) {
      Open probe = rest.get(key);
      if (probe != null) {
        String result = probe.otherwise.equals("lost") ? "pending" : probe.otherwise;
        row(time, probe, key.sequence(), result, -1, null);
      }
    }
    flush();
  }

  private static int compare(Key a, Key b) {
    int sequences = Long.compare(a.sequence(), b.sequence());
    int targets = sequences != 0 ? sequences : Long.compare(a.target(), b.target());
    return targets != 0 ? targets : a.group().compareTo(b.group());
  }

  private void row(
      long time, Open probe, long sequence, String result, long roundTrip, @Nullable String clock)
      throws IOException {
    line.setLength(0);
    int length = Rfc3339.put(instant, 0, time);
    line.append(new String(instant, 0, length, StandardCharsets.US_ASCII)).append(',');
    field(probe.target);
    field(probe.address);
    field(probe.protocol);
    line.append(sequence).append(',').append(result).append(',');
    if (roundTrip >= 0) {
      long nanos = roundTrip % 1_000_000;
      line.append(roundTrip / 1_000_000).append('.');
      line.append(Long.toString(1_000_000 + nanos), 1, 7);
    }
    line.append(',').append(roundTrip >= 0 && clock != null ? clock : "").append('\n');
    write(line.toString());
  }

  private void field(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    line.append(plain ? text : '"' + text.replace("\"", "\"\"") + '"').append(',');
  }

  private void write(String text) throws IOException {
    if (!failed) {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  private void flush() throws IOException {
    flushBy = Long.MAX_VALUE;
    if (!failed) {
      try {
        out.flush();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }

  /** The engine is about to wait: rows are written out that have waited long enough. */
  long waiting(long now, long until) throws IOException {
    if (flushBy == Long.MAX_VALUE) {
      flushBy = now + FLUSH_NANOS;
    } else if (now >= flushBy) {
      flush();
      flushBy = now + FLUSH_NANOS;
    }
    return Math.min(until, flushBy);
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      if (!failed) {
        throw e;
      }
    }
  }
}
