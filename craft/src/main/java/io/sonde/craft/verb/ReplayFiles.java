// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files one after the other, and all of them again. */
final class ReplayFiles implements PartedSource {
  private final List<String> files;
  private final long rounds;
  private final long most;
  private final long until;
  private final Opening opening;
  private @Nullable PacketSource open;
  private long opened;
  private long read;
  private long first;

  /** Opens a file. */
  interface Opening {
    /** Packets of a file. */
    PacketSource open(String name) throws IOException;
  }

  /**
   * @param rounds how often all files are read
   * @param most packets of a round
   * @param until nanoseconds of a file's time that are read
   */
  ReplayFiles(List<String> files, long rounds, long most, long until, Opening opening) {
    this.files = files;
    this.rounds = rounds;
    this.most = most;
    this.until = until;
    this.opening = opening;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    while (true) {
      PacketSource source = open;
      if (source == null) {
        source = openNext();
        if (source == null) {
          return false;
        }
      }
      if (read < most && source.next(record)) {
        if (isEarly(record.time())) {
          read++;
          return true;
        }
      } else {
        open = null;
        source.close();
      }
    }
  }

  private @Nullable PacketSource openNext() throws IOException {
    int index = (int) (opened % files.size());
    if (index == 0) {
      if (opened / files.size() == rounds || opened > 0 && read == 0) {
        return null; // a round without packets has no end
      }
      read = 0;
    }
    opened++;
    first = CaptureRecord.NO_TIME;
    PacketSource source = opening.open(files.get(index));
    open = source;
    return source;
  }

  private boolean isEarly(long time) {
    if (time == CaptureRecord.NO_TIME) {
      return true;
    }
    if (first == CaptureRecord.NO_TIME) {
      first = time;
    }
    return time - first <= until;
  }

  @Override
  public long part() {
    return opened;
  }

  @Override
  public boolean mayWait() {
    PacketSource source = open;
    return source != null && source.mayWait();
  }

  @Override
  public @Nullable String file() {
    PacketSource source = open;
    return source == null ? null : source.file();
  }

  @Override
  public void close() throws IOException {
    PacketSource source = open;
    open = null;
    if (source != null) {
      source.close();
    }
  }
}
