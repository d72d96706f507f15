// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;

/**
 * A kind of probe: how its packets are built, and how what comes back is told from everything else.
 * {@link #match} leaves what it read in the method's own fields, which live until the next call, so
 * that nothing is allocated a packet.
 */
public interface ProbeMethod {
  /** Verdict: none of ours, or nothing that a probe can meet. */
  int FOREIGN = 0;

  /** Verdict: the target's answer to {@link #wireSequence}. */
  int REPLY = 1;

  /** Verdict: an ICMP error that ends the probe {@link #wireSequence}. */
  int ERROR = 2;

  /** Verdict: an ICMP message about the probe that does not end it: redirect, source quench. */
  int NOTICE = 3;

  /** Verdict: for us, but its checksum is wrong. */
  int CORRUPT = 4;

  /** Verdict: an ICMP message about no probe of ours, worth a line when everything is asked for. */
  int OTHER = 5;

  /** Verdict: a request, mostly our own seen again on loopback. */
  int REQUEST = 6;

  /** Verdict: an answer that the host had to ask for twice, so that the probe itself is lost. */
  int REPEATED = 7;

  /** Verdict: nobody's business. */
  int IGNORED = 8;

  /**
   * In place of a {@link #wireSequence}: the batch's {@link PacketBatch#number} tells the probe.
   */
  int BY_NUMBER = -2;

  /** In place of a {@link #wireSequence}: the probe can be told only if it is the only one open. */
  int IF_ALONE = -3;

  /** Octets of the packet that {@link #write} makes. */
  int packetLength();

  /** Octets of a packet before its data. */
  default int overhead() {
    return packetLength();
  }

  /** Sets the data octets of the packets that {@link #write} makes from now on. */
  default void size(int octets) {}

  /** Whether {@link #size} has any say. */
  default boolean isSizable() {
    return false;
  }

  /**
   * Writes the whole packet of probe {@code sequence} into a slot and sets its start and length.
   *
   * @param sequence 64-bit number of the probe; the wire carries its low 16 bits
   */
  void write(PacketBatch out, int slot, long sequence);

  /** Turns the packet that {@link #write} put into this slot before into that of another probe. */
  void patch(PacketBatch out, int slot, long sequence);

  /**
   * Judges a received slot of kind {@link PacketBatch#PACKET} or {@link PacketBatch#ERROR}.
   *
   * @return one of the verdicts
   */
  int match(PacketBatch in, int slot);

  /** What the last {@link #REPLY} was. */
  default PingAnswer answer() {
    return PingAnswer.ECHO;
  }

  /**
   * Sequence on the wire of the last match, 0 … 65535; −1 if the verdict has none; {@link
   * #BY_NUMBER} or {@link #IF_ALONE}.
   */
  int wireSequence();

  /** Identifier of the last match, 0 … 65535; −1 if it has none. */
  int identifier();

  /** ICMP type of the last match. */
  int type();

  /** ICMP code of the last match. */
  int code();

  /** Index in the batch of the ICMP message of the last match. */
  int icmpOffset();

  /** Octets of the ICMP message of the last match; 0 for an error without its message. */
  int icmpLength();

  /** Index in the batch of what an error quotes. */
  int quoteOffset();

  /** Octets that an error quotes; 0: none. */
  int quoteLength();
}
