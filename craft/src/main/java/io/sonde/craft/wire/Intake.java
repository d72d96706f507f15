// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.PacketBatch;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The packets of a run as they are read, numbered from 1; and what is said of them. */
final class Intake {
  private static final int MOST_NOTES = 100;

  private final SendListener listener;
  private final Transmitter transmitter;
  private final CaptureRecord record = new CaptureRecord();
  private final Set<String> told = new HashSet<>();
  private volatile boolean stopped;
  private long number;
  private boolean ready;

  Intake(SendListener listener, Transmitter transmitter) {
    this.listener = listener;
    this.transmitter = transmitter;
  }

  /** Reads nothing any more; for any thread. */
  void stop() {
    stopped = true;
  }

  /** Whether it was stopped. */
  boolean isStopped() {
    return stopped;
  }

  /** Whether a packet was read that can be sent. */
  boolean isReady() {
    return ready;
  }

  /** The packet that was read last. */
  CaptureRecord record() {
    return record;
  }

  /** Its number. */
  long number() {
    return number;
  }

  /** Reads the next packet that can be sent; the octets of the last are gone then. */
  void read(PacketFeed feed) throws IOException {
    ready = false;
    while (!ready && !stopped) {
      try {
        if (!feed.next(record)) {
          return;
        }
        number++;
        ready = true;
      } catch (UnsendableException e) {
        number++;
        cannot(e);
      }
    }
  }

  /** The packet that was read last cannot be sent. */
  void cannot(UnsendableException e) {
    cannot(number, e);
  }

  /** A packet cannot be sent. */
  void cannot(long which, UnsendableException e) {
    transmitter.refuse(which, PacketBatch.NO_ROUTE);
    listener.unsendable(which, String.valueOf(e.getMessage()));
  }

  /** Says something once. */
  void note(String sentence) {
    if (told.size() < MOST_NOTES && told.add(sentence)) {
      listener.note(sentence);
    }
  }

  /** Says by which way a packet leaves, where somebody may wonder. */
  void note(PathChoice choice) {
    if (choice.isNoteworthy()) {
      note("path: " + choice.path().text() + " (" + choice.reason() + ")");
    }
    if (!choice.notHonoured().isEmpty()) {
      note(choice.path().text() + ": does not honour " + String.join(" ", choice.notHonoured()));
    }
  }

  /** A schedule for packets of no particular rate, the first of which goes to somebody else. */
  Schedule gently(Schedule schedule, long now) {
    note("pace: at most " + Guard.MOST_PER_SECOND + " packets a second, towards public addresses");
    return schedule.apart(1_000_000_000L / Guard.MOST_PER_SECOND, now);
  }
}
